import * as l10n from '@vscode/l10n';
import { h, icon } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';

/** The way from the top of the workspace to the folder shown; each step opens that level. */
export function createBreadcrumb(onOpen: (folder: string) => void): {
  readonly element: HTMLElement;
  show(folder: string): void;
} {
  const element = h('nav', { class: 'breadcrumb', 'aria-label': l10n.t('Folder') });
  return {
    element,
    show(folder) {
      const parts = folder === '' ? [] : folder.split('/');
      const steps = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
      const up = h(
        'vscode-button',
        {
          appearance: 'icon',
          'aria-label': l10n.t('Up one folder'),
          title: l10n.t('Up one folder'),
          disabled: parts.length === 0,
          on: { click: () => onOpen(steps.at(-2) ?? '') },
        },
        icon('arrow-up'),
      );
      const crumbs = steps.flatMap((step, index) => {
        const title = index === 0 ? l10n.t('Workspace') : (parts[index - 1] ?? '');
        if (step === folder) return [h('span', { class: 'current', 'aria-current': 'true' }, title)];
        return [link(title, () => onOpen(step)), separator()];
      });
      element.replaceChildren(up, ...crumbs);
    },
  };
}

function separator(): HTMLElement {
  return h('span', { class: 'separator', 'aria-hidden': 'true' }, '/');
}
