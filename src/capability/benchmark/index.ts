export { againstBaseline } from './baseline/baseline.ts';
export type { Call } from './call.ts';
export { type CompareOptions, compareCalls } from './comparison/compare.ts';
export { type MeasureOptions, measureLatency } from './latency/measure.ts';
export { renderBenchmarks } from './report/render.ts';
