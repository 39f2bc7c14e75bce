export { sourceExtensions } from './extract/language.ts';
export type { GraphView } from './model/view.ts';
export { LiveGraph } from './scan/liveGraph.ts';
