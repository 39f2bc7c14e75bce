import { affixes, changedEnds } from '../deduce/affixes.ts';
import type { Found } from '../deduce/concat.ts';
import { gluedCost, isGlued, replacements } from '../deduce/replacements.ts';
import type { Rows } from '../deduce/scene.ts';
import { leavesOf } from '../deduce/sources.ts';
import { text as textOf } from '../evaluate/evaluate.ts';
import { charactersOf } from '../language/characters.ts';
import type { TextExpression } from '../language/expression.ts';
import type { Pattern, TokenClass } from '../language/pattern.ts';
import { constantCost, patternCost } from '../rank/cost.ts';

const removed: readonly TokenClass[] = [
  ...([
    'digits',
    'letters',
    'spaces',
    'punctuation',
    'nonDigits',
    'nonLetters',
    'vowel',
    'tag',
    'endSpaces',
    'startSpaces',
  ] as const),
];
const mostRemoved = 6;
const mostSigns = 16;

/**
 * What is done to a text as a whole: another case, no blanks around it, another sign everywhere. It needs no alignment, so
 * that texts of any length can be learned from.
 */
export function* wholeTexts({ inputs, others }: Rows, outputs: readonly string[], isPart: boolean): Generator<Found> {
  for (const leaf of leavesOf(inputs)) {
    const of: TextExpression = { op: 'input', ...leaf };
    const texts = inputs.flatMap((input) => textOf(of, input) ?? []);
    if (texts.length < inputs.length) continue;
    const known = others.flatMap((input) => textOf(of, input) ?? []);
    const made = [
      ...changes(of, texts, outputs),
      ...changedEnds(of, texts, outputs, known),
      // Of items of a list, words that happen to be in one of them would be replaced.
      ...(isPart ? [] : replacements(of, texts, outputs, known)),
    ];
    for (const { expression, cost } of made) {
      if (inputs.every((input, row) => textOf(expression, input) === outputs[row])) yield { expression, cost };
    }
  }
}

function* changes(of: TextExpression, texts: readonly string[], outputs: readonly string[]): Generator<Found> {
  yield { expression: of, cost: 1.5 };
  for (const to of ['lower', 'upper', 'title', 'capital'] as const) {
    yield { expression: { op: 'casing', of, to }, cost: 2 };
  }
  yield { expression: { op: 'trim', of }, cost: 2.2 };
  yield { expression: { op: 'squeeze', of }, cost: 2.1 };
  for (const name of removed) {
    const find: Pattern = { kind: 'class', name };
    yield { expression: { op: 'replace', of, find, with: '' }, cost: 2 + patternCost(find) };
  }
  yield* affixes(of, texts, outputs);
  yield* withoutCharacters(of, texts, outputs);
  yield* paddings(of, texts, outputs);
  const [text = ''] = texts;
  const signs = new Set(text.slice(0, 5000).match(/[^\p{L}\p{M}\d]/gu) ?? []);
  for (const sign of [...signs].slice(0, mostSigns)) {
    const by = replacementOf(text, sign, outputs[0] ?? '');
    if (by === undefined || by === sign) continue;
    const find: Pattern = { kind: 'literal', text: sign };
    // A digit in the place of a sign is seldom meant.
    const share = /\d/.test(by) ? 1 : 0.3;
    const glued = isGlued(sign, by, texts) ? gluedCost : 0;
    yield {
      expression: { op: 'replace', of, find, with: by },
      cost: 1.6 + patternCost(find) + share * constantCost(by) + glued,
    };
  }
}

/** Without some characters, wherever they are: those that are never kept. */
function* withoutCharacters(
  of: TextExpression,
  texts: readonly string[],
  outputs: readonly string[],
): Generator<Found> {
  const kept = new Set(outputs.flatMap(charactersOf));
  const missing = new Set(texts.flatMap((text) => charactersOf(text).filter((character) => !kept.has(character))));
  const characters = [...missing].toSorted().join('');
  // Letters and digits are seldom meant one by one.
  if (missing.size < 2 || missing.size > mostRemoved || !/^[ -~]+$/.test(characters) || /[a-z\d]/i.test(characters))
    return;
  const find: Pattern = { kind: 'oneOf', characters };
  yield { expression: { op: 'replace', of, find, with: '' }, cost: 1.6 + patternCost(find) };
}

/** Outputs of one length that are filled up with one sign. */
function* paddings(of: TextExpression, texts: readonly string[], outputs: readonly string[]): Generator<Found> {
  const at = outputs.findIndex((output, row) => output.length > (texts[row] ?? '').length);
  const [output, text] = [outputs[at] ?? '', texts[at] ?? ''];
  if (at < 0 || !outputs.every(({ length }, row) => length === Math.max(output.length, (texts[row] ?? '').length)))
    return;
  // Where as much is added each time, it is rather a constant.
  const added = new Set(outputs.map(({ length }, row) => length - (texts[row] ?? '').length));
  const own = added.size > 1 && ![...added].includes(0) ? 1.8 : 5;
  for (const side of ['start', 'end'] as const) {
    const fill = output.at(side === 'start' ? 0 : -1) ?? ' ';
    if (text === '' || /\p{L}/u.test(fill)) continue;
    if (output.includes(text)) yield { expression: { op: 'pad', of, width: output.length, fill, side }, cost: own };
  }
}

/** What stands in the output in the place of the first such sign, up to what comes after it. */
function replacementOf(text: string, sign: string, output: string): string | undefined {
  const [before = '', after = ''] = text.split(sign);
  if (!output.startsWith(before)) return undefined;
  const rest = output.slice(before.length);
  const end = after === '' ? (text.endsWith(sign) ? rest.length : -1) : rest.indexOf(after);
  return end < 0 || end > 8 ? undefined : rest.slice(0, end);
}
