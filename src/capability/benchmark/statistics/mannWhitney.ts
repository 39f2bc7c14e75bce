import { wilcoxonRankSum } from 'simple-statistics';
import { chanceBeyond } from './chance.ts';

export interface MannWhitney {
  /** Pairs in which the first sample's value is the larger one; ties count half. */
  readonly u: number;
  /** The same as a share of all pairs: the effect size A of Vargha and Delaney, 0.5 is no effect. */
  readonly share: number;
  /** Two-sided, by the normal distribution with the correction for ties. */
  readonly pValue: number;
}

/** The test of Mann and Whitney (1947) whether values of one sample tend to be larger. Neither sample is empty. */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney {
  const [n, m] = [first.length, second.length];
  const u = wilcoxonRankSum([...first], [...second]) - (n * (n + 1)) / 2;
  const groups = Map.groupBy([...first, ...second], (value) => value);
  const all = n + m;
  const ties = [...groups.values()].reduce((sum, { length }) => sum + length ** 3 - length, 0);
  const variance = all < 2 ? 0 : ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  const off = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5);
  const z = variance === 0 ? 0 : off / Math.sqrt(variance);
  return { u, share: u / (n * m), pValue: chanceBeyond(z) };
}
