import MiniSearch, { type SearchResult } from 'minisearch';
import { type Capability, type Guess, literalOf } from '#protocol';
import { isOfOtherFormat } from './formats.ts';
import { contentStems, tokensOf } from './words.ts';

/** Ranks capabilities by how well their words fit a request. */
export interface Ranking {
  /** Best first. */
  rank(text: string): readonly Ranked[];
}

export interface Ranked {
  readonly guess: Guess;
  /** Words and numbers of the request that it is not about, as they are written. */
  readonly unheard: readonly string[];
}

interface Document {
  readonly id: number;
  readonly title: string;
  readonly intents: string;
  readonly name: string;
  readonly description: string;
}

/** Where a word stands counts: a description has many words that are about something else. */
const boost = { intents: 3, title: 3, name: 2, description: 1 };
const mostGuesses = 5;
/** How sure it can be, at most, that a request means a capability for other formats: told, and not taken. */
const unlikely = 0.4;

export function createRanking(capabilities: readonly Capability[]): Ranking {
  const index = new MiniSearch<Document>({
    fields: Object.keys(boost),
    tokenize: contentStems,
    processTerm: (term) => term,
    searchOptions: {
      boost,
      prefix: (term) => term.length >= 4,
      fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
      weights: { fuzzy: 0.6, prefix: 0.8 },
    },
  });
  index.addAll(
    capabilities.map(({ name, description, manifest: { title, intents } }, id) => {
      const words = intents.map(literalOf).join(' ');
      return { id, title, intents: words, name: name.replaceAll(/[-_./@]/g, ' '), description };
    }),
  );
  const commonness = commonnessOf(capabilities);
  return {
    rank(text) {
      const wanted = [...new Set(contentStems(text))];
      if (wanted.length === 0) return [];
      const guesses = index.search(text).flatMap((result) => {
        const capability = capabilities[result.id as number];
        if (capability === undefined) return [];
        const guess = guessOf(capability, result, wanted, commonness);
        const most = isOfOtherFormat(text, capability) ? unlikely : 1;
        const heard = new Set(result.queryTerms);
        return [{ guess: { ...guess, confidence: Math.min(guess.confidence, most) }, heard }];
      });
      return guesses
        .sort((a, b) => b.guess.confidence - a.guess.confidence)
        .slice(0, mostGuesses)
        .map(({ guess, heard }) => ({ guess, unheard: unheardOf(text, heard) }));
    },
  };
}

/**
 * How sure it is that a request means a capability, from three shares, weighted by how rare words are:
 * the words of the request that were found (`asked`), those of them that stand in intents, title or name (`central`),
 * and the words of the best fitting intent or title that the request has (`said`). A logistic curve turns their mean
 * into a confidence; its middle and its slope are fitted to the table of requests in test/capability/router, so that
 * what is above the threshold is right.
 */
function guessOf(
  { name, manifest }: Capability,
  result: SearchResult,
  wanted: readonly string[],
  weightOf: (stem: string) => number,
): Guess {
  const found = new Set(result.queryTerms);
  const central = new Set(
    Object.entries(result.match).flatMap(([term, fields]) =>
      fields.some((field) => field !== 'description') ? [term] : [],
    ),
  );
  const total = sum(wanted, weightOf);
  const asked =
    sum(
      wanted.filter((stem) => found.has(stem)),
      weightOf,
    ) / total;
  const hits = sum(
    [...central].filter((stem) => manifestStems(manifest).has(stem)),
    weightOf,
  );
  const inCentre = Math.min(asked, hits / total);
  const shareOf = (phrase: string) => shareSaid(contentStems(literalOf(phrase)), central, weightOf);
  const intents = manifest.intents.map((intent) => ({ intent, share: shareOf(intent) }));
  // The title fits a request as well as an intent does, but nobody can ask by it.
  const nearest = intents.reduce((a, b) => (b.share > a.share ? b : a));
  const said = Math.max(nearest.share, shareOf(manifest.title));
  const confidence = logistic(0.2 * asked + 0.5 * inCentre + 0.3 * said);
  return { name, title: manifest.title, intent: nearest.intent, confidence };
}

function unheardOf(text: string, heard: ReadonlySet<string>): readonly string[] {
  const words = tokensOf(text).filter(({ key, isWord }) => {
    if (!isWord) return false;
    return /^\d/.test(key) || contentStems(key).some((stem) => !heard.has(stem));
  });
  return [...new Set(words.map(({ start, end }) => text.slice(start, end)))];
}

const middle = 0.58;
const slope = 12;

function logistic(score: number): number {
  return Math.round((1 / (1 + Math.exp(-slope * (score - middle)))) * 1000) / 1000;
}

function manifestStems({ title, intents }: Capability['manifest']): ReadonlySet<string> {
  return new Set([title, ...intents.map(literalOf)].flatMap(contentStems));
}

function shareSaid(stems: readonly string[], said: ReadonlySet<string>, weightOf: (stem: string) => number): number {
  if (stems.length === 0) return 0;
  return (
    sum(
      stems.filter((stem) => said.has(stem)),
      weightOf,
    ) / sum(stems, weightOf)
  );
}

function sum(stems: readonly string[], weightOf: (stem: string) => number): number {
  return stems.reduce((total, stem) => total + weightOf(stem), 0);
}

/** Weight of a word: a word of few capabilities says more than one of many; an unknown word speaks against them all. */
function commonnessOf(capabilities: readonly Capability[]): (stem: string) => number {
  const counts = new Map<string, number>();
  for (const { manifest } of capabilities) {
    for (const stem of manifestStems(manifest)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return (stem) => 1 + Math.log((capabilities.length + 1) / (counts.get(stem) ?? 1)) / 2;
}
