import * as l10n from '@vscode/l10n';
import type { RolloutStatus } from '#protocol';
import { h } from '../../ui/h.ts';
import { moment } from '../../ui/words.ts';
import { strategyLabel, strategyWords, usersWords } from '../words.ts';

/** Who has the new version, and since when. */
export function factsOf(status: RolloutStatus): HTMLElement[] {
  const { stable, candidate, inFolder, strategy, since, stageSince, state } = status;
  const isOn = state === 'running' || state === 'paused';
  return [
    ...(isOn ? [fact(l10n.t('Who has it'), usersWords(status))] : []),
    ...(stable === undefined
      ? []
      : [fact(state === 'finished' ? l10n.t('Version before') : l10n.t('Version in use'), stable)]),
    ...(candidate === undefined || candidate === stable ? [] : [fact(newVersion(state), candidate)]),
    ...(inFolder === undefined || inFolder.version === candidate
      ? []
      : [
          fact(
            l10n.t('In the folder'),
            inFolder.version,
            inFolder.isReleased ? l10n.t('released before') : l10n.t('not released yet'),
          ),
        ]),
    fact(l10n.t('Strategy'), strategyLabel(strategy), strategyWords(strategy)),
    ...(since === undefined ? [] : [fact(l10n.t('Since'), moment(since))]),
    ...(isOn && stageSince !== undefined && stageSince !== since
      ? [fact(l10n.t('In this stage since'), moment(stageSince))]
      : []),
  ];
}

function newVersion(state: RolloutStatus['state']): string {
  if (state === 'finished') return l10n.t('Version in use');
  return state === 'rolled-back' ? l10n.t('Version taken back') : l10n.t('New version');
}

function fact(name: string, value: string, more?: string): HTMLElement {
  return h(
    'div',
    {},
    h('dt', {}, name),
    h('dd', {}, h('strong', {}, h('bdi', {}, value)), more === undefined ? undefined : h('span', {}, ` ${more}`)),
  );
}
