import * as l10n from '@vscode/l10n';
import type { RolloutChoice, RolloutCommand, RolloutDecision, RolloutState } from '#protocol';
import { h, icon, setAttribute } from '../../ui/h.ts';
import { type Post, type RolloutsStore, shownSubject } from '../state.ts';
import { commandWords, ruleWords } from '../words.ts';

const order: readonly RolloutCommand[] = ['start', 'advance', 'finish', 'pause', 'resume', 'roll-back'];

const icons: { readonly [C in RolloutCommand]: string } = {
  start: 'play',
  advance: 'arrow-right',
  pause: 'debug-pause',
  resume: 'debug-continue',
  'roll-back': 'discard',
  finish: 'pass',
};

/**
 * What can be done to the rollout. What cannot be done now stays a button that has the focus when it had it, and says why
 * not: below, on hover and to screen readers.
 */
export function createControls(store: RolloutsStore, post: Post): HTMLElement {
  const why = h('ul', { class: 'why-not', 'aria-label': l10n.t('What cannot be done now, and why') });
  const choiceOf = (command: RolloutCommand) =>
    store.get().status?.choices.find((choice) => choice.command === command);
  const buttons = order.map((command) => {
    const click = () => {
      const subject = shownSubject(store.get());
      if (subject === undefined || store.get().busy !== undefined || choiceOf(command)?.possible !== true) return;
      post({ type: 'command', command, ...subject });
    };
    const button = h(
      'vscode-button',
      { appearance: 'secondary', on: { click } },
      icon(icons[command], 'start'),
      h('div', {}, commandWords(command)),
    );
    return { command, button };
  });
  store.watch(
    ({ status, busy }) => [status?.choices, status?.decision?.rule, status?.state, busy === undefined],
    () => {
      const { status, busy } = store.get();
      const choices = status?.choices ?? [];
      const first = firstOf(choices);
      for (const { command, button } of buttons) {
        const choice = choices.find((one) => one.command === command);
        const reason = choice && reasonOf(choice, status?.decision);
        button.hidden = choice === undefined || isLeftOut(choice, choices, status?.state);
        setAttribute(button, 'aria-disabled', String(choice?.possible !== true || busy !== undefined));
        setAttribute(button, 'appearance', command === first ? 'primary' : 'secondary');
        setAttribute(button, 'title', reason);
        setAttribute(button, 'aria-label', reason && `${commandWords(command)} ${reason}`);
      }
      const told = choices.filter(
        (choice) => choice.reason !== undefined && !isLeftOut(choice, choices, status?.state),
      );
      why.hidden = told.length === 0;
      const byReason = Map.groupBy(told, (choice) => reasonOf(choice, status?.decision));
      why.replaceChildren(...[...byReason].map(([reason = '', those]) => line(those, reason)));
    },
  );
  return h(
    'div',
    { class: 'controls' },
    h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': l10n.t('Steer the rollout') },
      ...buttons.map((one) => one.button),
    ),
    why,
  );
}

/** What was never started can be started; and the end takes the place of the step before it, once it is near. */
function isLeftOut(
  { command, possible }: RolloutChoice,
  choices: readonly RolloutChoice[],
  state: RolloutState | undefined,
): boolean {
  if (state === 'development') return command !== 'start';
  const isPossible = (other: RolloutCommand) => choices.some((one) => one.command === other && one.possible);
  if (command === 'advance') return !possible && isPossible('finish');
  return command === 'finish' && !possible;
}

/** The one that nothing speaks against, and that brings it on. */
function firstOf(choices: readonly RolloutChoice[]): RolloutCommand | undefined {
  return order
    .filter((command) => command !== 'pause' && command !== 'roll-back')
    .find((command) => choices.some((one) => one.command === command && one.possible && one.overrules === undefined));
}

/** The policy's whole reason, with its figures, stands below. */
function reasonOf({ reason, possible, overrules }: RolloutChoice, decision?: RolloutDecision): string | undefined {
  if (!possible || overrules === undefined || reason === undefined) return reason;
  return reason === decision?.words
    ? l10n.t('The policy says otherwise ({0}).', ruleWords(decision.rule))
    : l10n.t('The policy says otherwise. {0}', reason);
}

function line(those: readonly RolloutChoice[], reason: string): HTMLElement {
  const names = those.map(({ command }) => commandWords(command).replace(/…$/, '')).join(', ');
  return h(
    'li',
    {},
    icon(those.some(({ possible }) => possible) ? 'info' : 'circle-slash'),
    h('span', {}, h('strong', {}, names), `: ${reason}`),
  );
}
