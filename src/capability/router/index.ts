export { names as namesAtHand } from './atHand.ts';
export { confidenceThreshold, createRouter, type Router } from './router.ts';
export { contentStems, type Token, tokensOf } from './words.ts';
