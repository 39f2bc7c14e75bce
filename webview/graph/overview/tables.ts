import * as l10n from '@vscode/l10n';
import type { FolderEdge, FolderNode, FolderView } from '#protocol';
import { h } from '../../ui/h.ts';
import { createTable } from '../../ui/table.ts';
import { inCycles, number, shortName } from '../../ui/words.ts';
import { meetInFiles } from './overviewToMermaid.ts';

/** The level in words and numbers: what is in it, and what depends on what. */
export function createTables(onOpen: (node: FolderNode) => void): {
  readonly element: HTMLElement;
  show(view: FolderView): void;
} {
  let byPath = new Map<string, FolderNode>();
  const nodes = createTable<FolderNode>({
    label: l10n.t('Folders and files of this level'),
    empty: l10n.t('Nothing is in this folder.'),
    columns: [
      {
        title: l10n.t('Name'),
        value: (node) => shortName(node.path) + (node.kind === 'folder' ? '/' : ''),
        hint: (node) => node.path,
        width: 'minmax(5em, 1fr)',
      },
      { title: l10n.t('Files'), value: (node) => node.files, width: '4.2em' },
      { title: l10n.t('Lines'), value: (node) => node.lines, width: '5.4em' },
      {
        title: l10n.t('In cycles'),
        value: (node) => node.filesInCycles,
        text: cyclesText,
        hint: (node) => inCycles(node).join(', '),
        width: '6em',
      },
    ],
    onOpen,
  });
  const edges = createTable<FolderEdge>({
    label: l10n.t('Dependencies of this level'),
    empty: l10n.t('Nothing in this folder depends on anything else in it.'),
    columns: [
      {
        title: l10n.t('From'),
        value: (edge) => shortName(edge.from),
        hint: (edge) => edge.from,
        width: 'minmax(4em, 1fr)',
      },
      { title: l10n.t('To'), value: (edge) => shortName(edge.to), hint: (edge) => edge.to, width: 'minmax(4em, 1fr)' },
      { title: l10n.t('Imports'), value: (edge) => edge.count, width: '5.6em' },
      { title: l10n.t('Remarks'), value: (edge) => remarks(edge, [...byPath.values()]), width: '6.6em' },
    ],
    onOpen: (edge) => {
      const node = byPath.get(edge.from);
      if (node) onOpen(node);
    },
  });
  return {
    element: h(
      'div',
      { class: 'tables' },
      h('h2', {}, l10n.t('Entries')),
      nodes.element,
      h('h2', {}, l10n.t('Dependencies')),
      edges.element,
    ),
    show(view) {
      byPath = new Map(view.nodes.map((node) => [node.path, node]));
      nodes.setRows([...view.nodes].sort((a, b) => b.files - a.files || b.lines - a.lines));
      edges.setRows([...view.edges].sort((a, b) => b.count - a.count));
    },
  };
}

/** What is circular in types only is added: `2 (+150)`. */
function cyclesText({ filesInCycles, filesInRuntimeCycles }: FolderNode): string {
  const inTypes = filesInCycles - filesInRuntimeCycles;
  return inTypes > 0 ? `${number(filesInRuntimeCycles)} (+${number(inTypes)})` : number(filesInRuntimeCycles);
}

function remarks(edge: FolderEdge, nodes: readonly FolderNode[]): string {
  const circular = meetInFiles(edge, nodes) ? l10n.t('in a cycle') : l10n.t('depend on each other');
  return [edge.inCycle && circular, edge.typeOnly && l10n.t('types only')].filter(Boolean).join(', ');
}
