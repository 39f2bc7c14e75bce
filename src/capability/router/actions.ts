import { contentStems } from './words.ts';

/** Verbs that ask for the same thing, the first of each line as its name. */
const actionWords = `
  convert turn transform change translate make
  remove delete drop strip clear erase discard
  extract get pick find take collect
  sort order arrange rank
  format prettify pretty beautify indent align
  count tally
  filter keep
  merge join combine concatenate concat
  split separate divide
  validate check verify lint
  create generate write add insert build
  compare diff
  group bucket
  deduplicate dedupe unique uniquify
  replace substitute swap
  rename
  parse read
  encode escape
  decode unescape
  sum total
  round
  reverse flip
  summarize summarise shorten truncate
  show display print tell view`;

const actions: ReadonlyMap<string, string> = new Map(
  actionWords
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([name = '', ...others]) =>
      [name, ...others].flatMap((word) => [word, ...contentStems(word)].map((form) => [form, name] as const)),
    ),
);

/** What a verb, or its stem, asks for, as the name of all verbs that ask for the same; undefined for other words. */
export function actionOf(word: string): string | undefined {
  return actions.get(word);
}
