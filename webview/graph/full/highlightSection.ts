import { h, icon } from '../../ui/h.ts';
import { count, shortName } from '../../ui/words.ts';
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
        alone ? 'Show Whole Graph' : 'Show Only These',
      ),
      h(
        'vscode-button',
        { appearance: 'secondary', on: { click: () => actions.highlight(undefined) } },
        icon('close', 'start'),
        'Clear',
      ),
    ),
    ...lists(model, highlight, actions),
  );
}

/** One line, for the heading and for screen readers. */
export function highlightTitle(model: GraphModel, highlight: Highlight): string {
  switch (highlight.kind) {
    case 'impact': {
      const name = highlight.exportName === undefined ? '' : `${highlight.exportName} of `;
      const { files, tests } = highlight;
      return `Impact of ${name}${shortName(highlight.subject)}: ${count(files.length, 'file')}, ${count(tests.length, 'test')}`;
    }
    case 'path':
      return highlight.paths.length === 0 ? 'There is no way' : `Way of ${count(highlight.paths.length - 1, 'step')}`;
    case 'cycle':
      return `Cycle of ${count(filesOf(model, highlight.id).length, 'file')}`;
  }
}

function lists(model: GraphModel, highlight: Highlight, actions: Actions): HTMLElement[] {
  switch (highlight.kind) {
    case 'impact':
      return [
        fileList('Tests', highlight.tests.map(affected), 'No test reaches it.', actions),
        fileList('Files', highlight.files.map(affected), 'Nothing else is affected.', actions),
      ];
    case 'path':
      return [
        fileList(
          'In order',
          highlight.paths.map((path) => ({ path })),
          'The first file does not reach the second.',
          actions,
        ),
      ];
    case 'cycle':
      return [fileList('Files', filesOf(model, highlight.id), 'The cycle has gone.', actions)];
  }
}

function affected({ path, distance, via }: AffectedFile): ListedFile {
  return { path, remark: distance === 1 ? 'directly' : `${count(distance, 'step')}, by ${shortName(via)}` };
}

function filesOf(model: GraphModel, id: string): ListedFile[] {
  const cycle = model.cycles.find((candidate) => candidate.id === id);
  return cycle?.files.map((node) => ({ path: model.paths[node] as string })) ?? [];
}
