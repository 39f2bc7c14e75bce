import { shiftedOdds } from './blocks.ts';
import { RenewedMixture } from './renewedMixture.ts';

/** The candidate's share of new users, as multiples of the odds that it should have. */
const ratios = [1 / 4, 2 / 3, 3 / 2, 4] as const;
const weights = [0.25, 0.25, 0.25, 0.25] as const;

/**
 * The evidence that users are not split as the flag says: then one arm loses some of them, or counts others, and what is
 * measured in the arms cannot be compared (a sequential test as in Lindon, Malek: Anytime-valid inference for multinomial
 * count data, 2022).
 */
export class SampleRatio {
  readonly #evidence = new RenewedMixture(weights);

  /**
   * @param inCandidate the arm in which a user is seen for the first time
   * @param share of users that should be in it, between 0 and 1
   * @param users that were
   */
  newUser(inCandidate: boolean, share: number, users = 1): void {
    if (share <= 0 || share >= 1) return;
    let at = 0;
    for (const ratio of ratios) {
      const other = shiftedOdds(share, ratio);
      this.#evidence.multiply(
        at++,
        users * (inCandidate ? Math.log(other / share) : Math.log((1 - other) / (1 - share))),
      );
    }
  }

  /** As {@link RenewedMixture.renew}: after what was observed at once. */
  renew(repeats: number): void {
    this.#evidence.renew(repeats);
  }

  get logEvidence(): number {
    return this.logEvidenceOf(1);
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#evidence.logEvidenceOf(repeats);
  }
}
