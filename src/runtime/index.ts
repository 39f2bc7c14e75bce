/** `toolwright/runtime`: routes requests of an app to versions of its capabilities, in Node and in browsers. */
export {
  type FlagListener,
  type FlagProblem,
  type FlagSource,
  flagsFromObject,
  type ObjectFlags,
} from './flags/source.ts';
export { flagsFromUrl, type UrlOptions } from './flags/url.ts';
export type { Capability } from './routing/capabilities.ts';
export { type Answer, type AppRouter, createRouter, type RouterOptions } from './routing/createRouter.ts';
export { RouterError } from './routing/failure.ts';
export type { Run, Version } from './routing/implementation.ts';
export type { Ended, Labels, Opinion, Outcome, Reporter, Request, Served, Shadow, Variant } from './routing/report.ts';
export type { ShadowOptions } from './routing/shadow.ts';
