/** Ages and counts that rules are often about. */
const special: ReadonlySet<number> = new Set([0, 1, 12, 13, 16, 18, 21, 65, 100, 255, 256, 1000]);

/** Whether a number is one that limits often are: a round one, or one that rules are often about. */
export function isUsual(value: number): boolean {
  return special.has(value) || (value !== 0 && value % 10 === 0);
}

/**
 * The number between two others that is likeliest a limit: one that an example comes just before (18 after 17), zero, the
 * roundest, or the one in the middle. Undefined where there is none that is worth asking for.
 */
export function usualBetween(below: number, above: number, isWhole: boolean): number | undefined {
  if (isWhole ? above - below < 2 : above - below <= 0.1 * Math.max(Math.abs(above), 1)) return undefined;
  const isWithin = (value: number) => value > below && value < above;
  if (isWithin(below + 1) && isUsual(below + 1)) return below + 1;
  if (isWithin(0)) return 0;
  const middle = (below + above) / 2;
  for (const step of [1000, 100, 50, 10, 5, 1]) {
    const nearest = Math.round(middle / step) * step;
    const found = [nearest, nearest - step, nearest + step].find(isWithin);
    if (found !== undefined) return found;
  }
  return isWhole ? undefined : middle;
}
