import { type IntentPart, partsOfIntent } from '#protocol';
import { type Token, tokensOf } from './words.ts';

/** An intent, ready to be held against requests. */
export interface IntentPattern {
  readonly intent: string;
  readonly parts: readonly PatternPart[];
  /** Letters of its own words: the more, the more it knows what it is about. */
  readonly literalLength: number;
}

type PatternPart = { readonly literal: Literal } | { readonly slot: string };

interface Literal {
  /** Words; the signs where there are no words, as in `{a} + {b}`. */
  readonly keys: readonly string[];
  /** Signs before and after the words, which are no part of a slot's value: `upper case: {text}`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Values of slots by name, as they stand in the request. */
export type SlotTexts = Readonly<Record<string, string>>;

export function compileIntent(intent: string): IntentPattern {
  const parts = partsOfIntent(intent).map(compilePart);
  const keys = parts.flatMap((part) => ('literal' in part ? part.literal.keys : []));
  return { intent, parts, literalLength: keys.reduce((sum, key) => sum + key.length, 0) };
}

function compilePart(part: IntentPart): PatternPart {
  if ('slot' in part) return part;
  const tokens = tokensOf(part.literal);
  const words = tokens.filter(({ isWord, key }) => isWord && !fillers.has(key));
  const [first, last] = [words.at(0), words.at(-1)];
  if (!first || !last) return { literal: { keys: tokens.map(({ key }) => key), before: [], after: [] } };
  return {
    literal: {
      keys: words.map(({ key }) => key),
      before: tokens.slice(0, tokens.indexOf(first)).map(({ key }) => key),
      after: tokens.slice(tokens.indexOf(last) + 1).map(({ key }) => key),
    },
  };
}

/** Words that may stand among others without changing what is asked. */
const fillers = new Set(['the', 'a', 'an', 'my', 'please']);
/** Words that may stand before and after a request. */
const politeBefore = new Set(['please', 'can', 'could', 'would', 'you', 'hey', 'now', 'i', 'want', 'to', 'just']);
const politeAfter = new Set(['please', 'thanks', 'now']);

/** Ways of dividing a request that are looked at; requests with more are not meant literally. */
const mostWays = 500;

/**
 * The ways in which a request can be read as the intent, those with short first slots first. Case, space, signs and
 * articles make no difference in the intent's own words; slots keep their text as it is.
 * @param tokens of the text
 */
export function* readingsOf(pattern: IntentPattern, text: string, tokens: readonly Token[]): Generator<SlotTexts> {
  const search = new Search(pattern, text, tokens);
  const starts = [0];
  for (let at = 0; politeBefore.has(tokens[at]?.key ?? ''); at++) starts.push(at + 1);
  for (const start of starts) yield* search.from(0, start, {});
}

class Search {
  #ways = 0;
  readonly #pattern: IntentPattern;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** From this token on nothing is left but what may follow a request. */
  readonly #over: number;

  constructor(pattern: IntentPattern, text: string, tokens: readonly Token[]) {
    this.#pattern = pattern;
    this.#text = text;
    this.#tokens = tokens;
    this.#over = this.#overFrom();
  }

  /** Reads on with a part of the intent at a token. */
  *from(partIndex: number, at: number, slots: SlotTexts): Generator<SlotTexts> {
    if (this.#ways++ > mostWays) return;
    const part = this.#pattern.parts[partIndex];
    if (part === undefined) {
      if (at >= this.#over) yield slots;
      return;
    }
    if ('literal' in part) {
      const end = this.#literalAt(part.literal, at);
      if (end !== undefined) yield* this.from(partIndex + 1, end, slots);
      return;
    }
    const next = this.#pattern.parts[partIndex + 1];
    for (let end = next ? at + 1 : Math.max(at + 1, this.#over); end <= this.#tokens.length; end++) {
      if (this.#ways > mostWays) return;
      // What follows is looked at before the slot's text is taken, so that most ends cost nothing.
      if (next && 'literal' in next && this.#literalAt(next.literal, end) === undefined) continue;
      const value = this.#textOf(partIndex, at, end);
      if (value !== '') yield* this.from(partIndex + 1, end, { ...slots, [part.slot]: value });
    }
  }

  /** Nothing follows but politeness and, where the intent ends in words, signs. */
  #overFrom(): number {
    const endsInSlot = 'slot' in (this.#pattern.parts.at(-1) ?? {});
    const last = this.#tokens.findLastIndex(({ key, isWord }) => (isWord ? !politeAfter.has(key) : endsInSlot));
    return last + 1;
  }

  /** Where a literal that begins at a token ends; undefined where it does not stand there. */
  #literalAt({ keys }: Literal, at: number): number | undefined {
    let next = at;
    for (const [index, key] of keys.entries()) {
      while (this.#tokens[next]?.key !== key) {
        const token = this.#tokens[next];
        const skipped = token && (token.isWord ? fillers.has(token.key) : index > 0);
        if (!skipped || (index === 0 && at > 0)) return undefined;
        next++;
      }
      next++;
    }
    return next;
  }

  /** The text of a slot, without signs that belong to the words around it. */
  #textOf(partIndex: number, from: number, to: number): string {
    const [before, after] = [this.#pattern.parts[partIndex - 1], this.#pattern.parts[partIndex + 1]];
    const signsBefore = before && 'literal' in before ? before.literal.after : [];
    const signsAfter = after && 'literal' in after ? after.literal.before : [];
    const startsWith = signsBefore.every((key, index) => this.#tokens[from + index]?.key === key);
    const endsWith = signsAfter.every((key, index) => this.#tokens[to - signsAfter.length + index]?.key === key);
    const first = this.#tokens[startsWith ? from + signsBefore.length : from];
    const last = this.#tokens[(endsWith ? to - signsAfter.length : to) - 1];
    return first && last && first.start < last.end ? this.#text.slice(first.start, last.end) : '';
  }
}
