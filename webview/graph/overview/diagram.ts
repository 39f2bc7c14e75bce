import * as l10n from '@vscode/l10n';
import type { FolderNode, FolderView } from '#protocol';
import { h } from '../../ui/h.ts';
import { files, inCycles, lines, number } from '../../ui/words.ts';
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
/** A picture that has to be drawn smaller than this to fit is drawn downwards, where it has more room. */
const SMALLEST_SCALE = 0.8;

/** The overview's picture by mermaid; nodes are buttons that open what they stand for. */
export function createDiagram(onOpen: (node: FolderNode) => void): Diagram {
  const frame = h('div', { class: 'diagram', tabindex: -1 });
  const note = h('p', { class: 'note', hidden: true });
  const size = h('vscode-button', { class: 'size', appearance: 'secondary', hidden: true, on: { click: toggleSize } });
  const element = h('div', { class: 'diagram-frame' }, note, frame, size);
  new ResizeObserver(offerSize).observe(frame);
  let turn = 0;

  return {
    element,
    picture: () => frame.querySelector('svg') ?? undefined,
    async show(view) {
      const mine = ++turn;
      const mermaid = await loadMermaid();
      if (mine !== turn) return;
      const { nodes, edges } = overviewToMermaid(view);
      const drawing = (direction: 'LR' | 'TB') =>
        mermaid.render(`overview-${mine}-${direction}`, overviewToMermaid(view, direction).text);
      const narrow = element.clientWidth < NARROW_PX;
      let { svg } = await drawing(narrow ? 'TB' : 'LR');
      if (mine !== turn) return;
      if (!narrow && element.clientWidth / widthOf(svg) < SMALLEST_SCALE) {
        const down = await drawing('TB');
        if (mine !== turn) return;
        if (widthOf(down.svg) < widthOf(svg)) ({ svg } = down);
      }
      frame.innerHTML = svg;
      frame.classList.remove('full-size');
      offerSize();
      note.hidden = nodes.length === view.nodes.length;
      note.textContent = l10n.t(
        'The {0} most connected of {1} entries; the table has all of them.',
        number(nodes.length),
        number(view.nodes.length),
      );
      for (const [index, node] of nodes.entries()) makeButton(frame, node, index, onOpen);
      for (const [index, edge] of edges.entries()) {
        // mermaid takes no classes for edges without colours of its own for them.
        frame
          .querySelector(`[id^="overview-${mine}-"][id$="-e${index}"]`)
          ?.classList.toggle('cyclic', edge.inRuntimeCycle);
      }
    },
  };

  /** A picture made smaller to fit can be seen in its full size. */
  function offerSize(): void {
    const picture = frame.querySelector('svg');
    const full = frame.classList.contains('full-size');
    const shrunk = picture !== null && picture.getBoundingClientRect().width < picture.viewBox.baseVal.width - 1;
    size.hidden = !full && !shrunk;
    size.textContent = full ? l10n.t('Fit') : l10n.t('Full Size');
  }

  function toggleSize(): void {
    frame.classList.toggle('full-size');
    offerSize();
  }
}

/** The width that mermaid has given a picture, in pixels. */
function widthOf(svg: string): number {
  return Number(/viewBox="\S+ \S+ (\S+)/.exec(svg)?.[1] ?? 0);
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
  parts.push(...inCycles(node));
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
