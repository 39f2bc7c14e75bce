import * as l10n from '@vscode/l10n';
import type { RecordedRun, RunEffect } from '#protocol';
import { type Child, h, icon } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { visible } from '../../ui/visible.ts';
import { calls, duration } from '../../ui/words.ts';
import type { ListedRun } from '../model/runs.ts';
import { pretty, preview } from '../model/values.ts';
import type { Post } from '../state.ts';
import { codeBlock } from './codeBlock.ts';
import { diffBlock } from './diffBlock.ts';

const MOST_ARGUMENTS = 200;

/** All that is known of a run: why it failed, what went in, what came out, what it said and did. */
export function runDetails({ run, index }: ListedRun, post: Post): HTMLElement {
  const { input, result, reason } = run;
  return h(
    'div',
    { class: 'run-details' },
    reason === undefined ? undefined : h('p', { class: 'reason' }, icon('error'), h('span', {}, reason)),
    h(
      'div',
      { class: 'in-and-out' },
      part(l10n.t('Input'), codeBlock(pretty(input), l10n.t('Input'))),
      outcome(run, post),
    ),
    result.logs.length === 0 ? undefined : part(l10n.t('Log'), codeBlock(result.logs.join('\n'), l10n.t('Log'))),
    result.effects.length === 0
      ? undefined
      : part(l10n.t('What it did'), h('ol', { class: 'effects' }, ...result.effects.map(effect))),
    h('p', { class: 'note' }, usage(run)),
    actions(run, index, post),
  );
}

function outcome({ expected, result, passed }: RecordedRun, post: Post): HTMLElement {
  const wanted = expected === undefined ? undefined : 'output' in expected ? pretty(expected.output) : expected.error;
  if (result.status === 'ok') {
    const output = pretty(result.value);
    if (passed || wanted === undefined) return part(l10n.t('Output'), codeBlock(output, l10n.t('Output')));
    if (expected !== undefined && 'output' in expected) {
      return part(l10n.t('Expected and output'), diffBlock(wanted, output));
    }
    return part(
      l10n.t('Expected this error'),
      codeBlock(wanted, l10n.t('Expected')),
      h('h4', {}, l10n.t('Output')),
      codeBlock(output, l10n.t('Output')),
    );
  }
  const { at } = result;
  return part(
    l10n.t('Ended without output: {0}', result.status),
    codeBlock(result.message, l10n.t('Message')),
    at === undefined
      ? undefined
      : h(
          'p',
          {},
          link(`index.ts:${at.line}:${at.column}`, () => post({ type: 'open-code', ...at })),
        ),
    wanted === undefined || passed ? undefined : h('h4', {}, l10n.t('Expected')),
    wanted === undefined || passed ? undefined : codeBlock(wanted, l10n.t('Expected')),
  );
}

function effect({ call, arguments: given, result, refused }: RunEffect): HTMLElement {
  const words = `${call}(${given.map((argument) => preview(argument, MOST_ARGUMENTS)).join(', ')})`;
  return h(
    'li',
    {},
    h('code', {}, visible(words)),
    refused === undefined
      ? result === undefined
        ? undefined
        : h('span', { class: 'note' }, ` → ${preview(result, MOST_ARGUMENTS)}`)
      : h('span', { class: 'refused' }, icon('circle-slash'), l10n.t('refused: {0}', visible(refused))),
  );
}

function usage({ result }: RecordedRun): string {
  const { wallMs, cpuMs, calls: made } = result.usage;
  return l10n.t(
    '{0} in all, {1} of the processor, {2} of granted functions',
    duration(wallMs),
    duration(cpuMs),
    calls(made),
  );
}

function actions({ kind, expected, result, passed }: RecordedRun, index: number, post: Post): HTMLElement | undefined {
  const comparable = !passed && expected !== undefined && (result.status === 'ok' || 'error' in expected);
  const buttons: Child[] = [
    comparable ? button('diff', l10n.t('Compare'), () => post({ type: 'compare-run', index })) : undefined,
    kind === 'example' ? button('json', l10n.t('Open Examples'), () => post({ type: 'open-examples' })) : undefined,
  ];
  return buttons.every((one) => one === undefined) ? undefined : h('div', { class: 'actions' }, ...buttons);
}

function button(sign: string, words: string, onClick: () => void): HTMLElement {
  return h(
    'vscode-button',
    { appearance: 'secondary', on: { click: onClick } },
    icon(sign, 'start'),
    h('div', {}, words),
  );
}

function part(title: string, ...content: readonly Child[]): HTMLElement {
  return h('div', { class: 'part' }, h('h4', {}, title), ...content);
}
