import * as l10n from '@vscode/l10n';
import type { RolloutStatus, RolloutStep } from '#protocol';
import { type Child, h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { sign } from '../signs.ts';
import type { RolloutsStore } from '../state.ts';
import { minutes, requests, stepWords, usersWords } from '../words.ts';

/** The stages, from the first users to all of them. */
export function createLadder(store: RolloutsStore): HTMLElement {
  const section = createSection('stages', l10n.t('Stages'));
  store.watch(
    ({ status }) => [status?.steps, status?.state],
    () => {
      const { status } = store.get();
      section.show(
        status && status.steps.length > 0
          ? [h('ol', { class: 'stages' }, ...status.steps.map((step) => rung(step, status.state)))]
          : undefined,
      );
    },
  );
  return section.element;
}

function rung({ name, minutes: time, requests: sample, state, ...users }: RolloutStep, of: RolloutStatus['state']) {
  const isCurrent = state === 'current';
  const mark =
    state === 'done'
      ? sign('pass-filled', 'passed')
      : isCurrent
        ? sign(of === 'rolled-back' ? 'discard' : of === 'paused' ? 'debug-pause' : 'circle-large-filled', looks[of])
        : sign(state === 'left-out' ? 'circle-slash' : 'circle-large', 'skipped');
  return h(
    'li',
    { class: `stage ${state}`, 'aria-current': isCurrent ? 'step' : undefined },
    h('div', { class: 'stage-mark' }, mark),
    h(
      'div',
      { class: 'stage-words' },
      h('strong', {}, name),
      h('span', {}, usersWords(users)),
      h('span', { class: 'amount' }, isCurrent ? stateHere(of) : stepWords(state, of)),
      least(time, sample),
    ),
  );
}

const looks: { readonly [S in RolloutStatus['state']]: string } = {
  development: 'skipped',
  running: 'running',
  paused: 'warned',
  'rolled-back': 'failed',
  finished: 'passed',
};

function stateHere(state: RolloutStatus['state']): string {
  switch (state) {
    case 'rolled-back':
      return l10n.t('Rolled back here');
    case 'paused':
      return l10n.t('Paused here');
    default:
      return l10n.t('Now');
  }
}

function least(time: number, sample: number): Child {
  const parts = [...(time > 0 ? [minutes(time)] : []), ...(sample > 0 ? [requests(sample)] : [])];
  return parts.length === 0 ? undefined : h('span', { class: 'amount' }, l10n.t('at least {0}', parts.join(', ')));
}
