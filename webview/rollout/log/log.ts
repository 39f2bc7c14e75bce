import * as l10n from '@vscode/l10n';
import type { RolloutLogEntry } from '#protocol';
import { h, icon } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { moment, number } from '../../ui/words.ts';
import { decisionBlock } from '../decision/decision.ts';
import { stateSign } from '../signs.ts';
import { type RolloutsStore, shownSubject } from '../state.ts';
import { doneWords, ruleWords, usersWords } from '../words.ts';

/** Everything that happened and who or what decided it, latest first. Rows stay the same elements: they may be unfolded. */
export function createLog(store: RolloutsStore): HTMLElement {
  const section = createSection('log', l10n.t('Decision log'));
  const list = h('ol', { class: 'log' });
  let rows = new Map<number, HTMLElement>();
  let drawnOf = '';
  store.watch(
    ({ folder, status }) => [status?.log, folder, status?.name],
    () => {
      const { log = [] } = store.get().status ?? {};
      const of = JSON.stringify(shownSubject(store.get()));
      const known = of === drawnOf ? rows : new Map<number, HTMLElement>();
      drawnOf = of;
      rows = new Map(log.map((entry) => [entry.id, known.get(entry.id) ?? line(entry)]));
      const wanted = [...rows.values()];
      for (const old of [...list.children]) if (!wanted.includes(old as HTMLElement)) old.remove();
      for (const [at, row] of wanted.entries()) {
        if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
      }
      if (section.element.hidden !== (log.length === 0) || list.parentElement === null) {
        section.show(log.length === 0 ? undefined : [list]);
      }
      amount(section.element, log.length);
    },
  );
  return section.element;
}

/** A rule as a line of its own. */
function capital(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}

function amount(section: HTMLElement, entries: number): void {
  const note = section.querySelector('h2 .amount');
  if (note !== null) note.textContent = number(entries);
}

/** Groups that have a stage to themselves are told by its name. */
function shareOf(percent: number): string {
  return percent === 0 ? '' : ` · ${usersWords({ percent, groups: [] })}`;
}

function line(entry: RolloutLogEntry): HTMLElement {
  const { at, command, by, reason, version, stage, percent, state, found, decision } = entry;
  const isPolicy = by === 'policy';
  const words = h(
    'div',
    { class: 'log-words' },
    h(
      'p',
      {},
      h('strong', {}, doneWords(command)),
      ' ',
      h('bdi', { class: 'amount' }, version),
      state === 'running' || state === 'paused' ? ` · ${stage}${shareOf(percent)}` : undefined,
    ),
    h('p', { class: 'message' }, reason === decision?.words ? capital(ruleWords(decision.rule)) : reason),
    ...(found === true ? [h('p', { class: 'note' }, l10n.t('Found in the flag file: somebody else wrote it.'))] : []),
    ...(decision === undefined
      ? []
      : [h('details', {}, h('summary', {}, l10n.t('What the policy said then')), decisionBlock(decision))]),
  );
  return h(
    'li',
    { class: 'log-line' },
    stateSign(state),
    words,
    h(
      'div',
      { class: 'log-who' },
      h('span', {}, icon(isPolicy ? 'law' : 'person'), ' ', isPolicy ? l10n.t('the policy') : h('bdi', {}, by)),
      h('time', { class: 'amount', datetime: at }, moment(at)),
    ),
  );
}
