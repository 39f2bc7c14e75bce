import * as l10n from '@vscode/l10n';
import { nameOf } from '#base';
import type { FolderEdge, FolderNode, FolderView } from '#protocol';
import { inCycles } from '../../texts/cycles.ts';
import { code, plain } from '../../texts/markdown.ts';
import { files, joined, lines, number } from '../../texts/quantities.ts';
import { type FileDetails, fileChildren } from './fileNodes.ts';
import type { TreeNode } from './treeNode.ts';

/** Where the rows of folders get their content from. */
export interface FolderSource {
  readonly folder: (path: string) => Promise<FolderView>;
  readonly details: (path: string) => FileDetails;
}

const shownEdges = 8;

/** The parts of one folder: packages and folders first, then files, with what each depends on in the tooltip. */
export async function folderNodes(source: FolderSource, folder: string): Promise<readonly TreeNode[]> {
  const view = await source.folder(folder);
  const rank = (node: FolderNode) => (node.kind === 'folder' ? 0 : 1);
  return [...view.nodes]
    .sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path))
    .map((node) => (node.kind === 'folder' ? folderNode(source, node, view) : fileNode(source, node, view)));
}

function folderNode(source: FolderSource, node: FolderNode, view: FolderView): TreeNode {
  return {
    id: `folder/${node.path}`,
    label: labelOf(node.path),
    description: joined([node.packageName, files(node.files), ...inCycles(node)]),
    tooltip: tooltipOf(node, view),
    icon: { name: node.packageName === undefined ? 'folder' : 'package' },
    is: ['folder'],
    path: node.path,
    children: () => folderNodes(source, node.path),
  };
}

function fileNode(source: FolderSource, node: FolderNode, view: FolderView): TreeNode {
  const id = `folder/${node.path}`;
  return {
    id,
    label: labelOf(node.path),
    description: joined([lines(node.lines), inCycle(node)]),
    tooltip: tooltipOf(node, view),
    icon: { name: 'file' },
    is: ['file', 'place'],
    path: node.path,
    children: () => fileChildren(id, source.details(node.path)),
  };
}

/** The name; of what lies outside of the workspace folder all of the path, which tells where. */
function labelOf(path: string): string {
  return path.startsWith('../') ? path : nameOf(path);
}

function inCycle(file: FolderNode): string | false {
  if (file.filesInCycles === 0) return false;
  return file.filesInRuntimeCycles > 0 ? l10n.t('in a cycle') : l10n.t('in a type-only cycle');
}

function tooltipOf(node: FolderNode, view: FolderView): string {
  const out = view.edges.filter((edge) => edge.from === node.path);
  const into = view.edges.filter((edge) => edge.to === node.path);
  return [
    joined([code(node.path), node.packageName && plain(node.packageName)]),
    joined([files(node.files), lines(node.lines), ...inCycles(node)]),
    ...edgeList(l10n.t('Depends on'), out, (edge) => edge.to),
    ...edgeList(l10n.t('Used by'), into, (edge) => edge.from),
  ].join('\n\n');
}

function edgeList(title: string, edges: readonly FolderEdge[], other: (edge: FolderEdge) => string): string[] {
  if (edges.length === 0) return [];
  const sorted = [...edges].sort((a, b) => b.count - a.count);
  const rows = sorted
    .slice(0, shownEdges)
    .map(
      (edge) =>
        `- ${joined([code(nameOf(other(edge))), `×${number(edge.count)}`, edge.inCycle && l10n.t('they depend on each other')])}`,
    );
  if (sorted.length > shownEdges) rows.push(`- ${l10n.t('and {0} more', sorted.length - shownEdges)}`);
  return [`**${title}**\n${rows.join('\n')}`];
}
