import * as l10n from '@vscode/l10n';
import type { RolloutLogEntry } from '#protocol';
import { plain } from '../texts/markdown.ts';
import { number } from '../texts/quantities.ts';
import { sentences } from '../texts/sentences.ts';

/** What the status bar says of what the policy did by itself. */
export interface AlertText {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** Something was taken back, not only paused. */
  readonly isGrave: boolean;
}

/** @param entries what nobody has looked at; undefined where there is nothing */
export function alertText(entries: readonly RolloutLogEntry[]): AlertText | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  const isGrave = entries.some(({ command }) => command === 'roll-back');
  return {
    text: `$(${isGrave ? 'discard' : 'debug-pause'}) ${
      entries.length === 1 ? whatHappened(first) : l10n.t('{0} rollouts were stopped', number(entries.length))
    }`,
    tooltip: [
      ...entries.map((entry) => `**${plain(whatHappened(entry))}**: ${plain(entry.reason)}`),
      l10n.t('Click to see why.'),
    ].join('\n\n'),
    isGrave,
  };
}

/** What a notification says. */
export function noticeOf(entry: RolloutLogEntry): string {
  // Notifications make links of `[text](command:…)`, also where it stands in a reason.
  return sentences(`${whatHappened(entry)}: ${inShort(entry.reason)}`).replaceAll('](', '] (');
}

/** The policy's reasons begin with what is done, which is said already, and end with figures for whoever looks closer. */
function inShort(reason: string): string {
  const [first = '', second] = reason.replace(/^(?:Roll back|Pause and review): /, '').split(/(?<=\.)\s+(?=\p{Lu})/u);
  return second === undefined ? first : `${first} ${second}`;
}

function whatHappened({ command, name, version }: RolloutLogEntry): string {
  return command === 'roll-back'
    ? l10n.t('{0} {1} was rolled back', name, version)
    : l10n.t('{0} {1} was paused', name, version);
}
