import type { ComparisonVerdict, LeakReport } from '#protocol';
import { type Child, h, icon } from '../ui/h.ts';

/** Marks in the editor's colours. Each stands beside its words, for nothing is told by colour alone. */

const verdicts: { readonly [V in ComparisonVerdict]: readonly [string, string] } = {
  slower: ['arrow-down', 'failed'],
  faster: ['arrow-up', 'passed'],
  same: ['check', 'passed'],
  unclear: ['question', 'skipped'],
  unreliable: ['warning', 'warned'],
};

const leaks: { readonly [V in LeakReport['verdict']]: readonly [string, string] } = {
  none: ['pass', 'passed'],
  leak: ['error', 'failed'],
  'not-measured': ['question', 'skipped'],
};

export const verdictSign = (verdict: ComparisonVerdict): HTMLElement => sign(...verdicts[verdict]);
export const leakSign = (verdict: LeakReport['verdict']): HTMLElement => sign(...leaks[verdict]);

export function sign(name: string, look: string): HTMLElement {
  const mark = icon(name);
  mark.classList.add('sign', look);
  return mark;
}

/** A mark and what it says, in a line of its own. */
export function markedLine(mark: HTMLElement, ...said: readonly Child[]): HTMLElement {
  return h('p', { class: 'marked-line' }, mark, h('span', {}, ...said));
}
