import { number as numberOf, text as textOf } from '../evaluate/evaluate.ts';
import { formatNumber, parseNumber, roundTo, shiftPoint, tidy } from '../evaluate/number.ts';
import type { NumberExpression, NumberFormat, Rounding, TextExpression } from '../language/expression.ts';
import { constantCost, countCost, partCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { Rows, Source } from './scene.ts';

/** A number of the input, on every known row. */
export interface NumberSource {
  readonly expression: NumberExpression;
  readonly cost: number;
  readonly values: readonly number[];
}

/** The numbers of the sources: each as a whole, and the n-th number within it. */
export function numberSourcesOf(sources: readonly Source[], rows: Rows): NumberSource[] {
  const found: NumberSource[] = [];
  const consider = (expression: NumberExpression, cost: number) => {
    const values = rows.inputs.flatMap((inputs) => numberOf(expression, inputs) ?? []);
    if (values.length < rows.inputs.length) return;
    const missing = rows.others.filter((inputs) => numberOf(expression, inputs) === undefined).length;
    const penalty = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
    found.push({ expression, cost: cost + penalty, values });
  };
  for (const { expression: of, cost, texts } of sources) {
    if (of.op === 'input') consider({ op: 'numberInput', column: of.column, path: of.path }, cost);
    // A number with words around it is rather the first number than all of the text.
    const bare = texts.every((text) => /^[^\p{L}]*$/u.test(text));
    consider({ op: 'parse', of }, cost + (bare ? 0 : 0.6));
    for (const name of ['number', 'signedNumber', 'digits'] as const) {
      for (const at of [0, 1, 2, 3, -1, -2]) {
        const item: TextExpression = { op: 'item', of: { op: 'matches', of, pattern: { kind: 'class', name } }, at };
        const specific = name === 'number' ? 0.5 : name === 'digits' ? 0.7 : 0.8;
        consider({ op: 'parse', of: item }, cost + specific + countCost(at < 0 ? at : at + 1));
      }
    }
  }
  const seen = new Map<string, NumberSource>();
  for (const source of found.toSorted((a, b) => a.cost - b.cost)) {
    const key = source.values.join();
    if (!seen.has(key)) seen.set(key, source);
  }
  return [...seen.values()];
}

/**
 * The n-th number of each output, as pieces that say how it comes from a number of the input.
 * @param asTheyAre only the numbers themselves are looked for, not what can be calculated from them
 */
export function numberPieces(
  outputs: readonly string[],
  sources: readonly NumberSource[],
  rows: Rows,
  asTheyAre = false,
): Piece[] {
  const tokens = outputs.map(
    (output) => output.match(/(?<![\p{L}\d])-?\d+(?:,\d+)*(?:\.\d*)?|\d+(?:,\d+)*(?:\.\d+)?/gu) ?? [],
  );
  // In versions points stand between the numbers.
  const isVersion = outputs.every((output) => /\d\.\d+\.\d/.test(output));
  const runs = isVersion ? outputs.map((output) => output.match(/\d+/g) ?? []) : [];
  const apart = isVersion ? piecesByToken(runs, sources, rows, asTheyAre).flat() : [];
  const byToken = piecesByToken(tokens, sources, rows, asTheyAre);
  const ranges = byToken.slice(1).flatMap((upper, at) => rangesOf(byToken[at] ?? [], upper, outputs));
  return [...byToken.flat(), ...apart, ...ranges];
}

/** What explains the first number of each output, the second, and so on. */
function piecesByToken(
  tokens: readonly (readonly string[])[],
  sources: readonly NumberSource[],
  rows: Rows,
  asTheyAre: boolean,
): Piece[][] {
  const least = Math.min(6, ...tokens.map(({ length }) => length));
  const byToken: Piece[][] = [];
  for (let nth = 0; nth < least; nth++) {
    const texts = tokens.map((ofRow) => ofRow[nth] ?? '');
    const unsigned = texts.map((text) => text.slice(1));
    // A sign in front may be a dash between two numbers.
    const dashed = texts.every((text) => text.startsWith('-')) ? explained(unsigned, sources, rows, asTheyAre) : [];
    byToken.push([...explained(texts, sources, rows, asTheyAre), ...dashed]);
  }
  return byToken;
}

/** Both ends of a range in one piece: the upper end is so much above the lower one. */
function rangesOf(lower: readonly Piece[], upper: readonly Piece[], outputs: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  const above = new Map<string, Piece[]>();
  for (const high of upper) {
    if (high.expression.op !== 'format' || high.expression.of.op !== 'arithmetic') continue;
    if (high.expression.of.right.op !== 'constant') continue;
    const base = JSON.stringify(high.expression.of.left);
    above.set(base, [...(above.get(base) ?? []), high]);
  }
  if (above.size === 0) return pieces;
  for (const low of lower) {
    if (low.expression.op !== 'format' || low.expression.of.op === 'parse') continue;
    for (const high of above.get(JSON.stringify(low.expression.of)) ?? []) {
      const separator = separatorOf(low.texts, high.texts, outputs);
      if (separator === undefined) continue;
      pieces.push({
        expression: { op: 'concat', parts: [low.expression, { op: 'literal', value: separator }, high.expression] },
        texts: low.texts.map((text, row) => `${text}${separator}${high.texts[row]}`),
        cost: low.cost + 0.5 * constantCost(separator) + Math.max(0.2, high.cost - low.cost),
      });
    }
  }
  return pieces;
}

/** The few signs that stand between the two in every output. */
function separatorOf(
  lower: readonly string[],
  upper: readonly string[],
  outputs: readonly string[],
): string | undefined {
  const [low = '', high = '', output = ''] = [lower[0], upper[0], outputs[0]];
  const end = output.indexOf(low) + low.length;
  const separator = output.slice(end, output.indexOf(high, end));
  if (separator === '' || separator.length > 5 || output.indexOf(high, end) < 0) return undefined;
  const isBetween = outputs.every((text, row) => text.includes(`${lower[row]}${separator}${upper[row]}`));
  return isBetween ? separator : undefined;
}

function explained(
  texts: readonly string[],
  sources: readonly NumberSource[],
  rows: Rows,
  asTheyAre: boolean,
): Piece[] {
  const targets = texts.flatMap((text) => parseNumber(text) ?? []);
  if (targets.length < texts.length) return [];
  const pieces: Piece[] = [];
  const formats = formatsOf(texts);
  for (const source of sources) {
    if (!asTheyAre) pieces.push(...shifted(texts, source, rows));
    for (const { expression, values, cost } of asTheyAre ? [source] : transformed(source, targets, formats)) {
      for (const { format, cost: formatCost } of formats) {
        if (!values.every((value, row) => formatNumber(value, format) === texts[row])) continue;
        pieces.push({
          expression: { op: 'format', of: expression, as: format },
          texts,
          cost: partCost + 0.7 + cost + formatCost,
        });
      }
    }
  }
  return pieces;
}

/** The digits of the input with the point elsewhere. */
function shifted(texts: readonly string[], { expression, cost }: NumberSource, rows: Rows): Piece[] {
  if (expression.op !== 'parse') return [];
  const sources = rows.inputs.flatMap((inputs) => textOf(expression.of, inputs) ?? []);
  return [1, 2, 3, 4, 5, 6]
    .filter((digits) => texts.every((text, row) => shiftPoint(sources[row] ?? '', digits) === text))
    .map((digits) => ({
      expression: { op: 'shiftPoint', of: expression.of, digits },
      texts,
      cost: partCost + 1.6 + cost,
    }));
}

interface Explanation extends NumberSource {}

const powers = [-9, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 9];

/** Numbers that come from the source and are near enough to the targets for a format to give them. */
export function* transformed(
  source: NumberSource,
  targets: readonly number[],
  formats: readonly { readonly format: NumberFormat }[],
): Generator<Explanation> {
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
  yield* rounded(source, targets);
}

/** Of units: bytes, seconds, hours, days, months, dozens, pixels. */
const usualDivisors: ReadonlySet<number> = new Set([7, 12, 16, 24, 60, 1024, 3600, 86_400, 1_048_576]);

/** The source times what is the same factor in every row; of one row alone it would be any number. */
function* multiplied(source: NumberSource, targets: readonly number[]): Generator<Explanation> {
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
function* shiftedBy(source: NumberSource, targets: readonly number[], cost: number): Generator<Explanation> {
  const difference = tidy((targets[0] ?? 0) - (source.values[0] ?? 0));
  if (difference === 0 || !Number.isFinite(difference)) return;
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
  ['trunc', 0.6],
  ['away', 0.7],
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
function* rounded(source: NumberSource, targets: readonly number[]): Generator<Explanation> {
  for (const step of steps) {
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

function* upperEnd(lower: NumberSource, targets: readonly number[], step: number): Generator<Explanation> {
  const width = tidy((targets[0] ?? 0) - (lower.values[0] ?? 0));
  const usual = [step, tidy(step - 1), tidy(step - 0.1), tidy(step - 0.01)].includes(width);
  if (Math.abs(width) <= 4 * step) yield* shiftedBy(lower, targets, usual ? 0.05 : 1.5);
}

function* fromOffset(
  source: NumberSource,
  targets: readonly number[],
  step: number,
  stepCost: number,
): Generator<Explanation> {
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

/** The formats that all of the texts could have been written in, the plainest first. */
export function formatsOf(texts: readonly string[]): { readonly format: NumberFormat; readonly cost: number }[] {
  const decimals = texts.map((text) => text.split('.')[1]?.length ?? 0);
  const [fewest, most] = [Math.min(...decimals), Math.max(...decimals)];
  const whole = texts.map((text) => (text.replace('-', '').split('.')[0] ?? '').replaceAll(',', ''));
  const padded = whole.filter((digits) => digits.length > 1 && digits.startsWith('0'));
  const integerDigits = padded.length === 0 ? 1 : Math.min(...whole.map((digits) => digits.length));
  const groupings: readonly NumberFormat['grouping'][] = texts.some((text) => text.includes(','))
    ? ['thousands', 'indian']
    : ['none'];
  const limits: readonly { minimumDecimals: number; maximumDecimals?: number; cost: number }[] = [
    { minimumDecimals: 0, cost: 0 },
    ...(fewest > 0 ? [{ minimumDecimals: fewest, cost: 0.9 }] : []),
    { minimumDecimals: fewest, maximumDecimals: most, cost: 0.5 + (fewest === most ? 0 : 0.4) },
    ...(fewest > 0 ? [{ minimumDecimals: 0, maximumDecimals: most, cost: 0.9 }] : []),
  ];
  return groupings.flatMap((grouping) =>
    limits.map(({ cost, ...limit }) => ({
      format: { integerDigits, grouping, ...limit },
      cost: cost + (integerDigits > 1 ? 0.6 : 0) + (grouping === 'none' ? 0 : 0.5),
    })),
  );
}
