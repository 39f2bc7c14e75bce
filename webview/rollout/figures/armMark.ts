import { h } from '../../ui/h.ts';

/** The colour of a version in the plot, with its dashes: a key to the lines. */
export function armMark(arm: 'stable' | 'candidate'): HTMLElement {
  return h('span', { class: `arm-mark ${arm}`, 'aria-hidden': 'true' });
}
