export { againstBaseline } from './baseline/baseline.ts';
export type { Call } from './call.ts';
export { type CompareOptions, compareCalls } from './comparison/compare.ts';
export { type Latency, type MeasureOptions, measureLatency } from './latency/measure.ts';
export { putUnderLoad } from './load/load.ts';
export { renderBenchmarks } from './report/render.ts';
export { leakVerdict } from './resources/leaks.ts';
export { soakInput, soaking } from './resources/soak.ts';
