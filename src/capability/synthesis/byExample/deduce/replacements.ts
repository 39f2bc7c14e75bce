import { changedText, type TextChange } from '../evaluate/changedText.ts';
import type { TextExpression } from '../language/expression.ts';
import { matchesOf, type Pattern } from '../language/pattern.ts';
import { constantCost, patternCost } from '../rank/cost.ts';
import type { Found } from './concat.ts';

/** Texts of more tokens are changed in ways that are found elsewhere. */
const mostTokens = 400;
const longestFind = 6;
const longestReplacement = 10;

/** A text that becomes another one wherever it stands. */
interface Replacement {
  readonly find: string;
  readonly by: string;
}

/**
 * A word or sign that becomes another one, and the rest stays: `class` becomes `className`, `console.log` becomes
 * `logger.info`. Words are taken whole. What is inserted is told by what stands beside it: a word before a sign, since a
 * sign is in many places.
 */
export function* replacements(
  of: TextExpression,
  texts: readonly string[],
  outputs: readonly string[],
  others: readonly string[],
): Generator<Found> {
  const at = texts.findIndex((text, row) => text !== outputs[row]);
  const [text, output] = [texts[at] ?? '', outputs[at] ?? ''];
  const before = tokensOf(text);
  const after = tokensOf(output);
  if (at < 0 || before.length > mostTokens || after.length > mostTokens) return;
  const told = new Set<string>();
  for (const one of replacementsIn(before, after)) {
    const key = JSON.stringify(one);
    if (one.find === '' || one.find === one.by || told.has(key)) continue;
    told.add(key);
    if (!isWithin(one.find, texts, others)) continue;
    yield* waysOf(of, one, texts, outputs, others);
  }
}

/** Whether it is a part of what changes: some words stay, and some of the other inputs have it, if any are known. */
function isWithin(find: string, texts: readonly string[], others: readonly string[]): boolean {
  if (!texts.every((text) => !text.includes(find) || /[\p{L}\d]/u.test(text.replaceAll(find, '')))) return false;
  const known = new Set(texts);
  const unknown = others.filter((text) => !known.has(text));
  return unknown.length === 0 || unknown.some((text) => text.includes(find));
}

/** Words, and signs one by one. */
function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\d_]+|[^\p{L}\p{M}\d_]/gu) ?? [];
}

/** What may have become what where the two begin to differ, up to where they may be the same again. */
function* replacementsIn(before: readonly string[], after: readonly string[]): Generator<Replacement> {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  const left = before[from - 1] === ' ' ? before.slice(Math.max(0, from - 2), from).join('') : (before[from - 1] ?? '');
  for (let to = from; to <= Math.min(before.length, from + longestFind); to++) {
    const end = sameAgain(before, to, after, from);
    if (end === undefined || end - from > longestReplacement) continue;
    const find = before.slice(from, to).join('');
    const by = after.slice(from, end).join('');
    yield { find, by };
    if (find !== '' && !/^\d+$/.test(find)) continue;
    yield { find: left + find, by: left + by };
    for (const right of [before.slice(to, to + 1).join(''), before.slice(to, to + 2).join('')]) {
      yield { find: find + right, by: by + right };
      yield { find: left + find + right, by: left + by + right };
    }
  }
}

/** Where the next two tokens of the one come in the other, at its end both end. */
function sameAgain(before: readonly string[], to: number, after: readonly string[], from: number): number | undefined {
  if (to === before.length) return after.length;
  for (let at = from; at < after.length; at++) {
    if (after[at] === before[to] && after[at + 1] === before[to + 1]) return at;
  }
  return undefined;
}

const firstCost = 0.2;
/** It begins the texts: more of it are something else. */
const atStartCost = -0.3;

