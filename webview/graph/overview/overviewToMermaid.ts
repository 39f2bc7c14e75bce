import * as l10n from '@vscode/l10n';
import type { FolderEdge, FolderNode, FolderView } from '#protocol';
import { files, inCycles, lines, number, shortName } from '../../ui/words.ts';

/** More nodes than this and mermaid's picture can no longer be read. */
export const mostNodes = 40;

export interface OverviewDiagram {
  /** Mermaid's flowchart text. Node `n0` stands for `nodes[0]`, and so on. */
  readonly text: string;
  /** The nodes drawn: all of the level, or the most connected ones. */
  readonly nodes: readonly FolderNode[];
  /** The edges drawn; edge `e0` stands for `edges[0]`, and so on. */
  readonly edges: readonly FolderEdge[];
}

/**
 * One folder level as a mermaid flowchart. Colours are left to the page's styles by class names; what they say is
 * also said by shape and line: files are rounded, folders are not; whatever is in a cycle has double sides and says
 * so in words; edges in a cycle are thick, edges that exist for types only are dashed. Folders that depend on each
 * other need not have a file in a cycle: their edges are called mutual.
 *
 * @param direction of the flow: right in a wide panel, down in a narrow one
 */
export function overviewToMermaid(view: FolderView, direction: 'LR' | 'TB' = 'LR'): OverviewDiagram {
  const nodes = mostConnected(view);
  const idOf = new Map(nodes.map((node, index) => [node.path, `n${index}`]));
  const text = [`flowchart ${direction}`];
  for (const node of nodes) text.push(`  ${idOf.get(node.path)}${shapeOf(node)}:::${classOf(node)}`);
  const edges = view.edges.filter((edge) => idOf.has(edge.from) && idOf.has(edge.to) && edge.from !== edge.to);
  edges.forEach((edge, index) => {
    const label = edgeLabel(edge, meetInFiles(edge, nodes));
    text.push(`  ${idOf.get(edge.from)} e${index}@${arrowOf(edge)}|"${label}"| ${idOf.get(edge.to)}`);
  });
  return { text: `${text.join('\n')}\n`, nodes, edges };
}

/** Those with the most dependencies to and from others, in the order of the view. */
function mostConnected(view: FolderView): readonly FolderNode[] {
  if (view.nodes.length <= mostNodes) return view.nodes;
  const weight = new Map<string, number>();
  for (const edge of view.edges) {
    for (const end of [edge.from, edge.to]) weight.set(end, (weight.get(end) ?? 0) + edge.count);
  }
  const of = (node: FolderNode) => weight.get(node.path) ?? 0;
  const kept = new Set([...view.nodes].sort((a, b) => of(b) - of(a) || b.files - a.files).slice(0, mostNodes));
  return view.nodes.filter((node) => kept.has(node));
}

function shapeOf(node: FolderNode): string {
  const words = [escapeLabel(shortName(node.path))];
  if (node.packageName !== undefined && node.packageName !== shortName(node.path)) {
    words.push(escapeLabel(node.packageName));
  }
  words.push(escapeLabel(node.kind === 'folder' ? files(node.files) : lines(node.lines)));
  for (const fact of node.kind === 'folder' ? inCycles(node) : inCycle(node)) words.push(escapeLabel(fact));
  const label = `"${words.join('<br/>')}"`;
  if (node.filesInCycles > 0) return `[[${label}]]`;
  return node.kind === 'folder' ? `[${label}]` : `(${label})`;
}

function classOf(node: FolderNode): string {
  if (node.filesInCycles === 0) return node.kind;
  return node.filesInRuntimeCycles > 0 ? `${node.kind}Cyclic` : `${node.kind}TypeCyclic`;
}

function inCycle(file: FolderNode): readonly string[] {
  if (file.filesInCycles === 0) return [];
  return [file.filesInRuntimeCycles > 0 ? l10n.t('in a cycle') : l10n.t('in a type-only cycle')];
}

/** Whether a circular edge is one between files in a cycle; between others it is the folders that go round. */
export function meetInFiles(edge: FolderEdge, nodes: readonly FolderNode[]): boolean {
  const isFileInCycle = (path: string) =>
    nodes.some((node) => node.path === path && node.kind === 'file' && node.filesInCycles > 0);
  return edge.inCycle && isFileInCycle(edge.from) && isFileInCycle(edge.to);
}

function arrowOf(edge: FolderEdge): string {
  if (edge.typeOnly) return '-.->';
  return edge.inCycle ? '==>' : '-->';
}

function edgeLabel(edge: FolderEdge, files: boolean): string {
  const count = number(edge.count);
  const label = files ? l10n.t('{0}, cycle', count) : l10n.t('{0}, mutual', count);
  // Of the labels of edges mermaid does not turn character codes back; in quotes only these would mean something.
  return (edge.inCycle ? label : count).replace(/["`<>#\\]/g, ' ');
}

/** Everything that could mean something to mermaid or HTML, as its character code; `>` it would escape once more. */
function escapeLabel(text: string): string {
  return text.replaceAll('>', '›').replace(/[^\p{L}\p{N} ._/›-]/gu, (char) => `#${char.codePointAt(0)};`);
}
