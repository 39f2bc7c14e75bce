import { isRecord } from '#base';
import { type Capability, type CapabilityRequest, type Guess, literalOf, type PlainData, type Route } from '#protocol';
import { type Filled, fillFromRequest, fillFromSlots, takenAsText } from './fillInput.ts';
import { compileIntent, type IntentPattern, readingsOf, type SlotTexts } from './intentPattern.ts';
import { createRanking, type Ranked } from './ranking.ts';
import { doableBy, type Step, stepBeyond, stepInSlot } from './steps.ts';
import { contentStems, folded, type Token, tokensOf } from './words.ts';

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
  const doable = doableBy(capabilities.flatMap(({ manifest: { intents } }) => intents.map(literalOf)));
  const route = (request: CapabilityRequest): Route => {
    const { text, input } = request;
    if (text.length > longestRequest) return { kind: 'low_confidence', guesses: [], reason: tooLong(text) };
    const tokens = tokensOf(text);
    const readings = patterns.flatMap(({ capability, pattern }) => readingOf(capability, pattern, text, tokens, input));
    const best = bestOf(readings, isPreferred);
    const [reading, another] = best;
    if (reading === undefined) {
      return routeByRank(capabilities, ranking.rank(text.slice(0, rankedText)), request, doable);
    }
    if (another !== undefined) return unclear(best);
    const more = stepIn(reading, doable);
    if (more === undefined) return routeAsRead(reading, input);
    if (request.name === undefined) {
      const others = capabilities.filter(({ name }) => name !== reading.capability.name);
      return (
        wholeIn(others, ranking.rank(text.slice(0, rankedText)), request, doable) ??
        onlyPartOf(guessOf(reading, confidenceThreshold), more)
      );
    }
    // Somebody has chosen the part that can be done.
    return withoutStep(route({ ...request, text: text.replace(more.text, '').trim() }), more);
  };
  return { route };
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

/** Those with the most words of their own, one for each capability: several where nothing says which one is meant. */
function bestOf(readings: readonly Reading[], isPreferred: (name: string) => boolean): readonly Reading[] {
  const longest = Math.max(0, ...readings.map(({ pattern }) => pattern.literalLength));
  const best = readings.filter(({ pattern }) => pattern.literalLength === longest);
  const right = best.filter(({ filled }) => 'input' in filled);
  const candidates = preferred(right.length > 0 ? right : best, isPreferred);
  const [first] = candidates;
  const isOne = candidates.every(({ capability }) => capability.name === first?.capability.name);
  return isOne ? candidates.slice(0, 1) : candidates;
}

function unclear(readings: readonly Reading[]): Route {
  const names = new Set(readings.map(({ capability }) => capability.name));
  return {
    kind: 'low_confidence',
    guesses: readings.map((reading) => guessOf(reading, 1 / names.size)),
    reason: `It fits ${names.size} capabilities equally well: ${listed(names)}.`,
  };
}

function routeAsRead({ capability, pattern, slots, filled }: Reading, given: CapabilityRequest['input']): Route {
  if ('reason' in filled) return { kind: 'error', name: capability.name, reason: `${capital(filled.reason)}.` };
  const taken = takenAsText(capability, slots, given);
  const match = { intent: pattern.intent, confidence: 1, slots, ...(taken.length === 0 ? {} : { taken }) };
  return { kind: 'matched', name: capability.name, match, input: filled.input };
}

function stepIn({ slots }: Reading, doable: ReadonlySet<string>): Step | undefined {
  return Object.values(slots)
    .map((text) => stepInSlot(text, doable))
    .find((step) => step !== undefined);
}

/** It is clear what does the one part, and nothing is known to do all of it. */
function onlyPartOf(guess: Guess, { wish }: Step): Route {
  const reason = `${guess.name} does a part of this only: nothing of “${shown(wish)}”. Words that are a text to work on go into quotation marks.`;
  return { kind: 'low_confidence', guesses: [guess], reason };
}

function withoutStep(route: Route, { wish }: Step): Route {
  if (route.kind !== 'matched') return route;
  return { ...route, match: { ...route.match, unheard: [...(route.match.unheard ?? []), wish] } };
}

