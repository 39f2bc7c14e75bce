import * as l10n from '@vscode/l10n';
import { messageOf } from '#base';
import type { FolderNode, FromGraphPanel } from '#protocol';
import { h } from '../../ui/h.ts';
import { exportMenu } from '../export/exportMenu.ts';
import { inlineStyles } from '../export/inlineStyles.ts';
import { svgToPng } from '../export/png.ts';
import type { PanelStore } from '../state.ts';
import { createBreadcrumb } from './breadcrumb.ts';
import { createDiagram } from './diagram.ts';
import { createTables } from './tables.ts';

/** The overview: one level of the folder tree as a diagram and as tables. */
export function createOverview(store: PanelStore, post: (message: FromGraphPanel) => void): HTMLElement {
  const openFolder = (folder: string) => post({ type: 'open-overview', folder });
  const open = (node: FolderNode) =>
    node.kind === 'folder' ? openFolder(node.path) : post({ type: 'open-file', path: node.path });
  const breadcrumb = createBreadcrumb(openFolder);
  const diagram = createDiagram(open);
  const tables = createTables(open);
  const menu = exportMenu(post, {
    folder: () => store.get().folder,
    svg: () => inlined(),
    png: async () => svgToPng(inlined()),
    onFailure: (error) => store.set({ failure: { message: messageOf(error) } }),
  });
  const element = h(
    'section',
    { class: 'overview', 'aria-label': l10n.t('Overview') },
    h('div', { class: 'toolbar' }, breadcrumb.element, h('div', { class: 'spacer' }), menu),
    h('div', { class: 'overview-body' }, diagram.element, tables.element),
  );

  store.watch((state) => state.folder, breadcrumb.show);
  // A hidden tab has no size: the level is drawn when the tab is opened.
  store.watch(
    (state) => (state.tab === 'overview' ? state.overview : undefined),
    (view) => {
      if (view === undefined) return;
      tables.show(view);
      diagram.show(view).catch((error: unknown) => {
        store.set({
          failure: {
            message: l10n.t('The overview could not be drawn: {0}', messageOf(error)),
            hint: l10n.t('The tables say the same.'),
          },
        });
      });
    },
  );
  return element;

  function inlined(): SVGSVGElement {
    const picture = diagram.picture();
    if (picture === undefined) throw new Error(l10n.t('No diagram is drawn yet.'));
    return inlineStyles(picture);
  }
}
