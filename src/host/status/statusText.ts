import * as l10n from '@vscode/l10n';
import type { GraphSummary } from '#protocol';
import type { RunningTask } from '../tasks.ts';
import { inCycles } from '../texts/cycles.ts';
import { plain } from '../texts/markdown.ts';
import { files, joined, lines, number } from '../texts/quantities.ts';

export interface StatusText {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** What the status bar says, or undefined where there is nothing to say. */
export function statusText(task: RunningTask | undefined, summary: GraphSummary | undefined): StatusText | undefined {
  if (task !== undefined) return busyText(task);
  if (summary === undefined || summary.files === 0) return undefined;
  const { filesInCycles, filesInRuntimeCycles, problems } = summary;
  const cycles = filesInCycles === 0 ? [l10n.t('no cycles')] : inCycles(summary);
  const facts = [
    l10n.t('**Dependency graph**'),
    joined([files(summary.files), lines(summary.lines), l10n.t('{0} dependencies', number(summary.edges))]),
    filesInCycles === 0
      ? l10n.t('No file is in a cycle.')
      : l10n.t('{0} of them are in cycles, {1} at run time.', number(filesInCycles), number(filesInRuntimeCycles)),
    ...(summary.unresolved > 0 ? [unresolvedImports(summary.unresolved)] : []),
    ...(problems.length > 0 ? [l10n.t('Not everything could be read: the Graph view lists what.')] : []),
  ];
  return {
    text: `$(type-hierarchy) ${joined([files(summary.files), ...cycles])}`,
    tooltip: facts.join('\n\n'),
  };
}

function busyText({ title, progress }: RunningTask): StatusText {
  const share = progress?.total ? ` ${Math.floor((100 * progress.done) / progress.total)} %` : '';
  const steps = progress === undefined ? [] : [`${plain(progress.step)}${share}`];
  return {
    text: `$(sync~spin) ${title}${share}`,
    tooltip: [`**${title}**`, ...steps, l10n.t('[Stop](command:toolwright.cancel)')].join('\n\n'),
  };
}

function unresolvedImports(n: number): string {
  return n === 1 ? l10n.t('1 import leads nowhere.') : l10n.t('{0} imports lead nowhere.', number(n));
}
