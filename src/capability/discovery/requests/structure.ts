import { actionOf, contentStems, tokensOf } from '#capability/router';
import type { RequestStructure } from '#protocol';

const formatWords = `csv tsv json jsonl yaml=yml xml html markdown=md toml ini sql iso iso8601 utc unix epoch timestamp base64 hex
  rgb hsl binary octal decimal roman camelcase=camel snakecase=snake kebabcase=kebab pascalcase=pascal uppercase=upper=capitals
  lowercase=lower slug png jpg=jpeg webp gif svg pdf text table list array object url date number`;

const scopeWords = `selection=selected file=document line word folder=directory workspace=project=repository column page clipboard`;

const stemOf = (word: string): string => contentStems(word)[0] ?? word;
const formats = wordsOf(formatWords.split(/\s+/).map((group) => group.split('=')));
const scopes = wordsOf(scopeWords.split(/\s+/).map((group) => group.split('=')));

/** Each word's stem to the first of its group. */
function wordsOf(groups: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(([name = '', ...others]) =>
      [name, ...others].flatMap(
        (word) =>
          [
            [stemOf(word), name],
            [word, name],
          ] as const,
      ),
    ),
  );
}

/** What comes after that many characters is pasted, and no wish. */
const longestRequest = 1000;

/** What a request is compared by. */
export interface Signature {
  readonly structure: RequestStructure;
  /** Its words: stems, verbs and formats by the name of their group, without what it is about; sorted, each once. */
  readonly words: readonly string[];
}

/** What a request wants, as far as its words tell: nothing of the values in it (quoted texts, numbers, paths). */
export function signatureOf(request: string): Signature {
  const text = withoutValues(request.slice(0, longestRequest));
  const stems = contentStems(text);
  const { from, to } = formatsOf(text);
  const verb = stems.map(actionOf).find((found) => found !== undefined);
  // "CSV to JSON" needs no verb.
  const action = verb ?? (from !== undefined && to !== undefined ? 'convert' : undefined);
  const scope = tokensOf(text)
    .map(({ key }) => scopes.get(key) ?? scopes.get(stemOf(key)))
    .find((found) => found !== undefined);
  const named = (stem: string) => actionOf(stem) ?? formats.get(stem) ?? stem;
  const words = stems.filter((stem) => !scopes.has(stem)).map(named);
  const object = objectOf(text, [from, to]);
  return {
    structure: {
      ...(action === undefined ? {} : { action }),
      ...(object === undefined ? {} : { object }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(scope === undefined ? {} : { scope }),
    },
    // Where it is all about a file or a selection, that is what it says.
    words: [...new Set(words.length > 0 ? words : stems)].sort(),
  };
}

/** One text for all requests with the same signature. */
export function signatureKey({ structure: { action, from, to }, words }: Signature): string {
  return JSON.stringify([action ?? null, from ?? null, to ?? null, words]);
}

function withoutValues(text: string): string {
  return text.replaceAll(/"[^"]*"|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)|\S*\/\S*|\b\d[\d.,:]*\b/g, ' ');
}

/** After one of these comes how it is to be done, or which are meant. */
const beforeDetails = /^(?:by|with|without|where|whose|which|that|when|if|using|because)$/;

/** The word for what it is to be done to: none of what is at hand, unless nothing else is named. */
function objectOf(text: string, known: readonly (string | undefined)[]): string | undefined {
  const keys = tokensOf(text).flatMap(({ isWord, key }) => (isWord ? [key] : []));
  const details = keys.findIndex((key) => beforeDetails.test(key));
  const named = (details > 0 ? keys.slice(0, details) : keys).filter((key) => contentStems(key).length > 0);
  const isOther = (key: string) => {
    const format = formats.get(key) ?? formats.get(stemOf(key));
    return (
      actionOf(stemOf(key)) === undefined && actionOf(key) === undefined && (isKind(format) || !known.includes(format))
    );
  };
  const others = named.filter(isOther);
  return others.find((key) => !scopes.has(key) && !scopes.has(stemOf(key))) ?? others.find(isPart);
}

/** No format, or a kind of things as well as one. */
function isKind(format: string | undefined): boolean {
  return format === undefined || /^(?:text|table|list|array|object|url|date|number)$/.test(format);
}

/** Of a text: what can be worked on, where a file or a selection only tells where. */
function isPart(key: string): boolean {
  return ['line', 'word', 'column'].includes(scopes.get(key) ?? scopes.get(stemOf(key)) ?? '');
}

/** Words of a request, as they are written, that another text is about, or is not. */
export function coverage(
  request: string,
  about: string,
): { readonly covers: readonly string[]; readonly misses: readonly string[] } {
  const named = (stem: string) => actionOf(stem) ?? formats.get(stem) ?? stem;
  const has = new Set(contentStems(about).map(named));
  const text = withoutValues(request.slice(0, longestRequest));
  const words = tokensOf(text).filter(({ key, isWord }) => isWord && contentStems(key).length > 0);
  const [covers, misses]: [Set<string>, Set<string>] = [new Set(), new Set()];
  for (const { key } of words) (contentStems(key).every((stem) => has.has(named(stem))) ? covers : misses).add(key);
  return { covers: [...covers], misses: [...misses] };
}

/** `from csv`, `csv to json`, `as yaml`. */
function formatsOf(text: string): Pick<RequestStructure, 'from' | 'to'> {
  const keys = tokensOf(text).flatMap(({ isWord, key }) => (isWord ? [key] : []));
  const formatAt = (at: number) => formats.get(keys[at] ?? '') ?? formats.get(stemOf(keys[at] ?? ''));
  const skipArticles = (at: number) => (/^(?:a|an|the|valid|plain|pretty)$/.test(keys[at] ?? '') ? at + 1 : at);
  let from: string | undefined;
  let to: string | undefined;
  for (const [at, key] of keys.entries()) {
    if (/^(?:to|into|as)$/.test(key)) {
      to ??= formatAt(skipArticles(at + 1));
      if (to !== undefined) from ??= formatAt(at - 1);
    } else if (key === 'from') from ??= formatAt(skipArticles(at + 1));
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
