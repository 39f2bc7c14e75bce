import { contextSlots } from '#protocol';
import { actionOf } from './actions.ts';
import { describes, names } from './atHand.ts';
import { contentStems, type Token, tokensOf } from './words.ts';

/** A part of a request that asks for something more: `and then reverse it`. */
export interface Step {
  /** As it stands in the request, with the words that join it. */
  readonly text: string;
  /** Without these words. */
  readonly wish: string;
  /** What stands before it. */
  readonly before: string;
  /** The stem of what it asks for. */
  readonly verb: string;
}

interface Clause extends Step {
  /** Whether it is said to come after something else. */
  readonly isNext: boolean;
  /** Whether it is about what came of the words before: `reverse it`, `count the result`. */
  readonly isAboutResult: boolean;
  /** Whether an object makes a verb of its first word: `frobnicate the lines`. */
  readonly hasObject: boolean;
}

/** Characters; longer texts are pasted, and no wishes. */
const longestWish = 300;

const joints = new Set([
  'and',
  'then',
  'afterwards',
  'afterward',
  'finally',
  'next',
  'also',
  'plus',
  ',',
  ';',
  '.',
  '&',
]);
const nextWords = new Set(['then', 'afterwards', 'afterward', 'finally', 'next']);
const determiner = /^(?:the|this|these|those|my|all|each|every|it|its|them|that|both)$/;
const aboutResult = /^(?:it|them|that|(?:the )?(?:result|results|output))\b/;

/**
 * What the text of a slot asks for beyond the slot. A free text may hold any words, so it takes a sign that they are no
 * part of it: that what stands before them names what is at hand, or that a capability of the workspace does what they
 * say. Texts in quotation marks are texts.
 * @param doable stems of the words that ways of asking begin with
 */
export function stepInSlot(text: string, doable: ReadonlySet<string>): Step | undefined {
  if (text.length > longestWish) return undefined;
  return clausesIn(text).find((clause) => {
    const { before, verb, isNext, isAboutResult } = clause;
    if (before === '') return /^and\b/i.test(clause.text) || isWanted(clause, doable);
    if (describes(before) || isAtHand(before)) return isNext || isWanted(clause, doable);
    return doable.has(verb) ? isNext || isAboutResult : isNext && isAboutResult;
  });
}

/**
 * What a request that is no intent asks for beyond a capability.
 * @param own stems of the words of that capability
 * @param doable as in {@link stepInSlot}
 */
export function stepBeyond(text: string, own: ReadonlySet<string>, doable: ReadonlySet<string>): Step | undefined {
  const clauses = clausesIn(text.slice(0, longestWish)).filter(
    (clause) => clause.before !== '' && (clause.isNext || isWanted(clause, doable)),
  );
  const [first] = clauses;
  const [verb = ''] = contentStems(first?.before ?? '');
  const isOther = !own.has(verb) && (doable.has(verb) || actionOf(verb) !== undefined);
  if (first && isOther) return { text: first.before, wish: first.before, before: '', verb };
  return clauses.find((clause) => !own.has(clause.verb));
}

/** Whether a request says that something is done with what comes of something else: `sort them, then count`. */
export function isOneAfterAnother(request: string): boolean {
  return clausesIn(request.slice(0, longestWish)).some(({ isNext, isAboutResult }) => isNext || isAboutResult);
}

/** Whether its words ask for something, and are not just one more thing. */
function isWanted({ verb, isAboutResult, hasObject }: Clause, doable: ReadonlySet<string>): boolean {
  return isAboutResult || hasObject || doable.has(verb) || actionOf(verb) !== undefined;
}

/** Whether a text names what the editor has at hand, and says no text itself. */
function isAtHand(text: string): boolean {
  return contextSlots.some((slot) => names(slot, text));
}

/** The first words of ways of asking, as stems. */
export function doableBy(intents: Iterable<string>): ReadonlySet<string> {
  return new Set([...intents].flatMap((intent) => contentStems(intent).slice(0, 1)));
}

function clausesIn(text: string): Clause[] {
  const tokens = tokensOf(withoutQuoted(text));
  const clauses: Clause[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const joined = jointEnd(tokens, at);
    if (joined === at) continue;
    const clause = clauseOf(text, tokens, at, joined);
    if (clause) clauses.push(clause);
    at = joined - 1;
  }
  return clauses;
}

/** Behind the words and signs that join; `after that` is two of them, `as well as` three. */
function jointEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  for (;;) {
    const [key = '', next = '', third = ''] = tokens.slice(at, at + 3).map((token) => token.key);
    if (key === 'after' && /^(?:that|this)$/.test(next)) at += 2;
    else if (key === 'as' && next === 'well' && third === 'as') at += 3;
    else if (joints.has(key) && isJoint(tokens, at)) at++;
    else return at;
  }
}

/** A sign joins where space follows; in `a.ts` and `1,5` it does not. */
function isJoint(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token?.isWord === true || (token !== undefined && next !== undefined && next.start > token.end);
}

function clauseOf(text: string, tokens: readonly Token[], from: number, to: number): Clause | undefined {
  const first = tokens[to];
  const verb = first?.isWord ? contentStems(first.key)[0] : undefined;
  if (verb === undefined) return undefined;
  const joint = tokens.slice(from, to).map(({ key }) => key);
  const object = tokens.slice(to + 1).map(({ key }) => key);
  return {
    text: text.slice(tokens[from]?.start).trim(),
    wish: text.slice(first?.start).trim(),
    before: text.slice(0, tokens[from]?.start).trim(),
    verb,
    isNext: joint.some((key) => nextWords.has(key) || key === 'after'),
    isAboutResult: aboutResult.test(object.join(' ')),
    hasObject: determiner.test(object[0] ?? ''),
  };
}

/** As long as it was, so that places stay what they are. */
function withoutQuoted(text: string): string {
  return text.replaceAll(/"[^"]*"|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)/g, (quoted) => ' '.repeat(quoted.length));
}
