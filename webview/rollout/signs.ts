import type { RolloutAction, RolloutState } from '#protocol';
import { icon } from '../ui/h.ts';

/** Marks in the editor's colours. Each stands beside its words, for nothing is told by colour alone. */

const states: { readonly [S in RolloutState]: readonly [string, string] } = {
  development: ['circle-outline', 'skipped'],
  running: ['rocket', 'running'],
  paused: ['debug-pause', 'warned'],
  'rolled-back': ['discard', 'failed'],
  finished: ['pass-filled', 'passed'],
};

const actions: { readonly [A in RolloutAction]: readonly [string, string] } = {
  'roll-back': ['discard', 'failed'],
  pause: ['debug-pause', 'warned'],
  hold: ['watch', 'skipped'],
  advance: ['arrow-right', 'passed'],
  finish: ['pass-filled', 'passed'],
};

export function stateSign(state: RolloutState): HTMLElement {
  return sign(...states[state]);
}

export function actionSign(action: RolloutAction): HTMLElement {
  return sign(...actions[action]);
}

export function sign(name: string, look: string): HTMLElement {
  const mark = icon(name);
  mark.classList.add('sign', look);
  return mark;
}
