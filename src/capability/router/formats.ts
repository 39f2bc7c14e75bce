import type { Capability } from '#protocol';
import { tokensOf } from './words.ts';

const formats = new Map(
  `csv tsv json jsonl=ndjson yaml=yml xml html markdown=md toml ini sql base64 png jpg=jpeg gif webp svg pdf`
    .split(' ')
    .map((group) => group.split('='))
    .flatMap((names) => names.map((name) => [name, names] as const)),
);

/** Whether a request names a format of data that a capability says nothing of: it would take it for another one. */
export function isOfOtherFormat(request: string, { name, description, manifest }: Capability): boolean {
  const wanted = wordsOf(request).flatMap((word) => {
    const names = formats.get(word);
    return names === undefined ? [] : [names];
  });
  if (wanted.length === 0) return false;
  const { title, intents, input } = manifest;
  const known = new Set(wordsOf([name, description, title, ...intents, JSON.stringify(input)].join(' ')));
  return wanted.some((names) => !names.some((one) => known.has(one)));
}

function wordsOf(text: string): string[] {
  return tokensOf(text).flatMap(({ isWord, key }) => (isWord ? [key] : []));
}
