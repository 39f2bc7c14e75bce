import * as v from 'valibot';

/** Read at once, in milliseconds: after a long time without a controller it takes several readings. */
const atOnce = 30 * 60_000;

/** Of a fleet so large that an answer would be too much: so little, and then twice as much each time, in milliseconds. */
export const leastAtOnce = 60_000;

/** Where there is nothing, as after its clock has jumped, twice as much each time, until so much, in milliseconds. */
const mostAtOnce = 30 * 24 * 60 * 60_000;

/** After so many readings in a row that were not too much, more may be tried than what once was. */
const calmEnough = 60;

const length = v.pipe(v.number(), v.minValue(leastAtOnce), v.maxValue(mostAtOnce));

/** How much of the time is read at once, in milliseconds. */
export const portionSchema = v.object({
  /** Next. */
  step: length,
  /** At most: half of what was too much. Each try of too much may take the whole time that an answer is waited for. */
  ceiling: length,
  /** Readings since the ceiling changed. */
  calm: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type Portion = v.InferOutput<typeof portionSchema>;

export const firstPortion: Portion = { step: atOnce, ceiling: mostAtOnce, calm: 0 };

/** After a reading of so much was too much. @param asked in milliseconds */
export const afterTooMuch = (asked: number): Portion => ({
  ...{ step: leastAtOnce, calm: 0 },
  ceiling: Math.max(leastAtOnce, asked / 2),
});

/** After a reading that was answered. @param isEmpty whether there was nothing, and there is more to read */
export function afterAnswer({ step, ceiling, calm }: Portion, isEmpty: boolean): Portion {
  const isCalm = calm + 1 >= calmEnough;
  const most = isCalm ? Math.min(mostAtOnce, ceiling * 2) : ceiling;
  return { step: Math.min(isEmpty ? mostAtOnce : atOnce, most, step * 2), ceiling: most, calm: isCalm ? 0 : calm + 1 };
}
