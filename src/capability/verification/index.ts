export { recordedRun } from './checks/examples.ts';
export { guardedEnd } from './guardedEnd.ts';
export { defaultPolicy, type Policy, readPolicy } from './policy.ts';
export { portsOf } from './recordedWorld.ts';
export { brokenMarkdown, toMarkdown } from './report/markdown.ts';
export { toSarif } from './report/sarif.ts';
export { type VerifyOptions, verify } from './verify.ts';
