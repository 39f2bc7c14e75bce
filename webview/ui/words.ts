import * as l10n from '@vscode/l10n';

/** Numbers with their nouns, and names, as people read them. Whole phrases for one and for many, so that they can be translated. */

let numbers = new Intl.NumberFormat('en');
let precise = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
let threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
let units = unitsOf('en');
let times = timesOf('en');
let shares = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
let smallShares = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** Writes numbers and times as a language does. @param language as BCP 47 has it; one that nobody knows changes nothing */
export function speak(language: string): void {
  try {
    numbers = new Intl.NumberFormat(language);
    precise = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
    threeDigits = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
    units = unitsOf(language);
    times = timesOf(language);
    shares = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    smallShares = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
  } catch {
    // VS Code can be told any name of a language; its numbers are written in English then.
  }
}

/** `1234` as `1,234`. */
export const number = (n: number): string => numbers.format(n);
/** Percents of users: 99.9999 are not all, and 0.0001 not none. */
export const precisely = (n: number): string => precise.format(n);

export const files = (n: number): string => (n === 1 ? l10n.t('1 file') : l10n.t('{0} files', number(n)));
export const lines = (n: number): string => (n === 1 ? l10n.t('1 line') : l10n.t('{0} lines', number(n)));
export const tests = (n: number): string => (n === 1 ? l10n.t('1 test') : l10n.t('{0} tests', number(n)));
export const steps = (n: number): string => (n === 1 ? l10n.t('1 step') : l10n.t('{0} steps', number(n)));
export const calls = (n: number): string => (n === 1 ? l10n.t('1 call') : l10n.t('{0} calls', number(n)));
export const dependencies = (n: number): string =>
  n === 1 ? l10n.t('1 dependency') : l10n.t('{0} dependencies', number(n));

/** Files on both sides of a file's own imports: what depends on it round others is not counted. */
export const usedBy = (n: number): string =>
  n === 0 ? l10n.t('used by no file') : n === 1 ? l10n.t('used by 1 file') : l10n.t('used by {0} files', number(n));
export const uses = (n: number): string =>
  n === 0 ? l10n.t('uses no file') : n === 1 ? l10n.t('uses 1 file') : l10n.t('uses {0} files', number(n));

/** How many files are in cycles: what is circular at run time first, then what only types close; empty for none. */
export function inCycles(count: {
  readonly filesInCycles: number;
  readonly filesInRuntimeCycles: number;
}): readonly string[] {
  const inTypes = count.filesInCycles - count.filesInRuntimeCycles;
  return [
    ...(count.filesInRuntimeCycles > 0 ? [l10n.t('{0} in cycles', number(count.filesInRuntimeCycles))] : []),
    ...(inTypes > 0 ? [l10n.t('{0} in type-only cycles', number(inTypes))] : []),
  ];
}

/** How long something took: `0.4 ms`, `12 ms`, `1.5 s`. */
export const duration = (milliseconds: number): string =>
  milliseconds < 999.5
    ? l10n.t('{0} ms', threeDigits.format(milliseconds))
    : l10n.t('{0} s', threeDigits.format(milliseconds / 1000));

/** A share as `4.2 %`, in one line; of small ones two digits. @param share 0 to 1 */
export const percent = (share: number): string =>
  l10n.t('{0} %', (share < 0.01 ? smallShares : shares).format(100 * share)).replaceAll(' ', '\u00a0');

/** An amount of memory: `512 bytes`, `12 kB`, `1.4 MB`. */
export function bytes(amount: number): string {
  if (amount < 1000) return units.byte.format(amount);
  return amount < 1_000_000 ? units.kilobyte.format(amount / 1000) : units.megabyte.format(amount / 1_000_000);
}

/** A moment in the user's time zone; what is no moment is returned as it is. @param iso ISO 8601 */
export function moment(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : times.format(at);
}

function unitsOf(language: string) {
  const of = (unit: string, unitDisplay: 'short' | 'long' = 'short') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 });
  return {
    // The short word of several is `byte`, too.
    byte: of('byte', 'long'),
    kilobyte: of('kilobyte'),
    megabyte: of('megabyte'),
  };
}

function timesOf(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Names that tell some files apart: as {@link shortName}, and with as many folders as it takes where two are the same. */
export function distinctNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map(paths.map((path) => [path, shortName(path)]));
  for (let same = sameNamed(names); same.length > 0; same = sameNamed(names)) {
    for (const path of same) names.set(path, withOneMore(path, names.get(path) as string));
  }
  return names;
}

/** Of the paths whose name is another's too, those that have a folder left to add. */
function sameNamed(names: ReadonlyMap<string, string>): string[] {
  return [...Map.groupBy(names, ([, name]) => name).values()]
    .filter((entries) => entries.length > 1)
    .flatMap((entries) => entries.flatMap(([path, name]) => (path === name ? [] : [path])));
}

function withOneMore(path: string, name: string): string {
  return path.slice(path.lastIndexOf('/', path.length - name.length - 2) + 1);
}

/** The last part of a path; for a file that only says `index` its folder too. */
export function shortName(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  return parts.length > 1 && /^index\./.test(name) ? parts.slice(-2).join('/') : name;
}
