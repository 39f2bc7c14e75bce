import * as l10n from '@vscode/l10n';
import type { FromGraphPanel } from '#protocol';
import { h } from '../../ui/h.ts';
import { popover } from '../../ui/popover.ts';

/** Where the pictures come from. */
export interface Pictures {
  /** The folder that mermaid and dot are limited to, `''` for all. */
  readonly folder: () => string;
  readonly svg: () => SVGSVGElement | string;
  /** Base64. */
  readonly png: () => Promise<string>;
  readonly onFailure: (error: unknown) => void;
}

/** A button that offers the formats. The panel draws pictures itself; text formats are made by the host. */
export function exportMenu(post: (message: FromGraphPanel) => void, pictures: Pictures): HTMLElement {
  const choices: readonly [string, () => unknown][] = [
    [l10n.t('SVG picture'), async () => post({ type: 'save-picture', format: 'svg', data: textOf(pictures.svg()) })],
    [l10n.t('PNG picture'), async () => post({ type: 'save-picture', format: 'png', data: await pictures.png() })],
    [l10n.t('Mermaid text'), () => post({ type: 'export', format: 'mermaid', folder: pictures.folder() })],
    [l10n.t('Graphviz dot text'), () => post({ type: 'export', format: 'dot', folder: pictures.folder() })],
  ];
  const menu = popover({ label: l10n.t('Export'), icon: 'export' }, (close) =>
    choices.map(([title, run]) =>
      h(
        'vscode-button',
        {
          appearance: 'secondary',
          on: { click: () => void Promise.resolve(run()).catch(pictures.onFailure).finally(close) },
        },
        title,
      ),
    ),
  );
  return menu.element;
}

function textOf(picture: SVGSVGElement | string): string {
  return typeof picture === 'string' ? picture : new XMLSerializer().serializeToString(picture);
}
