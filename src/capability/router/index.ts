export { actionOf } from './actions.ts';
export { names as namesAtHand } from './atHand.ts';
export { compileIntent, readingsOf } from './intentPattern.ts';
export { confidenceThreshold, createRouter, type Router } from './router.ts';
export { isOneAfterAnother } from './steps.ts';
export { contentStems, type Token, tokensOf } from './words.ts';
