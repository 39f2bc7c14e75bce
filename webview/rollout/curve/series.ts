import type { RolloutPoint, ShareFigure } from '#protocol';

/** One row of numbers a line of the plot, over the seconds of the first row. */
export interface Series {
  readonly seconds: number[];
  readonly candidate: Line;
  readonly stable: Line;
}

/** Null where there was no request yet. */
export interface Line {
  readonly rate: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
}

export function seriesOf(points: readonly RolloutPoint[]): Series {
  return {
    seconds: points.map(({ at }) => Date.parse(at) / 1000),
    candidate: lineOf(points.map(({ candidate }) => candidate)),
    stable: lineOf(points.map(({ control }) => control)),
  };
}

function lineOf(shares: readonly ShareFigure[]): Line {
  const of = (value: (share: ShareFigure) => number) => shares.map((share) => (share.of === 0 ? null : value(share)));
  return { rate: of(({ count, of: all }) => count / all), low: of(({ low }) => low), high: of(({ high }) => high) };
}

/** A little is left above the lines. */
const HEADROOM = 1.15;
const LEAST_TOP = 0.02;

/**
 * The share at the top of the plot. Ranges begin with everything from 0 to 1, and would leave no room for what they come
 * to; so it is the later half of them that has to fit.
 */
export function topOf({ candidate, stable }: Series): number {
  const later = (values: readonly (number | null)[]) => values.slice(Math.floor(values.length / 2));
  const values = [candidate, stable].flatMap(({ rate, high }) => [...later(rate), ...later(high)]);
  const highest = Math.max(0, ...values.filter((value) => value !== null));
  return Math.min(1, Math.max(LEAST_TOP, highest * HEADROOM));
}

/** Where a stage begins, by the number of its first point. */
export function stagesOf(points: readonly RolloutPoint[]): readonly { readonly at: number; readonly name: string }[] {
  return points.flatMap(({ stage }, at) => (stage === points[at - 1]?.stage ? [] : [{ at, name: stage }]));
}
