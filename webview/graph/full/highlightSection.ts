import * as l10n from '@vscode/l10n';
import { h, icon } from '../../ui/h.ts';
import { files, shortName, steps, tests } from '../../ui/words.ts';
import type { GraphModel } from '../model/graphModel.ts';
import type { AffectedFile, Highlight } from '../model/highlight.ts';
import type { Scope } from '../model/scene.ts';
import type { Actions } from './actions.ts';
import { fileList, type ListedFile } from './fileList.ts';

/** What is highlighted, in words, with what can be done about it. */
export function highlightSection(model: GraphModel, highlight: Highlight, scope: Scope, actions: Actions): HTMLElement {
  const alone = scope === 'highlight';
  return h(
    'section',
    { class: 'highlight' },
    h('h2', {}, highlightTitle(model, highlight)),
    h(
      'div',
      { class: 'buttons' },
      h(
        'vscode-button',
        { appearance: 'secondary', on: { click: () => actions.show(alone ? 'all' : 'highlight') } },
        alone ? l10n.t('Show Whole Graph') : l10n.t('Show Only These'),
      ),
      h(
        'vscode-button',
        { appearance: 'secondary', on: { click: () => actions.highlight(undefined) } },
        icon('close', 'start'),
        l10n.t('Clear'),
      ),
    ),
    ...lists(model, highlight, actions),
  );
}

/** One line, for the heading and for screen readers. */
export function highlightTitle(model: GraphModel, highlight: Highlight): string {
  switch (highlight.kind) {
    case 'impact': {
      const { exportName } = highlight;
      const file = shortName(highlight.subject);
      const subject = exportName === undefined ? file : l10n.t('{0} of {1}', exportName, file);
      const reached = [files(highlight.files.length), tests(highlight.tests.length)] as const;
      return l10n.t('Impact of {0}: {1}, {2}', subject, ...reached);
    }
    case 'path':
      return highlight.paths.length === 0
        ? l10n.t('There is no way')
        : l10n.t('Way of {0}', steps(highlight.paths.length - 1));
    case 'cycle':
      return l10n.t('Cycle of {0}', files(filesOf(model, highlight.id).length));
  }
}

function lists(model: GraphModel, highlight: Highlight, actions: Actions): HTMLElement[] {
  switch (highlight.kind) {
    case 'impact':
      return [
        fileList(l10n.t('Tests'), highlight.tests.map(affected), l10n.t('No test reaches it.'), actions),
        fileList(l10n.t('Files'), highlight.files.map(affected), l10n.t('Nothing else is affected.'), actions),
      ];
    case 'path':
      return [
        fileList(
          l10n.t('In order'),
          highlight.paths.map((path) => ({ path })),
          l10n.t('The first file does not reach the second.'),
          actions,
        ),
      ];
    case 'cycle':
      return [fileList(l10n.t('Files'), filesOf(model, highlight.id), l10n.t('The cycle has gone.'), actions)];
  }
}

function affected({ path, distance, via }: AffectedFile): ListedFile {
  return { path, remark: distance === 1 ? l10n.t('directly') : l10n.t('{0}, by {1}', steps(distance), shortName(via)) };
}

function filesOf(model: GraphModel, id: string): ListedFile[] {
  const cycle = model.cycles.find((candidate) => candidate.id === id);
  return cycle?.files.map((node) => ({ path: model.paths[node] as string })) ?? [];
}
