import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { visible } from '../../ui/visible.ts';
import { lines } from '../../ui/words.ts';

const MOST_LINES = 30;
const MOST_CHARACTERS = 4000;

/** A text as it is, its end cut off until somebody wants it. */
export function codeBlock(whole: string, label: string): HTMLElement {
  const text = visible(whole);
  const cut = cutText(text);
  const code = h('pre', { class: 'code', tabindex: '0', 'aria-label': label }, cut);
  if (cut.length === text.length) return code;
  const more = showAll(text.split('\n').length, () => {
    code.textContent = text;
    more.remove();
    code.focus();
  });
  return h('div', {}, code, more);
}

/** The button that shows the rest of what was cut. */
export function showAll(of: number, onClick: () => void): HTMLElement {
  return h(
    'vscode-button',
    { class: 'more', appearance: 'secondary', on: { click: onClick } },
    l10n.t('Show all ({0})', lines(of)),
  );
}

function cutText(text: string): string {
  const beginning = text.slice(0, MOST_CHARACTERS);
  const cut = beginning.split('\n').slice(0, MOST_LINES).join('\n');
  return cut.length === text.length ? text : cut;
}
