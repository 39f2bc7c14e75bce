import * as l10n from '@vscode/l10n';
import type { ArmFigures, ArmLatency, RolloutStatus, ShareFigure } from '#protocol';
import { type Child, h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { duration, number, percent } from '../../ui/words.ts';
import type { RolloutsStore } from '../state.ts';
import { armMark } from './armMark.ts';

/** What the versions have done, as a table: a figure a row, a version a column. */
export function createFigures(store: RolloutsStore): HTMLElement {
  const section = createSection('figures', l10n.t('Figures'));
  store.watch(
    ({ status }) => {
      const { decision, stable, candidate, latency, limits } = status ?? {};
      return [decision?.control, decision?.candidate, stable, candidate, latency, limits];
    },
    () => {
      const { status } = store.get();
      section.show(status?.decision && [table(status, status.decision), note()]);
    },
  );
  return section.element;
}

function table(
  { stable, candidate, latency, limits }: RolloutStatus,
  arms: { readonly control: ArmFigures; readonly candidate: ArmFigures },
): HTMLElement {
  const row = (title: string, limit: string | undefined, ofNew: Child, ofOther: Child) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, title, limit === undefined ? undefined : h('span', { class: 'limit' }, limit)),
      h('td', {}, ofNew),
      stable === undefined ? undefined : h('td', {}, ofOther),
    );
  const figures = (title: string, limit: string | undefined, cell: (arm: ArmFigures) => Child) =>
    row(title, limit, cell(arms.candidate), cell(arms.control));
  const most = (limit: number) => l10n.t('at most {0}', percent(limit));
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
      figures(l10n.t('Requests'), undefined, ({ requests }) => number(requests)),
      figures(l10n.t('Users'), undefined, ({ users }) => number(users)),
      figures(l10n.t('Failed'), most(limits.errors), ({ errors }) => share(errors)),
      row(l10n.t('Half take at most'), undefined, time(latency.candidate, 'p50'), time(latency.stable, 'p50')),
      row(
        l10n.t('99 of 100 take at most (p99)'),
        limits.slow === 0.01 ? l10n.t('the limit is {0}', duration(limits.slowMs)) : undefined,
        time(latency.candidate, 'p99'),
        time(latency.stable, 'p99'),
      ),
      figures(l10n.t('Longer than {0}', duration(limits.slowMs)), most(limits.slow), ({ slow }) => share(slow)),
      figures(l10n.t('Bad opinions'), most(limits.unhappy), ({ unhappy }) => share(unhappy)),
    ),
  );
}

function time(latency: ArmLatency | undefined, which: keyof ArmLatency): Child {
  return latency === undefined ? nothing() : duration(latency[which]);
}

const nothing = () => h('span', { class: 'amount' }, l10n.t('none yet'));

/** A share and the range that holds the true one. */
function share({ count, of, low, high }: ShareFigure): Child {
  if (of === 0) return nothing();
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
