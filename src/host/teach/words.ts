import * as l10n from '@vscode/l10n';
import { cells, lines, number } from '../texts/quantities.ts';
import type { About } from './teaching.ts';

/** What is taught, in the title of what asks. */
export function titleOf({ column }: About): string {
  return column === undefined
    ? l10n.t('Teach by Example')
    : l10n.t('Teach by Example: the cells of column “{0}”', column);
}

/** So many of what is taught. */
export function counted({ unit }: About, n: number): string {
  if (unit === 'value') return n === 1 ? l10n.t('1 value') : l10n.t('{0} values', number(n));
  return unit === 'cell' ? cells(n) : lines(n);
}
