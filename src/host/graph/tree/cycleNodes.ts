import * as l10n from '@vscode/l10n';
import { nameOf } from '#base';
import type { CycleGroup, CycleReport, FileEdge } from '#protocol';
import { kindLabel } from '../../texts/kinds.ts';
import { code } from '../../texts/markdown.ts';
import { files, imports, joined } from '../../texts/quantities.ts';
import { remark, type TreeNode } from './treeNode.ts';

/** A longer cut is no list to work through; the rest can be opened. */
const cutsShown = 5;

/** Cycle groups, largest first; below each the cheapest cut (that of the fewest names) and its shortest cycles, below those their imports. */
export function cycleNodes(report: CycleReport): readonly TreeNode[] {
  if (report.groups.length === 0)
    return [remark('cycles/none', l10n.t('No file depends on itself, directly or round others.'))];
  return report.groups.map(groupNode);
}

function groupNode(group: CycleGroup): TreeNode {
  const id = `cycles/${group.id}`;
  const cut = new Set(group.cut.edges.map(edgeKey));
  return {
    id,
    label: groupLabel(group),
    description: joined([group.runtime ? l10n.t('run time') : l10n.t('types only'), files(group.files.length)]),
    tooltip: [
      group.runtime
        ? l10n.t('These files need each other **at run time**.')
        : l10n.t('These files need each other in **types only**; at run time there is no cycle.'),
      ...group.files.slice(0, 20).map((path) => `- ${code(path)}`),
      ...(group.files.length > 20 ? [`- ${l10n.t('and {0} more', group.files.length - 20)}`] : []),
    ].join('\n'),
    icon: group.runtime ? { name: 'sync', color: 'error' } : { name: 'sync', color: 'muted' },
    is: ['file'],
    path: group.files[0] ?? group.id,
    children: () => [
      cutNode(id, group),
      ...group.shortest.map((cycle, i) => cycleNode(`${id}/${i}`, cycle, cut, group.shortest.length === 1)),
    ],
  };
}

/** The files of a small group, or the first ones with the number of others. */
function groupLabel({ files: paths }: CycleGroup): string {
  const names = paths.slice(0, 3).map(nameOf).join(', ');
  return paths.length <= 3 ? names : l10n.t('{0} and {1} more', names, paths.length - 3);
}

function cutNode(id: string, { cut, runtime }: CycleGroup): TreeNode {
  const exact = cut.method === 'exact';
  const what = runtime
    ? l10n.t('Without these imports there is no cycle left **at run time**; cycles of types may stay.')
    : l10n.t('Without these imports there is no cycle left.');
  const how = exact
    ? l10n.t('No other set of imports that does it carries fewer names.')
    : l10n.t(
        'No other set that does it and carries fewer names was found; the group is too large to prove that there is none.',
      );
  return {
    id: `${id}/cut`,
    label: l10n.t('Cheapest cut: {0}', imports(cut.edges.length)),
    description: exact ? l10n.t('proved cheapest') : l10n.t('best found'),
    tooltip: `${what} ${how}`,
    icon: { name: 'screen-cut' },
    children: () => {
      const rows = cut.edges.map((edge) => edgeNode(`${id}/cut/${edgeKey(edge)}`, edge, false));
      return rows.length <= cutsShown + 1 ? rows : [...rows.slice(0, cutsShown), restNode(id, rows.slice(cutsShown))];
    },
  };
}

function restNode(id: string, rest: readonly TreeNode[]): TreeNode {
  return {
    id: `${id}/cut/rest`,
    label: l10n.t('and {0} more', rest.length),
    icon: { name: 'ellipsis' },
    children: () => rest,
  };
}

function cycleNode(id: string, cycle: readonly FileEdge[], cut: ReadonlySet<string>, only: boolean): TreeNode {
  const typeOnly = cycle.some((edge) => edge.typeOnly);
  return {
    id,
    label: [...cycle.map((edge) => nameOf(edge.from)), nameOf(cycle[0]?.from ?? '')].join(' → '),
    description: joined([imports(cycle.length), typeOnly && l10n.t('with a type-only import')]),
    icon: { name: 'redo' },
    open: only,
    children: () => cycle.map((edge) => edgeNode(`${id}/${edgeKey(edge)}`, edge, cut.has(edgeKey(edge)))),
  };
}

function edgeNode(id: string, edge: FileEdge, cutHere: boolean): TreeNode {
  return {
    id,
    label: `${nameOf(edge.from)} → ${nameOf(edge.to)}`,
    description: joined([
      l10n.t('line {0}', edge.line),
      edge.typeOnly && kindLabel('type-only'),
      cutHere && l10n.t('cut here'),
    ]),
    tooltip: [
      `${code(edge.from)} → ${code(edge.to)}`,
      ...(edge.names.length > 0 ? [l10n.t('It carries {0}.', edge.names.map(code).join(', '))] : []),
      ...(cutHere ? [l10n.t('It is one of the imports of the cheapest cut.')] : []),
    ].join('\n\n'),
    icon: cutHere
      ? { name: 'screen-cut', color: 'warning' }
      : { name: 'arrow-right', ...(edge.typeOnly ? { color: 'muted' } : {}) },
    is: ['file', 'place'],
    path: edge.from,
    line: edge.line,
    muted: edge.typeOnly,
  };
}

function edgeKey(edge: FileEdge): string {
  return `${edge.from}→${edge.to}`;
}
