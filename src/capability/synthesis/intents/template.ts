import { contentStems, namesAtHand, type Token, tokensOf } from '#capability/router';

/** A part of a request: a word or sign, glued to what stands before it or apart; or a value that stands for others. */
export type TemplatePart =
  | { readonly word: string; readonly key: string; readonly isGlued: boolean }
  /** Texts that stood here, and what slot they are for where that is known. */
  | { readonly values: readonly string[]; readonly slot?: string };

type Values = Extract<TemplatePart, { values: unknown }>;
export type Template = readonly TemplatePart[];

/** Words that a phrase for what is at hand has at most: `the currently selected lines of text`. */
const longestPhrase = 5;

/**
 * A request with slots where it names what is at hand (`the selection`, `these lines`) or quotes a text.
 * @param slot for such a text; without one they stay words
 */
export function templateOf(request: string, slot: string | undefined): Template {
  const tokens = tokensOf(request.replace(/[{}]/g, ' '));
  const text = (from: number, to: number) =>
    request.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? request.length).replace(/[{}]/g, ' ');
  const parts: TemplatePart[] = [];
  let taken = false;
  for (let at = 0; at < tokens.length; ) {
    const end = slot === undefined || taken ? undefined : valueEnd(tokens, at, text);
    if (slot !== undefined && end !== undefined) {
      parts.push({ values: [text(at, end)], slot });
      taken = true;
      at = end;
    } else {
      const isGlued = at > 0 && tokens[at]?.start === tokens[at - 1]?.end;
      parts.push({ word: text(at, at + 1), key: tokens[at]?.key ?? '', isGlued });
      at++;
    }
  }
  return parts;
}

/** Where a value that begins at a token ends; the longest counts. */
function valueEnd(
  tokens: readonly Token[],
  at: number,
  text: (from: number, to: number) => string,
): number | undefined {
  const quote = closing[tokens[at]?.key ?? ''];
  if (quote !== undefined) {
    const end = tokens.findIndex(({ key }, index) => index > at && key === quote);
    // Nothing in the quotes, or no end of them: signs.
    return end > at + 1 ? end + 1 : undefined;
  }
  for (let end = Math.min(tokens.length, at + longestPhrase); end > at; end--) {
    const phrase = text(at, end);
    if (!namesAtHand('selection', phrase) && !namesAtHand('file', phrase)) continue;
    // “these” alone stands for the lines; in “these lines” it does not. After “selected” one word says of what it is.
    const next = tokens[end];
    const isPart = next?.isWord === true && contentStems(next.key).length > 0;
    if (end === at + 1 ? !(pronoun.test(phrase) && isPart) : !wordsAfterSelected.test(phrase)) return end;
  }
  return undefined;
}

const pronoun = /^(?:this|these|those|it|them)$/i;
const wordsAfterSelected = /(?:selected|highlighted|marked)\s+\S+\s+\S/i;

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '‘': '’', '`': '`' };

/**
 * Two requests as one, where they have most of their words in common, in the same order: what differs is a value. The
 * common words are a longest common subsequence.
 * @returns undefined where they are two requests, or where one of them only says more
 */
export function aligned(left: Template, right: Template): Template | undefined {
  const pairs = commonParts(left, right);
  const parts: TemplatePart[] = [];
  let [l, r] = [0, 0];
  for (const [nextLeft, nextRight] of [...pairs, [left.length, right.length] as const]) {
    const between = [left.slice(l, nextLeft), right.slice(r, nextRight)] as const;
    if (between[0].length > 0 || between[1].length > 0) {
      const values = between.map(textOf);
      // Slots that are known, and words that one of them has and the other has not, are no values.
      if (values.some((value) => value === undefined || value === '')) return undefined;
      const known = between.map((stretch) => (stretch.length === 1 ? stretch[0] : undefined));
      const before = known.flatMap((part) => (part && 'values' in part ? part.values : []));
      parts.push({ values: [...new Set([...before, ...(values as string[])])] });
    }
    const [same, other] = [left[nextLeft], right[nextRight]];
    if (same && other) parts.push('values' in same ? merged(same, other) : same);
    [l, r] = [nextLeft + 1, nextRight + 1];
  }
  return saysEnough(parts) ? parts : undefined;
}

function merged(left: Values, right: TemplatePart): TemplatePart {
  return 'values' in right ? { ...left, values: [...new Set([...left.values, ...right.values])] } : left;
}

/** The text of a stretch of words; undefined where it has a slot that is known. */
function textOf(parts: Template): string | undefined {
  if (parts.some((part) => 'slot' in part && part.slot !== undefined)) return undefined;
  return written(parts, (part) => part.values[0] ?? '');
}

/** A template as a text, with blanks where there were some. @param valueText what stands for values */
export function written(template: Template, valueText: (part: Values) => string): string {
  return template.reduce((before, part) => {
    const isWord = 'word' in part;
    const gap = before === '' || (isWord && part.isGlued) ? '' : ' ';
    return `${before}${gap}${isWord ? part.word : valueText(part)}`;
  }, '');
}

/** Whether the words that are left tell what is wanted: a slot takes any text, and one word is in many requests. */
export function saysEnough(template: Template): boolean {
  const words = template.flatMap((part) => ('word' in part ? [part.word] : []));
  return new Set(contentStems(words.join(' '))).size >= 2;
}

/** Places of the longest common subsequence of two requests. */
function commonParts(left: Template, right: Template): (readonly [number, number])[] {
  const same = (l: number, r: number) => keyOf(left[l]) === keyOf(right[r]);
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (l: number, r: number) => lengths[l]?.[r] ?? 0;
  for (let l = left.length - 1; l >= 0; l--) {
    for (let r = right.length - 1; r >= 0; r--) {
      const row = lengths[l];
      if (row) row[r] = same(l, r) ? at(l + 1, r + 1) + 1 : Math.max(at(l + 1, r), at(l, r + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    if (same(l, r)) pairs.push([l++, r++]);
    else if (at(l + 1, r) >= at(l, r + 1)) l++;
    else r++;
  }
  return pairs;
}

function keyOf(part: TemplatePart | undefined): string {
  if (part === undefined) return '';
  return 'word' in part ? `word ${part.key}` : `slot ${part.slot ?? ''}`;
}
