import * as l10n from '@vscode/l10n';

/** Numbers with their nouns, and names, as people read them. Whole phrases for one and for many, so that they can be translated. */

let numbers = new Intl.NumberFormat('en');
let units = unitsOf('en');
let times = timesOf('en');

/** Writes numbers and times as a language does. @param language as BCP 47 has it; one that nobody knows changes nothing */
export function speak(language: string): void {
  try {
    numbers = new Intl.NumberFormat(language);
    units = unitsOf(language);
    times = timesOf(language);
  } catch {
    // VS Code can be told any name of a language; its numbers are written in English then.
  }
}

/** `1234` as `1,234`. */
export const number = (n: number): string => numbers.format(n);

export const files = (n: number): string => (n === 1 ? l10n.t('1 file') : l10n.t('{0} files', number(n)));
export const lines = (n: number): string => (n === 1 ? l10n.t('1 line') : l10n.t('{0} lines', number(n)));
export const tests = (n: number): string => (n === 1 ? l10n.t('1 test') : l10n.t('{0} tests', number(n)));
export const steps = (n: number): string => (n === 1 ? l10n.t('1 step') : l10n.t('{0} steps', number(n)));
export const calls = (n: number): string => (n === 1 ? l10n.t('1 call') : l10n.t('{0} calls', number(n)));
export const dependents = (n: number): string =>
  n === 1 ? l10n.t('1 dependent') : l10n.t('{0} dependents', number(n));
export const dependencies = (n: number): string =>
  n === 1 ? l10n.t('1 dependency') : l10n.t('{0} dependencies', number(n));

/** How long something took: `0.4 ms`, `12 ms`, `1.5 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? units.millisecond.format(milliseconds) : units.second.format(milliseconds / 1000);
}

/** An amount of memory: `512 byte`, `12 kB`, `1.4 MB`. */
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
  const of = (unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 });
  return {
    millisecond: of('millisecond'),
    second: of('second'),
    byte: of('byte'),
    kilobyte: of('kilobyte'),
    megabyte: of('megabyte'),
  };
}

function timesOf(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** The last part of a path; for a file that only says `index` its folder too. */
export function shortName(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  return parts.length > 1 && /^index\./.test(name) ? parts.slice(-2).join('/') : name;
}
