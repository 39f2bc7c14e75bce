import * as l10n from '@vscode/l10n';
import type { RolloutStatus } from '#protocol';
import { h } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { stateSign } from '../signs.ts';
import { type Post, type RolloutsStore, shownSubject } from '../state.ts';
import { stateWords } from '../words.ts';
import { createControls } from './controls.ts';
import { factsOf } from './facts.ts';

/** The top of a rollout: of what it is, where it stands, what can be done, and who has it. */
export function createHead(store: RolloutsStore, post: Post): HTMLElement {
  const title = h('div', { class: 'title' });
  const state = h('div', { class: 'verdict' });
  const problems = h('ul', { class: 'problems', 'aria-label': l10n.t('Problems') });
  const facts = h('dl', { class: 'facts' });
  const element = h('header', { class: 'head' }, title, state, problems, createControls(store, post), facts);
  const watch = (select: (status: RolloutStatus) => readonly unknown[], draw: (status: RolloutStatus) => void) =>
    store.watch(
      ({ folder, status }) => (status === undefined ? [] : [folder, ...select(status)]),
      () => {
        const { status } = store.get();
        if (status !== undefined) draw(status);
      },
    );
  watch(
    ({ name, title: words, stable, candidate, inFolder }) => [name, words, stable, candidate, inFolder],
    (status) => title.replaceChildren(...titleOf(status)),
  );
  watch(
    (status) => [status.state, standingOf(status)],
    (status) =>
      state.replaceChildren(
        stateSign(status.state),
        h(
          'div',
          { class: 'words' },
          h('strong', {}, stateWords(status.state)),
          h('span', { class: 'standing' }, standingOf(status)),
        ),
      ),
  );
  watch(
    ({ problems: all }) => [all],
    ({ problems: all }) => {
      problems.hidden = all.length === 0;
      problems.replaceChildren(
        ...all.map(({ hint, ...problem }, index) => {
          // What several have in common is said once.
          const isSaidNext = hint === undefined || all[index + 1]?.hint === hint;
          return problemLine(isSaidNext ? problem : { ...problem, hint }, () => open(index));
        }),
      );
    },
  );
  watch(
    ({ percent, groups, keptOut, stable, candidate, inFolder, strategy, since, stageSince, state: now }) => [
      ...[percent, groups, keptOut, stable, candidate, inFolder, strategy, since, stageSince, now],
    ],
    (status) => facts.replaceChildren(...factsOf(status)),
  );
  return element;

  function open(index: number): void {
    const subject = shownSubject(store.get());
    if (subject !== undefined) post({ type: 'open-problem', index, ...subject });
  }
}

/** Where it stands. The policy's reason is a paragraph with figures, which what the policy says and the log have. */
function standingOf({ words, log: [latest] }: RolloutStatus): string {
  const isTold = latest?.by === 'policy' && latest.decision !== undefined && words.endsWith(latest.reason);
  return isTold ? words.slice(0, -latest.reason.length).trimEnd() : words;
}

function titleOf({ name, title, stable, candidate, inFolder, state }: RolloutStatus): HTMLElement[] {
  const to = state === 'development' ? inFolder?.version : candidate;
  const versions = stable === undefined || stable === to ? (to ?? '') : to === undefined ? stable : `${stable} → ${to}`;
  return [
    h('h1', {}, h('bdi', {}, name), ' ', h('bdi', { class: 'version' }, versions)),
    h('p', { class: 'purpose' }, title),
  ];
}

function problemLine({ severity, message, hint, path }: RolloutStatus['problems'][number], open: () => void) {
  const mark = h('span', { class: `codicon codicon-${severity} sign severity-${severity}`, 'aria-hidden': 'true' });
  return h(
    'li',
    {},
    mark,
    h(
      'div',
      {},
      h('p', { class: 'message' }, message, ' ', path === undefined ? undefined : link(path, open)),
      hint === undefined ? undefined : h('p', { class: 'note' }, hint),
    ),
  );
}
