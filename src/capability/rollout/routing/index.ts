/** What the process of an app needs of rollouts: the runtime library uses this, and nothing else of the product. */
export type { History } from '../decision/history.ts';
export { labelsOf, speaksLabel } from '../decision/labels.ts';
export { flagsOf, readFlag } from './flagSchema.ts';
export { variantOf, type Weighted } from './fractional.ts';
export { hashOfText } from './murmur3.ts';
export type { Route, Router } from './router.ts';