/** Everywhere; where a text has several, the first alone; a word not within other words. */
function* waysOf(
  of: TextExpression,
  { find, by }: Replacement,
  texts: readonly string[],
  outputs: readonly string[],
  others: readonly string[],
): Generator<Found> {
  const all = [...texts, ...others];
  const literal: Pattern = { kind: 'literal', text: find };
  const changed = texts.filter((text, row) => text !== outputs[row]);
  // That the one text that changes has a word may be by chance, unless others have it.
  const isOnly = texts.length > 1 || !others.some((other) => !texts.includes(other));
  const chance = changed.length === 1 && isOnly && /[\p{L}\d]/u.test(find) ? chanceCost : 0;
  const own = costOf({ find, by }, changed) + chance + (by === '' && isOneOfMany(find, texts, others) ? variedCost : 0);
  const isPart = isWord(find) && all.some((text) => wordWithin(find, text));
  const patterns: readonly Pattern[] = isPart ? [{ kind: 'wholeWord', text: find }, literal] : [literal];
  for (const [nth, pattern] of patterns.entries()) {
    const cost = own + 0.4 * nth;
    const isStart = texts.every((text) => text.startsWith(find));
    const everywhere = { op: 'replace', of, find: pattern, with: by } as const;
    const isRight = (change: TextChange) => texts.every((text, row) => changedText(change, text) === outputs[row]);
    if (isRight(everywhere)) yield { expression: everywhere, cost };
    const once = { ...everywhere, once: true } as const;
    if (!all.some((text) => matchesOf(pattern, text).length > 1) || !isRight(once)) continue;
    yield { expression: once, cost: cost + (isStart ? atStartCost : firstCost) };
  }
}

/** Whether other inputs of the look of the known ones have another word where all known ones have this one. */
function isOneOfMany(find: string, texts: readonly string[], others: readonly string[]): boolean {
  if (texts.length < 2 || !/\p{L}/u.test(find) || !texts.every((text) => text.includes(find))) return false;
  const looks = new Set(texts.map(lookOf));
  return others.some((other) => !other.includes(find) && looks.has(lookOf(other)));
}

function lookOf(text: string): string {
  return text.replace(/[\p{L}\p{M}]+/gu, 'a').replace(/\d+/g, '0');
}

function isWord(text: string): boolean {
  return /^[\p{L}\p{M}\d_]+$/u.test(text);
}

function wordWithin(word: string, text: string): boolean {
  return (
    matchesOf({ kind: 'literal', text: word }, text).length > matchesOf({ kind: 'wholeWord', text: word }, text).length
  );
}

const chanceCost = 2;
const variedCost = 1.5;
export const gluedCost = 2;
const cutCost = 2;
const atEdgeCost = 2.5;

function costOf({ find, by }: Replacement, texts: readonly string[]): number {
  const isStart = by.endsWith(find) && texts.every((text) => text.startsWith(find));
  const isEnd = by.startsWith(find) && texts.every((text) => text.endsWith(find));
  // What is put before or after the whole text has nothing to do with the word that happens to be there.
  const edge = isStart || isEnd ? atEdgeCost : 0;
  const glued = isGlued(find, by, texts) ? gluedCost : 0;
  // What is left of a word is rather a part of any word there.
  const cut = find.includes(by) && by !== '' ? cutCost : 0;
  const added = by.includes(find) ? by.replace(find, '') : by;
  const digit = /\d/.test(added) ? 1 : 0.3;
  return 1.6 + patternCost({ kind: 'literal', text: find }) + digit * constantCost(added) + edge + glued + cut;
}

/** Whether letters that are put beside a sign become part of the word there: such belong to that word. */
export function isGlued(find: string, by: string, texts: readonly string[]): boolean {
  const isLetter = (character: string | undefined) => /[\p{L}\p{M}\d_]/u.test(character ?? '');
  return texts.some((text) => {
    const at = text.indexOf(find);
    if (at < 0) return false;
    const starts = isLetter(by[0]) && !isLetter(find[0]) && isLetter(text[at - 1]);
    const ends = isLetter(by.at(-1)) && !isLetter(find.at(-1)) && isLetter(text[at + find.length]);
    return starts || ends;
  });
}
