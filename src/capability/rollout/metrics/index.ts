export type { Observation, ObservationSource, Observed, Reading, SourceState } from './source.ts';
