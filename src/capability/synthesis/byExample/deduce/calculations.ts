import { roundTo, tidy } from '../evaluate/number.ts';
import type { NumberExpression, NumberFormat, Rounding } from '../language/expression.ts';
import { affine, quotients } from './affine.ts';
import { clamped } from './clamped.ts';
import { scaled } from './factors.ts';
import type { NumberSource } from './numberSources.ts';

const powers = [-9, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 9];

/** Numbers that come from the source and are near enough to the targets for a format to give them. */
export function* transformed(
  source: NumberSource,
  targets: readonly number[],
  formats: readonly { readonly format: NumberFormat }[],
): Generator<NumberSource> {
  yield source;
  const digits = Math.min(...formats.map(({ format }) => format.maximumDecimals ?? 10));
  const near = (values: readonly number[]) =>
    values.every((value, row) => Math.abs(value - (targets[row] ?? 0)) <= 10 ** -digits + 1e-9);
  for (const power of powers) {
    const factor = 10 ** Math.abs(power);
    const values = source.values.map((value) => tidy(power < 0 ? value / factor : value * factor));
    if (!near(values)) continue;
    const right: NumberExpression = { op: 'constant', value: factor };
    yield {
      expression: { op: 'arithmetic', by: power < 0 ? '/' : '*', left: source.expression, right },
      values,
      cost: source.cost + 1.2,
    };
  }
  yield* multiplied(source, targets);
  yield* shiftedBy(source, targets, targets.length > 2 ? 1.2 : 1.6);
  yield* scaled(source, targets);
  yield* affine(source, targets);
  yield* quotients(source, targets);
  yield* clamped(source, targets);
  yield* rounded(source, targets);
}

/** Of units: bytes, seconds, hours, days, months, dozens, pixels. */
const usualDivisors: ReadonlySet<number> = new Set([7, 12, 16, 24, 60, 1024, 3600, 86_400, 1_048_576]);

/** The source times what is the same factor in every row; of one row alone it would be any number. */
function* multiplied(source: NumberSource, targets: readonly number[]): Generator<NumberSource> {
  const factors = new Set(targets.map((target, row) => tidy(target / (source.values[row] ?? 0))));
  const [factor = 0] = factors;
  if (targets.length < 2 || factors.size > 1 || !Number.isFinite(factor) || [0, 1].includes(factor)) return;
  const right: NumberExpression = { op: 'constant', value: factor };
  yield {
    expression: { op: 'arithmetic', by: '*', left: source.expression, right },
    values: source.values.map((value) => tidy(value * factor)),
    cost: source.cost + 0.9 + 0.2 * String(factor).length,
  };
  // One through a factor that was cut off, as that of sixty is, would be no whole number.
  const divisor = tidy((source.values[0] ?? 0) / (targets[0] ?? 0));
  if (!Number.isInteger(divisor)) return;
  const by: NumberExpression = { op: 'constant', value: divisor };
  yield {
    expression: { op: 'arithmetic', by: '/', left: source.expression, right: by },
    values: source.values.map((value) => tidy(value / divisor)),
    cost: source.cost + (usualDivisors.has(divisor) ? 1 : 0.9 + 0.2 * String(divisor).length),
  };
}

/** The source plus what is the same difference in every row. */
function* shiftedBy(source: NumberSource, targets: readonly number[], cost: number): Generator<NumberSource> {
  const difference = tidy((targets[0] ?? 0) - (source.values[0] ?? 0));
  if (difference === 0 || !Number.isFinite(difference)) return;
  // One row tells nothing of a number that nobody would think of.
  if (targets.length < 2 && String(Math.abs(difference)).replace(/[.]|0+$/g, '').length > 2) return;
  const values = source.values.map((value) => tidy(value + difference));
  if (values.some((value, row) => value !== targets[row])) return;
  const right: NumberExpression = { op: 'constant', value: Math.abs(difference) };
  yield {
    expression: { op: 'arithmetic', by: difference < 0 ? '-' : '+', left: source.expression, right },
    values,
    // The next and the one before are what people count to.
    cost:
      source.cost +
      (Math.abs(difference) === 1 ? Math.min(cost, 0.8) : cost) +
      (targets.length < 2 ? 1.5 : 0) +
      0.3 * String(Math.abs(difference)).length,
  };
}

