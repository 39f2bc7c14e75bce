import { randomFrom } from './random.ts';

/**
 * Ranges of figures by resampling: stretches of neighbouring values are drawn together, so that what neighbours share is
 * kept (circular block bootstrap; Politis and Romano 1992), each as long as the cube root of their number.
 * @param figures computes the figures of ascending values
 * @param options.confidence 0.95 by default
 * @returns a range for each figure
 */
export function bootstrapRanges(
  values: readonly number[],
  figures: (ascending: Float64Array) => readonly number[],
  { resamples = 300, confidence = 0.95, seed = 1 } = {},
): readonly { readonly low: number; readonly high: number }[] {
  const random = randomFrom(seed);
  const { length } = values;
  const block = Math.max(1, Math.round(Math.cbrt(length)));
  const drawn = new Float64Array(length);
  const results = Array.from({ length: resamples }, () => {
    for (let at = 0; at < length; at += block) {
      const from = Math.floor(random() * length);
      const end = Math.min(block, length - at);
      for (let within = 0; within < end; within++) drawn[at + within] = values[(from + within) % length] as number;
    }
    return figures(drawn.slice().sort());
  });
  const [first = []] = results;
  return first.map((_, figure) => {
    const all = results.map((result) => result[figure] as number).sort((a, b) => a - b);
    const tail = (1 - confidence) / 2;
    return {
      low: all[Math.floor(tail * (resamples - 1))] as number,
      high: all[Math.ceil((1 - tail) * (resamples - 1))] as number,
    };
  });
}

/** The value that a share (0 to 1) of ascending values does not exceed. */
export function quantileOf(ascending: Float64Array, share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] as number;
}
