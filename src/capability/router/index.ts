export { confidenceThreshold, createRouter, type Router } from './router.ts';
