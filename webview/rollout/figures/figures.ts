import * as l10n from '@vscode/l10n';
import type { ArmFigures, RolloutStatus, ShareFigure } from '#protocol';
import { type Child, h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { number, percent } from '../../ui/words.ts';
import type { RolloutsStore } from '../state.ts';
import { armMark } from './armMark.ts';

/** What the versions have done, as a table: a figure a row, a version a column. */
export function createFigures(store: RolloutsStore): HTMLElement {
  const section = createSection('figures', l10n.t('Figures'));
  store.watch(
    ({ status }) => [status?.decision?.control, status?.decision?.candidate, status?.stable, status?.candidate],
    () => {
      const { status } = store.get();
      section.show(status?.decision && [table(status, status.decision), note()]);
    },
  );
  return section.element;
}

function table({ stable, candidate }: RolloutStatus, arms: { control: ArmFigures; candidate: ArmFigures }) {
  const row = (title: string, cell: (arm: ArmFigures) => Child) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, title),
      h('td', {}, cell(arms.candidate)),
      stable === undefined ? undefined : h('td', {}, cell(arms.control)),
    );
  return h(
    'table',
    { class: 'plain arms' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('td', {}),
        h('th', { scope: 'col' }, armMark('candidate'), l10n.t('New: {0}', candidate ?? '–')),
        stable === undefined ? undefined : h('th', { scope: 'col' }, armMark('stable'), l10n.t('In use: {0}', stable)),
      ),
    ),
    h(
      'tbody',
      {},
      row(l10n.t('Requests'), ({ requests }) => number(requests)),
      row(l10n.t('Users'), ({ users }) => number(users)),
      row(l10n.t('Failed'), ({ errors }) => share(errors)),
      row(l10n.t('Too slow'), ({ slow }) => share(slow)),
      row(l10n.t('Bad opinions'), ({ unhappy }) => share(unhappy)),
    ),
  );
}

/** A share and the range that holds the true one. */
function share({ count, of, low, high }: ShareFigure): Child {
  if (of === 0) return h('span', { class: 'amount' }, l10n.t('none yet'));
  return h(
    'span',
    { class: 'share' },
    h('strong', {}, percent(count / of)),
    h('span', { class: 'amount' }, l10n.t('{0} of {1}', number(count), number(of))),
    h('span', { class: 'amount' }, l10n.t('between {0} and {1}', percent(low), percent(high))),
  );
}

function note(): HTMLElement {
  return h(
    'p',
    { class: 'note' },
    l10n.t(
      'The ranges hold the true share with 95 % probability, however often one looks. They rest on a part of the requests, because users repeat themselves.',
    ),
  );
}
