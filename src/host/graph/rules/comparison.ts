import * as l10n from '@vscode/l10n';
import type { RuleReport, Violation } from '#protocol';
import { code, plain } from '../../texts/markdown.ts';
import { violations as count } from '../../texts/quantities.ts';

/** What Toolwright and dependency-cruiser find with the same rules, side by side, in Markdown. */
export function comparison(ours: RuleReport, theirs: RuleReport): string {
  const ourIds = new Set(ours.violations.map(({ id }) => id));
  const theirIds = new Set(theirs.violations.map(({ id }) => id));
  const onlyOurs = ours.violations.filter(({ id }) => !theirIds.has(id));
  const onlyTheirs = theirs.violations.filter(({ id }) => !ourIds.has(id));
  const agree = onlyOurs.length + onlyTheirs.length === 0;
  return [
    `# ${l10n.t('Rules, checked with dependency-cruiser')}`,
    agree
      ? l10n.t('Both find the same: {0}.', count(theirs.violations.length))
      : l10n.t(
          'Toolwright finds {0}, dependency-cruiser {1}.',
          count(ours.violations.length),
          count(theirs.violations.length),
        ),
    ...section(l10n.t('Found by dependency-cruiser alone'), onlyTheirs),
    ...section(l10n.t('Found by Toolwright alone'), onlyOurs),
    ...section(
      l10n.t('Found by both'),
      theirs.violations.filter(({ id }) => ourIds.has(id)),
    ),
  ].join('\n\n');
}

function section(title: string, violations: readonly Violation[]): string[] {
  if (violations.length === 0) return [];
  const byRule = [...Map.groupBy(violations, ({ rule }) => rule)];
  return [
    `## ${title} (${violations.length})`,
    ...byRule.map(([rule, list]) => `**${plain(rule)}**\n\n${list.map((one) => `- ${wordsOf(one)}`).join('\n')}`),
  ];
}

function wordsOf({ from, to, known }: Violation): string {
  const words = from === to ? code(from) : `${code(from)} → ${code(to)}`;
  return known ? `${words} (${l10n.t('known')})` : words;
}
