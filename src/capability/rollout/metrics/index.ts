export { journalSource } from './journalSource.ts';
export { prometheusAddress } from './prometheus/address.ts';
export type { Patience } from './prometheus/api.ts';
export { prometheusSource } from './prometheus/source.ts';
export type { Observation, ObservationSource, Observed, Reading } from './source.ts';