/** Those of the one that is preferred, where it is one; all of them otherwise. */
function preferred(readings: readonly Reading[], isPreferred: (name: string) => boolean): readonly Reading[] {
  const names = [...new Set(readings.map(({ capability }) => capability.name))];
  const [one, another] = names.length > 1 ? names.filter(isPreferred) : [];
  return one === undefined || another !== undefined
    ? readings
    : readings.filter(({ capability }) => capability.name === one);
}

function routeByRank(
  capabilities: readonly Capability[],
  ranked: readonly Ranked[],
  request: CapabilityRequest,
  doable: ReadonlySet<string>,
): Route {
  const chosen = request.name === undefined ? undefined : capabilities.find(({ name }) => name === request.name);
  if (chosen) return routeTo(chosen, request, ranked);
  const guesses = ranked.map(({ guess }) => guess).filter(({ confidence }) => confidence >= worthTelling);
  const [first, second] = guesses;
  const capability = capabilities.find(({ name }) => name === first?.name);
  if (!first || !capability) {
    return { kind: 'missing_handler', guesses: [], reason: 'No capability of this workspace does anything like it.' };
  }
  if (first.confidence < confidenceThreshold) {
    const reason = `No capability fits well; the nearest is ${first.name} (${percent(first.confidence)}).`;
    return { kind: 'low_confidence', guesses, reason };
  }
  const isPart = (name: string) => {
    const one = capabilities.find((other) => other.name === name);
    return one && stepBeyond(request.text, wordsOf(one), doable) !== undefined;
  };
  const more = stepBeyond(request.text, wordsOf(capability), doable);
  if (more) {
    // What does all of it may be ranked behind what does a part, of which there are fewer words.
    const others = capabilities.filter(({ name }) => name !== first.name);
    return wholeIn(others, ranked, request, doable) ?? onlyPartOf(first, more);
  }
  if (second && first.confidence - second.confidence < leastLead && !isPart(second.name)) {
    return { kind: 'low_confidence', guesses, reason: `It may mean ${first.name} or ${second.name}.` };
  }
  return routeTo(capability, request, ranked);
}

/** The way to one that is about all words of a request; undefined where none of these is. */
function wholeIn(
  capabilities: readonly Capability[],
  ranked: readonly Ranked[],
  request: CapabilityRequest,
  doable: ReadonlySet<string>,
): Route | undefined {
  const names = new Set(capabilities.map(({ name }) => name));
  const left = ranked.filter(({ guess, unheard }) => names.has(guess.name) && unheard.length === 0);
  const route = routeByRank(capabilities, left, request, doable);
  return route.kind === 'matched' || route.kind === 'error' ? route : undefined;
}

/** It is this one that is meant, for the words say so or somebody has chosen it; only its input can be wrong. */
function routeTo(capability: Capability, { text, input }: CapabilityRequest, ranked: readonly Ranked[]): Route {
  const { name, manifest } = capability;
  const filled = fillFromRequest(capability, text, input);
  if ('reason' in filled) return { kind: 'error', name, reason: `${capital(filled.reason)}.` };
  const { guess, unheard = [] } = ranked.find((one) => one.guess.name === name) ?? {};
  const { intent = manifest.intents[0] ?? '', confidence = 0 } = guess ?? {};
  const left = unheard.filter((word) => !isValueIn(filled.input, word));
  const match = { intent, confidence, slots: {}, ...(left.length === 0 ? {} : { unheard: left }) };
  return { kind: 'matched', name, match, input: filled.input };
}

/** Whether a word of the request stands in the input, as one of its values. */
function isValueIn(input: PlainData, word: string): boolean {
  const values = isRecord(input) ? Object.values(input) : [input];
  return values.some((value) => folded(String(value)) === folded(word));
}

function wordsOf({ name, description, manifest: { title, intents } }: Capability): ReadonlySet<string> {
  const texts = [name.replaceAll(/[-_./@]/g, ' '), title, description, ...intents.map(literalOf)];
  return new Set(contentStems(texts.join(' ')));
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

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

function capital(text: string): string {
  return text.replace(/^the /, 'The ');
}
