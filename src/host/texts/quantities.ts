import * as l10n from '@vscode/l10n';

/** Numbers with their nouns, as people read them. Whole sentences for one and for many, so that they can be translated. */

let whole = new Intl.NumberFormat('en');
let precise = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
let tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
let threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Writes numbers as a language does. @param language as BCP 47 has it; one that nobody knows changes nothing */
export function speak(language: string): void {
  try {
    whole = new Intl.NumberFormat(language);
    precise = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
    tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    threeDigits = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  } catch {
    // VS Code can be told any name of a language; its numbers are written in English then.
  }
}

export const number = (n: number): string => whole.format(n);
/** Percents of users: 99.9999 are not all, and 0.0001 not none. */
export const precisely = (n: number): string => precise.format(n);

export const files = (n: number): string => (n === 1 ? l10n.t('1 file') : l10n.t('{0} files', number(n)));
export const lines = (n: number): string => (n === 1 ? l10n.t('1 line') : l10n.t('{0} lines', number(n)));
export const cells = (n: number): string => (n === 1 ? l10n.t('1 cell') : l10n.t('{0} cells', number(n)));
export const tests = (n: number): string => (n === 1 ? l10n.t('1 test') : l10n.t('{0} tests', number(n)));
export const imports = (n: number): string => (n === 1 ? l10n.t('1 import') : l10n.t('{0} imports', number(n)));
export const commits = (n: number): string => (n === 1 ? l10n.t('1 commit') : l10n.t('{0} commits', number(n)));
export const dependents = (n: number): string =>
  n === 1 ? l10n.t('1 dependent') : l10n.t('{0} dependents', number(n));
export const users = (n: number): string => (n === 1 ? l10n.t('1 user') : l10n.t('{0} users', number(n)));
/** Who uses something directly; `dependents` are all whom a change reaches. */
export const usedBy = (n: number): string =>
  n === 0 ? l10n.t('used by no file') : n === 1 ? l10n.t('used by 1 file') : l10n.t('used by {0} files', number(n));
export const violations = (n: number): string =>
  n === 1 ? l10n.t('1 violation') : l10n.t('{0} violations', number(n));
export const problems = (n: number): string => (n === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', number(n)));

/** Bytes as people say them: `812 B`, `34 kB`, `1.2 MB`. */
export function bytes(n: number): string {
  if (n < 1000) return l10n.t('{0} B', n);
  if (n < 1_000_000) return l10n.t('{0} kB', number(Math.round(n / 1000)));
  return l10n.t('{0} MB', tenths.format(n / 1_000_000));
}

/** How long something takes: `0.85 ms`, `61.2 ms`, `2.1 s`. */
export const milliseconds = (ms: number): string =>
  ms < 1000 ? l10n.t('{0} ms', threeDigits.format(ms)) : l10n.t('{0} s', threeDigits.format(ms / 1000));

/** Facts in one line: `12 dependents · 3 tests`. Empty ones are left out. */
export function joined(facts: readonly (string | false | undefined)[]): string {
  return facts.filter((fact) => typeof fact === 'string' && fact !== '').join(' · ');
}
