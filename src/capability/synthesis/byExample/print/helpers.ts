/** A function that programs may need, as TypeScript; it is printed only where it is used. */
interface Helper {
  readonly source: string;
  readonly needs?: readonly HelperName[];
}

export type HelperName =
  | 'characters'
  | 'indexAfter'
  | 'indexBefore'
  | 'nthMatch'
  | 'nextMatch'
  | 'lastMatch'
  | 'capitalise'
  | 'titleCase'
  | 'parseNumber'
  | 'formatNumber'
  | 'roundTo'
  | 'tidy'
  | 'shiftPoint'
  | 'nthIndexOf';

export const helpers: Readonly<Record<HelperName, Helper>> = {
  characters: {
    source: `/** The characters of a text; one that is written with combining marks is one. */
function characters(text: string): string[] {
  return text.match(/\\P{M}\\p{M}*|\\p{M}+/gu) ?? [];
}`,
  },
  indexAfter: {
    needs: ['characters'],
    source: `/** The index after so many characters, from \`start\` on; undefined if there are fewer. */
function indexAfter(text: string, count: number, start = 0): number | undefined {
  const found = characters(text.slice(start)).slice(0, count);
  return found.length < count ? undefined : start + found.join('').length;
}`,
  },
  indexBefore: {
    needs: ['characters'],
    source: `/** The index so many characters before \`end\`; undefined if there are fewer. */
function indexBefore(text: string, count: number, end = text.length): number | undefined {
  const found = characters(text.slice(0, end)).slice(-count);
  return found.length < count ? undefined : end - found.join('').length;
}`,
  },
  nthMatch: {
    source: `/** Where the n-th match starts and ends: from 1, or from -1 backwards. */
function nthMatch(text: string, pattern: RegExp, nth: number): { start: number; end: number } | undefined {
  const match = [...text.matchAll(pattern)].at(nth > 0 ? nth - 1 : nth);
  return match && { start: match.index, end: match.index + match[0].length };
}`,
  },
  nextMatch: {
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
  capitalise: {
    needs: ['characters'],
    source: `/** The first letter in upper case, the others in lower case. */
function capitalise(text: string): string {
  const [first = '', ...rest] = characters(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}`,
  },
  titleCase: {
    needs: ['capitalise'],
    source: `/** Every word with a capital first letter. */
function titleCase(text: string): string {
  return text.toLowerCase().replace(/[\\p{L}\\p{M}'’]+/gu, (word) => capitalise(word));
}`,
  },
  tidy: {
    source: `/** Without the noise of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(14)) + 0;
}`,
  },
  parseNumber: {
    source: `/** The one number in a text, with or without thousands separators and a unit; undefined if there is none. */
function parseNumber(text: string): number | undefined {
  const match = /\\d[\\d,.]*(?:[eE][-+]?\\d+)?/.exec(text);
  if (match === null) return undefined;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (/\\p{L}/u.test(before) || /\\d/.test(after)) return undefined;
  const [first = '', ...groups] = match[0].split(',');
  if (!groups.every((group) => group === '' || /^\\d{2,3}(?!\\d)/.test(group))) return undefined;
  const sign = before.includes('-') ? '-' : '';
  const value = Number(\`\${sign}\${before.endsWith('.') ? '.' : ''}\${first}\${groups.join('')}\`);
  return Number.isFinite(value) ? value : undefined;
}`,
  },
  roundTo: {
    needs: ['tidy'],
    source: `/** The nearest multiple of a step: below, above, towards zero, away from zero, or on either side. */
function roundTo(value: number, step: number, mode: 'floor' | 'ceil' | 'trunc' | 'away' | 'round'): number {
  const steps = tidy(value / step);
  const size = Math.abs(steps);
  const whole =
    mode === 'round' ? Math.sign(steps) * Math.round(size) : mode === 'away' ? Math.sign(steps) * Math.ceil(size) : Math[mode](steps);
  return tidy(whole * step);
}`,
  },
  formatNumber: {
    needs: ['roundTo'],
    source: `interface NumberFormat {
  integerDigits: number;
  minimumDecimals: number;
  maximumDecimals?: number;
  grouping: 'none' | 'thousands' | 'indian';
}

/** The number as text; undefined where it is too large to be written out. */
function formatNumber(value: number, format: NumberFormat): string | undefined {
  if (Math.abs(value) >= 1e15) return undefined;
  const places = format.maximumDecimals ?? 10;
  const full = roundTo(value, 10 ** -places, 'round').toFixed(places);
  const [whole = '', decimals = ''] = full.replace('-', '').split('.');
  const significant = decimals.split('').findLastIndex((digit) => digit !== '0') + 1;
  const kept = decimals.slice(0, significant).padEnd(format.minimumDecimals, '0');
  const digits = whole.padStart(format.integerDigits, '0');
  const grouped = format.grouping === 'none' ? digits : groupDigits(digits, format.grouping === 'indian' ? 2 : 3);
  return (Number(full) < 0 ? '-' : '') + grouped + (kept === '' ? '' : \`.\${kept}\`);
}

/** Separates the last three digits, and those before them in groups of a size. */
function groupDigits(digits: string, size: number): string {
  const end = Math.max(0, digits.length - 3);
  const start = end % size;
  const groups = Array.from({ length: Math.floor(end / size) }, (_, at) =>
    digits.slice(start + at * size, start + (at + 1) * size),
  );
  return [digits.slice(0, start), ...groups, digits.slice(end)].filter((group) => group !== '').join(',');
}`,
  },
  shiftPoint: {
    source: `/** The same digits with the decimal point so many places to the left. */
function shiftPoint(text: string, places: number): string | undefined {
  const match = /^(-?)(\\d+)(?:\\.(\\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = match;
  const digits = whole.padStart(places + 1, '0');
  return \`\${sign}\${digits.slice(0, -places)}.\${digits.slice(-places)}\${decimals}\`;
}`,
  },
  nthIndexOf: {
    source: `/** Where a text is found for the n-th time. */
function nthIndexOf(text: string, part: string, nth: number): number | undefined {
  if (part === '' || nth < 1) return undefined;
  const pieces = text.split(part);
  return Number.isInteger(nth) && nth < pieces.length ? pieces.slice(0, nth).join(part).length : undefined;
}`,
  },
};
