import * as l10n from '@vscode/l10n';
import type { CapabilityRow } from '#protocol';
import { type Child, h, icon } from '../ui/h.ts';
import { link } from '../ui/link.ts';
import { verifyMenu } from './head/actions.ts';
import { prose } from './prose.ts';
import { severitySign } from './signs.ts';
import type { Post, ReportStore } from './state.ts';
import { severityWords } from './words.ts';

/** Instead of the report where nothing was verified; and what is wrong with a package that cannot be read. */
export function createEmptyState(store: ReportStore, post: Post): HTMLElement {
  const element = h('div', { class: 'empty' });
  store.watch(
    ({ row, report, busy }) => [row, report, busy === undefined],
    () => {
      const { row, report, busy } = store.get();
      const broken = row?.standing === 'broken';
      element.hidden = row === undefined || (report !== undefined && !broken);
      element.classList.toggle('package', broken);
      if (row === undefined) return;
      element.replaceChildren(...(broken ? brokenPackage(post, row) : nothingYet(post, busy !== undefined)));
    },
  );
  return element;
}

function nothingYet(post: Post, busy: boolean): HTMLElement[] {
  const verify = verifyMenu(post, 'primary');
  const button = verify.querySelector('vscode-button');
  if (button) button.disabled = busy;
  return [
    icon('beaker'),
    h('h2', {}, l10n.t('May this run?')),
    h(
      'p',
      {},
      l10n.t(
        'Nobody knows yet. Verifying analyses the code, runs it in a sandbox and judges its risk; what was found is shown here.',
      ),
    ),
    verify,
  ];
}

function brokenPackage(post: Post, { problems }: CapabilityRow): HTMLElement[] {
  return [
    h('h2', {}, l10n.t('The package cannot be read')),
    h('p', {}, l10n.t('It can be verified as soon as this is mended:')),
    h(
      'ul',
      { class: 'findings' },
      ...problems.map(({ severity, message, hint, path, line }, index) =>
        h(
          'li',
          { class: 'finding' },
          severitySign(severity, severityWords(severity)),
          h(
            'div',
            {},
            h('p', { class: 'message' }, ...prose(message)),
            note(hint),
            path === undefined
              ? undefined
              : h(
                  'p',
                  { class: 'place' },
                  link(line === undefined ? path : `${path}:${line}`, () => post({ type: 'open-problem', index })),
                ),
          ),
        ),
      ),
    ),
  ];
}

function note(text: string | undefined): Child {
  return text === undefined ? undefined : h('p', { class: 'note' }, ...prose(text));
}
