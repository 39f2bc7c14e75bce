import { library } from './library.generated.ts';

/** What programs do with places in texts; the evaluator has its own way of that, which remembers what it found. */
const own = {
  charactersOf: {
    needs: '',
    source: `/** The characters of a text as people see them: with their combining marks, flags, emoji that are joined. */
function charactersOf(text: string): string[] {
  return (
    text.match(
      /[\\u{1f1e6}-\\u{1f1ff}]{2}|\\P{M}(?:\\p{M}|[\\u{1f3fb}-\\u{1f3ff}]|[\\u{e0020}-\\u{e007f}]|\\u200d[\\u2190-\\u2bff\\u{1f000}-\\u{1faff}]?)*|\\p{M}+/gu,
    ) ?? []
  );
}`,
  },
  indexAfter: {
    needs: 'charactersOf',
    source: `/** The index after so many characters, from \`start\` on; undefined if there are fewer. */
function indexAfter(text: string, count: number, start = 0): number | undefined {
  const found = charactersOf(text.slice(start)).slice(0, count);
  return found.length < count ? undefined : start + found.join('').length;
}`,
  },
  indexBefore: {
    needs: 'charactersOf',
    source: `/** The index so many characters before \`end\`; undefined if there are fewer. */
function indexBefore(text: string, count: number, end = text.length): number | undefined {
  const found = charactersOf(text.slice(0, end)).slice(-count);
  return found.length < count ? undefined : end - found.join('').length;
}`,
  },
  nthMatch: {
    needs: '',
    source: `/** Where the n-th match starts and ends: from 1, or from -1 backwards. */
function nthMatch(text: string, pattern: RegExp, nth: number): { start: number; end: number } | undefined {
  const match = [...text.matchAll(pattern)].at(nth > 0 ? nth - 1 : nth);
  return match && { start: match.index, end: match.index + match[0].length };
}`,
  },
  nextMatch: {
    needs: '',
    source: `/** Where the next match from \`from\` on starts, or ends. */
function nextMatch(text: string, pattern: RegExp, from: number, edge: 'start' | 'end'): number | undefined {
  for (const match of text.matchAll(pattern)) {
    const at = edge === 'start' ? match.index : match.index + match[0].length;
    if (match.index >= from && at > from) return at;
  }
  return undefined;
}`,
  },
  lastMatch: {
    needs: '',
    source: `/** Where the last match before \`end\` starts, or ends. */
function lastMatch(text: string, pattern: RegExp, end: number, edge: 'start' | 'end'): number | undefined {
  let last: number | undefined;
  for (const match of text.matchAll(pattern)) {
    const matchEnd = match.index + match[0].length;
    const at = edge === 'start' ? match.index : matchEnd;
    if (matchEnd <= end && at < end) last = at;
  }
  return last;
}`,
  },
  nthIndexOf: {
    needs: '',
    source: `/** Where a text is found for the n-th time. */
function nthIndexOf(text: string, part: string, nth: number): number | undefined {
  if (part === '' || nth < 1) return undefined;
  const pieces = text.split(part);
  return Number.isInteger(nth) && nth < pieces.length ? pieces.slice(0, nth).join(part).length : undefined;
}`,
  },
} as const;

/** Functions that programs may need, as TypeScript; each is printed only where it is used. */
const helpers = { ...own, ...library };

export type HelperName = keyof typeof helpers;

export const helperNames: readonly string[] = Object.keys(helpers);

/** The functions and what they need themselves, each once. */
export function helpersFor(used: Iterable<HelperName>): string[] {
  const names = new Set<HelperName>();
  const add = (name: HelperName): void => {
    if (names.has(name)) return;
    names.add(name);
    for (const need of helpers[name].needs.split(' ')) if (isHelper(need)) add(need);
  };
  for (const name of used) add(name);
  return [...names].map((name) => helpers[name].source);
}

function isHelper(name: string): name is HelperName {
  return Object.hasOwn(helpers, name);
}
