import * as l10n from '@vscode/l10n';
import { type ReportFormat, type VerificationLevel, verificationLevels } from '#protocol';
import { h, icon, setAttribute } from '../../ui/h.ts';
import { popover } from '../../ui/popover.ts';
import type { Post, ReportStore } from '../state.ts';
import { levelMeaning } from '../words.ts';

/** What can be done: verify, approve, export, look at the code. */
export function createActions(store: ReportStore, post: Post): HTMLElement {
  const verify = verifyMenu(post);
  const approve = h(
    'vscode-button',
    { appearance: 'secondary', on: { click: () => post({ type: 'approve' }) } },
    icon('verified', 'start'),
    h('div', {}, l10n.t('Approve…')),
  );
  const output = exportMenu(post);
  const code = h(
    'vscode-button',
    { appearance: 'secondary', on: { click: () => post({ type: 'open-code', line: 1 }) } },
    icon('go-to-file', 'start'),
    h('div', {}, l10n.t('Open Code')),
  );
  store.watch(
    ({ row, report, busy }) => [row?.standing, report === undefined, busy === undefined],
    () => {
      const { row, report, busy } = store.get();
      // Nothing is verified while something is, nor what cannot be read.
      setAttribute(verify, 'hidden', row?.standing === 'broken' || report === undefined);
      for (const button of [verify.querySelector('vscode-button'), approve]) {
        if (button) button.disabled = busy !== undefined;
      }
      approve.hidden = row?.standing !== 'waiting';
      approve.setAttribute('appearance', row?.standing === 'waiting' ? 'primary' : 'secondary');
      output.hidden = report === undefined;
    },
  );
  return h('div', { class: 'actions' }, approve, verify, output, code);
}

/** A button that offers the levels, with what each means. */
export function verifyMenu(post: Post, appearance: 'primary' | 'secondary' = 'secondary'): HTMLElement {
  return popover({ label: l10n.t('Verify…'), icon: 'beaker', appearance }, (close) =>
    verificationLevels.map((level) =>
      choice(level, levelMeaning(level), () => {
        close();
        post({ type: 'verify', level });
      }),
    ),
  ).element;
}

function choice(level: VerificationLevel, meaning: string, onClick: () => void): HTMLElement {
  return h(
    'vscode-button',
    { class: 'choice-of-level', appearance: 'secondary', 'aria-label': `${level}. ${meaning}`, on: { click: onClick } },
    h('div', {}, h('strong', {}, level), h('p', {}, meaning)),
  );
}

function exportMenu(post: Post): HTMLElement {
  const formats: readonly [ReportFormat, string][] = [
    ['markdown', l10n.t('Markdown, for people')],
    ['json', l10n.t('JSON, for programs')],
    ['sarif', l10n.t('SARIF, for code scanning')],
  ];
  return popover({ label: l10n.t('Export'), icon: 'export' }, (close) =>
    formats.map(([format, title]) =>
      h(
        'vscode-button',
        {
          appearance: 'secondary',
          on: {
            click: () => {
              close();
              post({ type: 'export', format });
            },
          },
        },
        title,
      ),
    ),
  ).element;
}
