import { roundTo, tidy } from '../evaluate/number.ts';
import type { NumberExpression } from '../language/expression.ts';
import type { NumberSource } from './numberSources.ts';

/** What people convert lengths, weights, volumes and temperatures by. */
const conversions: readonly number[] = [
  ...[0.621371, 0.62137, 0.6214, 1.609344, 1.60934, 1.609, 1.852, 0.539957],
  ...[2.54, 0.3937, 0.393701, 0.3048, 3.28084, 3.2808, 3.281, 0.9144, 1.09361, 1.094],
  ...[2.20462, 2.2046, 2.205, 0.45359237, 0.453592, 0.4536, 28.3495, 0.035274],
  ...[3.78541, 3.785, 0.264172, 0.2642, 4.54609, 0.568261, 29.5735],
  ...[3.6, 0.277778, 0.447, 2.23694, 2.237, 4.184, 0.239006, 6.89476, 57.2958, 0.0174533],
];
/** Digits of a factor that nobody has a name for. */
const mostDigits = 5;
/** Digits of the results beyond those of the factor: what speaks for it. */
const evidence = 2;

/**
 * A factor that results were rounded after: each of them says between which two numbers it lies, and of what all of them
 * leave open a known conversion is taken, or the shortest number.
 */
export function* scaled(
  { expression, values, cost }: NumberSource,
  targets: readonly number[],
): Generator<NumberSource> {
  if (new Set(values.filter((value) => value !== 0)).size < 2 || new Set(targets).size < 2) return;
  const decimals = Math.max(...targets.map(decimalsOf));
  if (decimals > 6) return;
  const half = 0.5 * 10 ** -decimals;
  let [least, greatest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [row, value] of values.entries()) {
    if (value === 0) continue;
    const ends = [-half, half].map((by) => ((targets[row] ?? 0) + by) / value);
    least = Math.max(least, Math.min(...ends));
    greatest = Math.min(greatest, Math.max(...ends));
  }
  if (least > greatest || (least <= 0 && greatest >= 0)) return;
  const known = conversions.find((one) => one >= least && one <= greatest);
  const factor = known ?? shortestBetween(least, greatest);
  if (factor === undefined || factor === 1) return;
  const digits = digitsOf(factor);
  const shown = targets.reduce((sum, target) => sum + digitsOf(target), 0);
  if (known === undefined && shown < digits + evidence * targets.length) return;
  const step = tidy(10 ** -decimals);
  const product: NumberExpression = {
    op: 'arithmetic',
    by: '*',
    left: expression,
    right: { op: 'constant', value: factor },
  };
  const products = values.map((value) => tidy(value * factor));
  if (!products.every((value, row) => roundTo(value, step, 'round') === targets[row])) return;
  const full = cost + 1.8 + (known === undefined ? 0.4 * digits : 0.6);
  yield { expression: { op: 'roundTo', of: product, step, mode: 'round' }, values: targets, cost: full };
  // What is written with so many digits is rounded then.
  yield { expression: product, values: products, cost: full };
}

function decimalsOf(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
}

/** Without zeros before and after. */
function digitsOf(value: number): number {
  return String(value).replace(/^-?0?\.?0*|[.]/g, '').length;
}

/** The number between two others that has the fewest digits, the nearest to their middle. */
function shortestBetween(least: number, greatest: number): number | undefined {
  const middle = (least + greatest) / 2;
  const size = Math.floor(Math.log10(Math.abs(middle)));
  for (let digits = 1; digits <= mostDigits; digits++) {
    const unit = 10 ** (size - digits + 1);
    const found = tidy(Math.round(middle / unit) * unit);
    if (found >= least && found <= greatest) return found;
  }
  return undefined;
}