const modes: readonly (readonly [Rounding, number])[] = [
  ['round', 0.2],
  ['floor', 0.4],
  ['ceil', 0.7],
  ['trunc', 1],
  ['away', 1],
];

/** Steps that people round to, the coarse first. */
const steps: readonly number[] = [6, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4].flatMap((power) =>
  [5, 2.5, 2, 1.5, 1].map((digit) => tidy(digit * 10 ** power)).concat(power === 1 ? [60, 30, 12] : []),
);

const stepCosts: ReadonlyMap<number, number> = new Map(
  steps.map((step) => {
    const digits = String(step).replace(/[0.]/g, '');
    return [step, 0.8 + (digits === '1' ? 0 : digits === '5' ? 0.2 : 0.5)];
  }),
);

/**
 * Multiples of a step that the targets are, counted from zero or from the lower end of a range; and the upper ends of
 * such ranges, which are a step, or nearly a step, above.
 */
function* rounded(source: NumberSource, targets: readonly number[]): Generator<NumberSource> {
  // One number for all is what every number becomes that is rounded to a step that is far greater.
  const greatest = Math.max(1, ...[...source.values, ...targets].map(Math.abs));
  const isSame = targets.every((target) => target === targets[0]);
  for (const step of steps) {
    if (isSame && step > greatest) continue;
    const stepCost = stepCosts.get(step) ?? 1;
    for (const [mode, modeCost] of modes) {
      const above = distanceAbove(source.values, targets, step, mode);
      if (above === undefined || (above !== 0 && (mode !== 'floor' || targets.length < 2))) continue;
      const values = source.values.map((value) => roundTo(value, step, mode));
      const expression: NumberExpression = { op: 'roundTo', of: source.expression, step, mode };
      const cost = source.cost + stepCost + modeCost;
      if (above === 0) yield { expression, values, cost };
      else yield* upperEnd({ expression, values, cost }, targets, step);
    }
    if (targets.length > 1) yield* fromOffset(source, targets, step, stepCost);
  }
}

/** By how much each target is above its rounded value; undefined where that differs, or is much more than a step. */
function distanceAbove(
  values: readonly number[],
  targets: readonly number[],
  step: number,
  mode: Rounding,
): number | undefined {
  let distance: number | undefined;
  for (const [row, value] of values.entries()) {
    const target = targets[row] ?? 0;
    // Before it is rounded exactly, which takes time.
    if (Math.abs(target - value) > 6 * step + 1e-9) return undefined;
    const above = tidy(target - roundTo(value, step, mode));
    if (distance !== undefined && above !== distance) return undefined;
    distance = above;
  }
  return distance;
}

function* upperEnd(lower: NumberSource, targets: readonly number[], step: number): Generator<NumberSource> {
  const width = tidy((targets[0] ?? 0) - (lower.values[0] ?? 0));
  const usual = [step, tidy(step - 1), tidy(step - 0.1), tidy(step - 0.01)].includes(width);
  if (Math.abs(width) <= 4 * step) yield* shiftedBy(lower, targets, usual ? 0.05 : 1.5);
}

function* fromOffset(
  source: NumberSource,
  targets: readonly number[],
  step: number,
  stepCost: number,
): Generator<NumberSource> {
  if (targets.some((target, row) => Math.abs(target - (source.values[row] ?? 0)) > step + 1e-9)) return;
  const offset = tidy((((targets[0] ?? 0) % step) + step) % step);
  if (offset === 0) return;
  const values = source.values.map((value) => tidy(roundTo(tidy(value - offset), step, 'floor') + offset));
  if (values.some((value, row) => value !== targets[row])) return;
  const right: NumberExpression = { op: 'constant', value: offset };
  const shift: NumberExpression = { op: 'arithmetic', by: '-', left: source.expression, right };
  const floor: NumberExpression = { op: 'roundTo', of: shift, step, mode: 'floor' };
  yield {
    expression: { op: 'arithmetic', by: '+', left: floor, right },
    values,
    cost: source.cost + stepCost + 1.2,
  };
}
