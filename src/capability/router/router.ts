import type { Capability, CapabilityRequest, Guess, Route } from '#protocol';
import { type Filled, fillFromRequest, fillFromSlots } from './fillInput.ts';
import { compileIntent, type IntentPattern, readingsOf, type SlotTexts } from './intentPattern.ts';
import { createRanking } from './ranking.ts';
import { type Token, tokensOf } from './words.ts';

/** Finds the capability that a request means. */
export interface Router {
  route(request: CapabilityRequest): Route;
}

/** From here on a ranked guess is taken, where the next one is not nearly as good. */
export const confidenceThreshold = 0.6;
const leastLead = 0.15;
/** Below it a guess is not worth telling. */
const worthTelling = 0.05;
/** Characters of a request; a longer one is refused: a part of it would be another request. */
export const longestRequest = 100_000;
/** Characters whose words tell what is meant, where no intent fits; what comes after them is text to work on. */
const rankedText = 2000;

interface Reading {
  readonly capability: Capability;
  readonly pattern: IntentPattern;
  readonly slots: SlotTexts;
  readonly filled: Filled;
}

/**
 * A router over some capabilities. A request that can be read as an intent, word for word, leads to the capability of
 * the intent with the most words of its own; where two fit equally well, the values of the slots decide, and if they do
 * not, nobody guesses: the answer is `low_confidence`. What is no intent is ranked by its words. Slots have all of their
 * text: a request longer than {@link longestRequest} is refused, never cut.
 * @param isPreferred decides between several that fit word for word: for one that may run, when the others may not
 */
export function createRouter(
  capabilities: readonly Capability[],
  isPreferred: (name: string) => boolean = () => false,
): Router {
  const patterns = capabilities.flatMap((capability) =>
    capability.manifest.intents.map((intent) => ({ capability, pattern: compileIntent(intent) })),
  );
  const ranking = createRanking(capabilities);
  return {
    route(request) {
      const { text, input } = request;
      if (text.length > longestRequest) return { kind: 'low_confidence', guesses: [], reason: tooLong(text) };
      const tokens = tokensOf(text);
      const readings = patterns.flatMap(({ capability, pattern }) =>
        readingOf(capability, pattern, text, tokens, input),
      );
      return (
        routeOf(readings, isPreferred) ?? routeByRank(capabilities, ranking.rank(text.slice(0, rankedText)), request)
      );
    },
  };
}

/** The best way to read a request as an intent: the first one whose input is right, or the first one. */
function readingOf(
  capability: Capability,
  pattern: IntentPattern,
  text: string,
  tokens: readonly Token[],
  given: CapabilityRequest['input'],
): Reading[] {
  let first: Reading | undefined;
  for (const slots of readingsOf(pattern, text, tokens)) {
    const filled = fillFromSlots(capability, slots, given);
    if (!filled) continue;
    if ('input' in filled) return [{ capability, pattern, slots, filled }];
    first ??= { capability, pattern, slots, filled };
  }
  return first ? [first] : [];
}

function routeOf(readings: readonly Reading[], isPreferred: (name: string) => boolean): Route | undefined {
  const longest = Math.max(0, ...readings.map(({ pattern }) => pattern.literalLength));
  const best = readings.filter(({ pattern }) => pattern.literalLength === longest);
  const right = best.filter(({ filled }) => 'input' in filled);
  const candidates = preferred(right.length > 0 ? right : best, isPreferred);
  const [first] = candidates;
  if (!first) return undefined;
  const names = new Set(candidates.map(({ capability }) => capability.name));
  const { capability, pattern, slots, filled } = first;
  if (names.size > 1) {
    const guesses = candidates.map((reading) => guessOf(reading, 1 / names.size));
    return {
      kind: 'low_confidence',
      guesses,
      reason: `It fits ${names.size} capabilities equally well: ${listed(names)}.`,
    };
  }
  if ('reason' in filled) return { kind: 'error', name: capability.name, reason: `${capital(filled.reason)}.` };
  const match = { intent: pattern.intent, confidence: 1, slots };
  return { kind: 'matched', name: capability.name, match, input: filled.input };
}

/** Those of the one that is preferred, where it is one; all of them otherwise. */
function preferred(readings: readonly Reading[], isPreferred: (name: string) => boolean): readonly Reading[] {
  const names = [...new Set(readings.map(({ capability }) => capability.name))];
  const [one, another] = names.length > 1 ? names.filter(isPreferred) : [];
  return one === undefined || another !== undefined
    ? readings
    : readings.filter(({ capability }) => capability.name === one);
}

function routeByRank(capabilities: readonly Capability[], ranked: readonly Guess[], request: CapabilityRequest): Route {
  const chosen = request.name === undefined ? undefined : capabilities.find(({ name }) => name === request.name);
  if (chosen) return routeTo(chosen, request, ranked);
  const guesses = ranked.filter(({ confidence }) => confidence >= worthTelling);
  const [first, second] = guesses;
  const capability = capabilities.find(({ name }) => name === first?.name);
  if (!first || !capability) {
    return { kind: 'missing_handler', guesses: [], reason: 'No capability of this workspace does anything like it.' };
  }
  if (first.confidence < confidenceThreshold) {
    const reason = `No capability fits well; the nearest is ${first.name} (${percent(first.confidence)}).`;
    return { kind: 'low_confidence', guesses, reason };
  }
  if (second && first.confidence - second.confidence < leastLead) {
    return { kind: 'low_confidence', guesses, reason: `It may mean ${first.name} or ${second.name}.` };
  }
  return routeTo(capability, request, ranked);
}

/** It is this one that is meant, for the words say so or somebody has chosen it; only its input can be wrong. */
function routeTo(capability: Capability, { text, input }: CapabilityRequest, ranked: readonly Guess[]): Route {
  const { name, manifest } = capability;
  const filled = fillFromRequest(capability, text, input);
  if ('reason' in filled) return { kind: 'error', name, reason: `${capital(filled.reason)}.` };
  const { intent = manifest.intents[0] ?? '', confidence = 0 } = ranked.find((guess) => guess.name === name) ?? {};
  return { kind: 'matched', name, match: { intent, confidence, slots: {} }, input: filled.input };
}

function guessOf({ capability: { name, manifest }, pattern }: Reading, confidence: number): Guess {
  return { name, title: manifest.title, intent: pattern.intent, confidence };
}

function tooLong({ length }: string): string {
  const [is, most] = [length, longestRequest].map((count) => count.toLocaleString('en'));
  return `The request has ${is} characters, and ${most} at most can be read. Ask in few words, and give the text as the selection or the input.`;
}

function listed(names: ReadonlySet<string>): string {
  return [...names].join(', ');
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

function capital(text: string): string {
  return text.replace(/^the /, 'The ');
}
