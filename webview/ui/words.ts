import * as l10n from '@vscode/l10n';

/** Numbers with their nouns, and names, as people read them. Whole phrases for one and for many, so that they can be translated. */

let numbers = new Intl.NumberFormat('en');

/** Writes numbers as a language does. @param language as BCP 47 has it; one that nobody knows changes nothing */
export function speak(language: string): void {
  try {
    numbers = new Intl.NumberFormat(language);
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
export const dependents = (n: number): string =>
  n === 1 ? l10n.t('1 dependent') : l10n.t('{0} dependents', number(n));
export const dependencies = (n: number): string =>
  n === 1 ? l10n.t('1 dependency') : l10n.t('{0} dependencies', number(n));

/** The last part of a path; for a file that only says `index` its folder too. */
export function shortName(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  return parts.length > 1 && /^index\./.test(name) ? parts.slice(-2).join('/') : name;
}
