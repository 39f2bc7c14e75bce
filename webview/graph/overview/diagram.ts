import * as l10n from '@vscode/l10n';
import type { FolderNode, FolderView } from '#protocol';
import { h } from '../../ui/h.ts';
import { files, lines, number } from '../../ui/words.ts';
import { overviewToMermaid } from './overviewToMermaid.ts';

export interface Diagram {
  readonly element: HTMLElement;
  /** Draws a level; a drawing that was still going on is given up. */
  show(view: FolderView): Promise<void>;
  /** The picture as it stands, if there is one. */
  picture(): SVGSVGElement | undefined;
}

/** A narrow panel has its flow downwards. */
const NARROW_PX = 640;

/** The overview's picture by mermaid; nodes are buttons that open what they stand for. */
export function createDiagram(onOpen: (node: FolderNode) => void): Diagram {
  const frame = h('div', { class: 'diagram', tabindex: -1 });
  const note = h('p', { class: 'note', hidden: true });
  const element = h('div', { class: 'diagram-frame' }, note, frame);
  let turn = 0;

  return {
    element,
    picture: () => frame.querySelector('svg') ?? undefined,
    async show(view) {
      const mine = ++turn;
      const direction = element.clientWidth < NARROW_PX ? 'TB' : 'LR';
      const { text, nodes, edges } = overviewToMermaid(view, direction);
      const mermaid = await loadMermaid();
      if (mine !== turn) return;
      const { svg } = await mermaid.render(`overview-${mine}`, text);
      if (mine !== turn) return;
      frame.innerHTML = svg;
      note.hidden = nodes.length === view.nodes.length;
      note.textContent = l10n.t(
        'The {0} most connected of {1} entries; the table has all of them.',
        number(nodes.length),
        number(view.nodes.length),
      );
      for (const [index, node] of nodes.entries()) makeButton(frame, node, index, onOpen);
      for (const [index, edge] of edges.entries()) {
        // mermaid takes no classes for edges without colours of its own for them.
        frame.querySelector(`#overview-${mine}-e${index}`)?.classList.toggle('cyclic', edge.inCycle);
      }
    },
  };
}

/** mermaid is large: it is a script of its own, loaded when the first diagram is drawn. */
async function loadMermaid() {
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: 'base',
    look: 'classic',
    layout: 'dagre',
    // Text of SVG, not of HTML: it can be saved in a picture.
    htmlLabels: false,
    // Of the page: what mermaid measures is then what is drawn.
    fontFamily: getComputedStyle(document.body).fontFamily,
    fontSize: 13,
    themeVariables: { fontSize: '13px' },
    flowchart: {
      useMaxWidth: false,
      curve: 'basis',
      nodeSpacing: 36,
      rankSpacing: 56,
      padding: 12,
      wrappingWidth: 360,
    },
  });
  return mermaid;
}

/** mermaid names the group of node `n0` `…flowchart-n0-…`. */
function makeButton(frame: HTMLElement, node: FolderNode, index: number, onOpen: (node: FolderNode) => void): void {
  const group = frame.querySelector<SVGGElement>(`g.node[id*="flowchart-n${index}-"]`);
  if (group === null) return;
  const parts = [node.kind === 'folder' ? l10n.t('Folder {0}', node.path) : l10n.t('File {0}', node.path)];
  if (node.kind === 'folder') parts.push(files(node.files));
  parts.push(lines(node.lines));
  if (node.filesInCycles > 0) parts.push(l10n.t('{0} in cycles', files(node.filesInCycles)));
  group.setAttribute('role', 'button');
  group.setAttribute('tabindex', '0');
  group.setAttribute('aria-label', parts.join(', '));
  group.addEventListener('click', () => onOpen(node));
  group.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onOpen(node);
  });
}
