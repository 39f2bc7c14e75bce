import { text as textOf } from '../evaluate/evaluate.ts';
import { formatNumber, parseNumber, shiftPoint } from '../evaluate/number.ts';
import { constantCost, partCost } from '../rank/cost.ts';
import { transformed } from './calculations.ts';
import type { Piece } from './concat.ts';
import { formatsOf } from './formats.ts';
import type { NumberSource } from './numberSources.ts';
import type { Rows } from './scene.ts';

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

/** A number with decimals after a comma, as much of Europe writes it. */
const european = /(?<![\d.,])-?\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.,])|(?<![\d.,])-?\d+,\d+(?![\d.,])/g;

/** The numbers of outputs in which points group the digits and a comma stands before the decimals. */
export function europeanPieces(outputs: readonly string[], sources: readonly NumberSource[], rows: Rows): Piece[] {
  const written = outputs.map((output) => output.match(european) ?? []);
  if (written.some(({ length }) => length === 0) || rows.inputs.length === 0) return [];
  const tokens = written.map((ofRow) => ofRow.map(swapped));
  return piecesByToken(tokens, sources, rows, true)
    .flat()
    .flatMap(({ expression, texts, cost }): Piece[] =>
      expression.op === 'format'
        ? [
            {
              expression: { ...expression, as: { ...expression.as, decimal: ',' } },
              texts: texts.map(swapped),
              cost: cost + 0.3,
            },
          ]
        : [],
    );
}

function swapped(number: string): string {
  return number.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ','));
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
