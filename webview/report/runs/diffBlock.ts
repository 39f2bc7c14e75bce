import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { lines } from '../../ui/words.ts';
import { type DiffLine, lineDiff, nearChanges } from '../model/lineDiff.ts';
import { codeBlock, showAll } from './codeBlock.ts';

const AROUND = 3;
const MOST_LINES = 60;

const signs = { same: ' ', removed: '−', added: '+' } as const;

/** What was expected and what came out, line by line; where they have too little in common, below each other. */
export function diffBlock(expected: string, output: string): HTMLElement {
  const all = lineDiff(expected, output);
  if (all === undefined) {
    return h(
      'div',
      {},
      h('h4', {}, l10n.t('Expected')),
      codeBlock(expected, l10n.t('Expected')),
      h('h4', {}, l10n.t('Output')),
      codeBlock(output, l10n.t('Output')),
    );
  }
  const near = nearChanges(all, AROUND);
  const block = h('div', { class: 'code diff', role: 'group', tabindex: '0', 'aria-label': l10n.t('Differences') });
  block.append(...near.slice(0, MOST_LINES).map(diffLine));
  const legend = h('p', { class: 'note' }, l10n.t('− expected, + came out'));
  if (near.length === all.length && all.length <= MOST_LINES) return h('div', {}, legend, block);
  const more = showAll(all.length, () => {
    block.replaceChildren(...all.map(diffLine));
    more.remove();
    block.focus();
  });
  return h('div', {}, legend, block, more);
}

function diffLine(line: DiffLine | { readonly kind: 'gap'; readonly lines: number }): HTMLElement {
  if (line.kind === 'gap') return h('div', { class: 'gap' }, l10n.t('{0} the same', lines(line.lines)));
  const words = { same: undefined, removed: l10n.t('expected:'), added: l10n.t('came out:') }[line.kind];
  return h(
    'div',
    { class: line.kind },
    h('span', { class: 'diff-sign', 'aria-hidden': 'true' }, signs[line.kind]),
    words === undefined ? undefined : h('span', { class: 'visually-hidden' }, words),
    h('span', { class: 'diff-text' }, line.text),
  );
}
