import type { Evidence } from '../decision/evidence.ts';
import type { Observation } from './source.ts';

/** Adds what a source has seen to the evidence. */
export function observe(evidence: Evidence, observation: Observation): void {
  if (observation.kind === 'request') evidence.add(observation.request);
  else if (observation.kind === 'opinion') evidence.addOpinion(observation.opinion);
  else evidence.addIncrement(observation.increment);
}
