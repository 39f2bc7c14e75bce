import type { Severity } from '#base';
import type { Check } from '#protocol';
import { h, icon } from '../ui/h.ts';
import { statusWords } from './words.ts';

/** Marks in the editor's colours. Each has words beside it, or said in its place, for it is never told by colour alone. */

const statusIcons = { passed: 'pass', warned: 'warning', failed: 'error', skipped: 'circle-slash' } as const;

/** The mark of a check or run, with its words for whoever does not see it. */
export function statusSign(status: Check['status']): HTMLElement {
  const words = statusWords(status);
  return h(
    'span',
    { class: `sign ${status}`, title: words },
    icon(statusIcons[status]),
    h('span', { class: 'visually-hidden' }, words),
  );
}

/** The mark of a finding, as the Problems panel has it. */
export function severitySign(severity: Severity, words: string): HTMLElement {
  return h(
    'span',
    { class: `sign severity-${severity}`, title: words },
    icon(severity),
    h('span', { class: 'visually-hidden' }, words),
  );
}

/** A part of a whole as a bar; the number stands beside it. @param share 0 to 1 */
export function bar(share: number): HTMLElement {
  const filled = h('div', { class: 'filled' });
  filled.style.width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return h('div', { class: 'bar', 'aria-hidden': 'true' }, filled);
}
