import * as l10n from '@vscode/l10n';
import { h, icon } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import type { ReportStore } from '../state.ts';

/** What the sandbox stood for while the code ran, and what it did not. */
export function createSandbox(store: ReportStore): HTMLElement {
  const section = createSection('sandbox', l10n.t('Sandbox'));
  store.watch(
    ({ report }) => report?.sandbox,
    (sandbox) =>
      section.show(
        sandbox && [
          h('p', { class: 'note' }, sandbox.engine),
          h(
            'div',
            { class: 'guarantees' },
            list(l10n.t('What holds, whatever the code does'), 'pass', 'passed', sandbox.holds),
            list(l10n.t('What it does not protect from'), 'warning', 'warned', sandbox.gaps),
          ),
        ],
        sandbox?.runner,
      ),
  );
  return section.element;
}

function list(title: string, sign: string, look: string, words: readonly string[]): HTMLElement {
  const mark = () => {
    const element = icon(sign);
    element.classList.add('sign', look);
    return element;
  };
  return h(
    'div',
    {},
    h('h3', {}, title),
    words.length === 0
      ? h('p', { class: 'note' }, l10n.t('Nothing is known.'))
      : h('ul', { class: 'marked' }, ...words.map((text) => h('li', {}, mark(), h('span', {}, text)))),
  );
}
