export { defaultPolicy, type Policy, policyFileName, readPolicy } from './policy.ts';
export { toMarkdown } from './report/markdown.ts';
export { toSarif } from './report/sarif.ts';
export { type VerifyOptions, verify } from './verify.ts';
