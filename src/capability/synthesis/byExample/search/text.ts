import { modesFor } from '../deduce/alignment.ts';
import { columnPieces, underlinePieces } from '../deduce/byColumns.ts';
import { concatenations, type Found, type Meter, type Piece } from '../deduce/concat.ts';
import { clockPieces, partsOfDurations, wholeClocks, wholeDurations } from '../deduce/durations.ts';
import { listPieces } from '../deduce/lists.ts';
import { delimitersOf } from '../deduce/literals.ts';
import { lookupPieces } from '../deduce/lookups.ts';
import { maskPieces } from '../deduce/masks.ts';
import { momentTexts } from '../deduce/momentSources.ts';
import { momentPieces, namedMomentPieces } from '../deduce/moments.ts';
import { type NumberSource, numberSourcesOf } from '../deduce/numberSources.ts';
import { europeanPieces, numberPieces } from '../deduce/numbers.ts';
import { numeralPieces, romanSources } from '../deduce/numerals.ts';
import { supplierOf } from '../deduce/parts.ts';
import { radixPieces, radixSources } from '../deduce/radixes.ts';
import { keyOf, type Rows, type Source } from '../deduce/scene.ts';
import { sourcesOf } from '../deduce/sources.ts';
import { spansOfTime, unixNumbers } from '../deduce/spansOfTime.ts';
import { pairs } from '../enumerate/combinations.ts';
import { foldsFor } from '../enumerate/folds.ts';
import { pickedPieces } from '../enumerate/items.ts';
import { number as numberOf } from '../evaluate/evaluate.ts';
import { tidy } from '../evaluate/number.ts';
import type { NumberExpression } from '../language/expression.ts';
import { loops } from './loops.ts';
import { wholeTexts } from './wholeTexts.ts';

const wanted = 24;

/**
 * The cheapest text programs that give the outputs on the known rows.
 * @param isPart they are for the items of a list, and need no loop of their own
 */
export function* textPrograms(rows: Rows, outputs: readonly string[], meter: Meter, isPart = false): Generator<Found> {
  const modes = modesFor(outputs);
  const sources = sourcesOf(rows, outputs).filter(({ texts }) => canBeAligned(texts, outputs));
  const suppliers = sources.map((source) => supplierOf(source, outputs, modes, delimitersOf(source, outputs)));
  const plain = sources.filter(({ cost }) => cost === 0);
  yield* wholeTexts(rows, outputs, isPart);
  if (!isPart) yield* loops(rows, outputs, meter, (known, items) => textPrograms(known, items, meter, true));
  yield* concatenations(outputs, suppliers, fewest(piecesOf(rows, outputs, plain, meter)), wanted, meter);
}

/** The tables of what is the same in a text and an output have a cell for each pair of places. */
const mostCells = 8_000_000;

function canBeAligned(texts: readonly string[], outputs: readonly string[]): boolean {
  return texts.reduce((sum, text, row) => sum + text.length * (outputs[row] ?? '').length, 0) <= mostCells;
}

const kept = 8;

/** Of pieces that are the same in all known rows the cheapest few: they differ elsewhere only. */
function fewest(pieces: readonly Piece[]): Piece[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces.toSorted((a, b) => a.cost - b.cost)) {
    const key = keyOf(piece.texts);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [piece]);
    else if (group.length < kept) group.push(piece);
  }
  return [...groups.values()].flat();
}

/** What is not a slice of the input: numbers and dates written in another way, lists, and items that are picked. */
function piecesOf(rows: Rows, outputs: readonly string[], plain: readonly Source[], meter: Meter): Piece[] {
  const pieces = [
    ...listPieces(plain, outputs, rows, meter),
    ...pickedPieces(plain, outputs, rows),
    ...lookupPieces(plain, outputs, rows),
    ...columnPieces(plain, outputs, rows),
    ...underlinePieces(plain, outputs, rows),
    ...maskPieces(plain, outputs, rows),
  ];
  pieces.push(...namedMomentPieces(rows, outputs, plain));
  const hasDigits = (texts: readonly string[]) => texts.every((text) => /\d/.test(text));
  if (!outputs.some((output) => /\d/.test(output)) && !plain.some(({ texts }) => hasDigits(texts))) return pieces;
  const ofMoments = momentTexts(rows, plain);
  const numbers = [...numberSourcesOf([...plain, ...ofMoments], rows), ...foldedNumbers(rows)];
  const own = numberSourcesOf(plain, rows);
  const spans = spansOfTime(plain, rows);
  const durations = [...partsOfDurations(own, rows), ...partsOfDurations(spans, rows)];
  const combined = [
    ...pairedNumbers(
      rows,
      plain,
      outputs.every((output) => /\d ?%/.test(output)),
      meter,
    ),
    ...clockNumbers(rows, plain),
    ...spans,
    ...(outputs.every((output) => /\d{7}/.test(output)) ? unixNumbers(plain, rows) : []),
    ...durations,
    ...wholeDurations(own, rows),
    ...radixSources(plain, rows),
    ...romanSources(plain, rows),
  ];
  return [
    ...pieces,
    ...momentPieces(rows, outputs, plain, meter),
    ...numberPieces(outputs, numbers, rows),
    ...europeanPieces(outputs, own, rows),
    ...radixPieces(own, outputs, rows),
    ...numeralPieces(own, outputs, rows),
    ...clockPieces(durations, outputs),
    ...wholeClocks([...own, ...spans], outputs),
    ...(combined.length === 0 ? [] : numberPieces(outputs, combined, rows, true)),
  ];
}

/** Sums and the like of the numbers in the inputs. */
function foldedNumbers(rows: Rows): NumberSource[] {
  return [...foldsFor(rows)].flatMap(({ expression, cost }) => {
    const values = rows.inputs.flatMap((input) => numberOf(expression, input) ?? []);
    return values.length < rows.inputs.length || values.every((value) => value === values[0])
      ? []
      : [{ expression, cost: cost + 1.2, values }];
  });
}

const pairedAtMost = 6;

/** What two numbers of the input are together: a price times an amount, a share of a whole. One row would tell too little. */
function pairedNumbers(rows: Rows, plain: readonly Source[], arePercent: boolean, meter: Meter): NumberSource[] {
  if (rows.inputs.length < 2) return [];
  const numbers = numberSourcesOf(plain, rows).slice(0, pairedAtMost);
  const paired = [...pairs(numbers, numbers, meter)];
  // A share may be wanted in percent.
  const hundred: NumberExpression = { op: 'constant', value: 100 };
  const percent = paired.flatMap(({ expression, values, cost }): NumberSource[] =>
    expression.op === 'arithmetic' && expression.by === '/'
      ? [
          {
            expression: { op: 'arithmetic', by: '*', left: expression, right: hundred },
            values: values.map((value) => tidy(value * 100)),
            cost: cost + (arePercent ? -0.7 : 0.5),
          },
        ]
      : [],
  );
  return [...paired, ...percent];
}

/** Hours as minutes, minutes as seconds: what a clock or a duration says, as one number. */
function clockNumbers(rows: Rows, plain: readonly Source[]): NumberSource[] {
  return plain.flatMap(({ expression: of, cost }) =>
    (['minutes', 'seconds'] as const).flatMap((unit): NumberSource[] => {
      const expression: NumberExpression = { op: 'time', of: { op: 'readMoment', of, order: 'dmy', nth: 1 }, unit };
      const values = rows.inputs.flatMap((input) => numberOf(expression, input) ?? []);
      return values.length < rows.inputs.length ? [] : [{ expression, values, cost: cost + 1 }];
    }),
  );
}
