import type { BenchmarkWork, FromBenchmarkPanel, ToBenchmarkPanel } from '#protocol';
import type { Failure } from '../ui/banner.ts';
import type { Store } from '../ui/store.ts';

/** One capability, with what was measured of it. */
export type ShownBenchmark = Extract<ToBenchmarkPanel, { readonly type: 'benchmark' }>;
/** Several capabilities beside each other. */
export type ShownComparison = Extract<ToBenchmarkPanel, { readonly type: 'comparison' }>;

/** Everything that the panel shows: a benchmark or a comparison; neither until the host has spoken. */
export interface BenchmarkState {
  readonly benchmark: ShownBenchmark | undefined;
  readonly comparison: ShownComparison | undefined;
  readonly busy: BenchmarkWork | undefined;
  readonly failure: Failure | undefined;
}

export type BenchmarkStore = Store<BenchmarkState>;

/** Says something to the host. */
export type Post = (message: FromBenchmarkPanel) => void;

/** What outlives the page: the capability that it was about, or those that were compared, as the host names them. */
export interface Saved {
  readonly version: 1;
  readonly shown: { readonly folder: string } & ({ readonly name: string } | { readonly names: readonly string[] });
}

export const initialState: BenchmarkState = {
  benchmark: undefined,
  comparison: undefined,
  busy: undefined,
  failure: undefined,
};
