import * as l10n from '@vscode/l10n';
import type { Outcome } from '#base';
import type { Advice, CycleReport, HotSpot, RuleReport } from '#protocol';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import {
  adviceOf,
  cyclesOf,
  fileOf,
  folderViewOf,
  hotSpotsOf,
  impactOf,
  insightOf,
  rulesOf,
} from '../../sessions/questions.ts';
import { inCycles } from '../../texts/cycles.ts';
import { files, joined, number } from '../../texts/quantities.ts';
import { adviceNodes } from './adviceNodes.ts';
import { cycleNodes } from './cycleNodes.ts';
import { type FolderSource, folderNodes } from './folderNodes.ts';
import { hotSpotNodes, hottest } from './hotSpotNodes.ts';
import { problemNodes } from './problemNodes.ts';
import type { TreeNode } from './treeNode.ts';
import { newViolations, violationNodes } from './violationNodes.ts';

/** The sections below one folder. Counts are those known already; what is in a section is asked for when it is opened. */
export function sectionNodes(graph: FolderGraph): readonly TreeNode[] {
  const { summary, answers } = graph;
  if (summary === undefined) return [];
  const cycles = answers.latest<CycleReport>('cycles');
  const rules = answers.latest<Outcome<RuleReport>>('rules')?.value;
  const advice = answers.latest<Outcome<readonly Advice[]>>('advice')?.value;
  const hotSpots = answers.latest<Outcome<readonly HotSpot[]>>('hotSpots')?.value;
  const source: FolderSource = {
    folder: (path) => folderViewOf(graph, path),
    details: (path) => ({
      file: () => fileOf(graph, path),
      insight: () => insightOf(graph, path),
      impact: () => impactOf(graph, path),
    }),
  };
  return [
    {
      id: 'packages',
      label: l10n.t('Packages and Folders'),
      description: files(summary.files),
      icon: { name: 'list-tree' },
      open: true,
      children: () => folderNodes(source, ''),
    },
    {
      id: 'cycles',
      label: l10n.t('Cycles'),
      description: joined([cycles !== undefined && number(cycles.groups.length), ...inCycles(summary)]),
      icon: { name: 'sync' },
      children: async () => cycleNodes(await cyclesOf(graph)),
    },
    {
      id: 'rules',
      label: l10n.t('Rule Violations'),
      description: rules === undefined ? '' : number(newViolations(rules)),
      icon: { name: 'law' },
      is: ['rules'],
      children: async () => {
        const { value, problems } = await rulesOf(graph);
        return [...problemNodes(problems, 'rules'), ...violationNodes(value)];
      },
    },
    {
      id: 'advice',
      label: l10n.t('Advice'),
      description: advice === undefined ? '' : number(advice.length),
      icon: { name: 'lightbulb' },
      children: async () => {
        const { value, problems } = await adviceOf(graph);
        return [...problemNodes(problems, 'advice'), ...adviceNodes(value)];
      },
    },
    {
      id: 'hotSpots',
      label: l10n.t('Hot Spots'),
      description: hotSpots === undefined ? '' : number(hottest(hotSpots).length),
      tooltip: l10n.t('Where change and dependence meet: files that change often and that many others rely on.'),
      icon: { name: 'flame' },
      children: async () => hotSpotNodes(await hotSpotsOf(graph)),
    },
    ...(summary.problems.length === 0
      ? []
      : [
          {
            id: 'problems',
            label: l10n.t('Problems of the Analysis'),
            description: number(summary.problems.length),
            icon: { name: 'warning', color: 'warning' } as const,
            children: () => problemNodes(graph.summary?.problems ?? [], 'scan'),
          },
        ]),
  ];
}
