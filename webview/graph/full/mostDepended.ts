import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { createTable } from '../../ui/table.ts';
import { distinctNames } from '../../ui/words.ts';
import { degree, type GraphModel } from '../model/graphModel.ts';
import { NodeRole, type Scene } from '../model/scene.ts';
import type { Actions } from './actions.ts';

interface Row {
  readonly path: string;
  /** Tells it from the others. */
  readonly name: string;
  readonly dependents: number;
  readonly dependencies: number;
  readonly cycle: number;
}

/** The files shown, as a table: the same as the canvas for those who don't see it, and where to start for all. */
export function createOverviewTable(actions: Actions): { readonly element: HTMLElement; show(scene: Scene): void } {
  const table = createTable<Row>({
    label: l10n.t('Files shown'),
    empty: l10n.t('No file passes the filter.'),
    columns: [
      {
        title: l10n.t('File'),
        value: (row) => row.name,
        hint: (row) => row.path,
        width: 'minmax(7em, 1fr)',
      },
      { title: l10n.t('Used by'), value: (row) => row.dependents, width: '6em' },
      { title: l10n.t('Uses'), value: (row) => row.dependencies, width: '4.2em' },
      {
        title: l10n.t('Cycle'),
        value: (row) => row.cycle,
        text: (row) => (row.cycle ? String(row.cycle) : ''),
        width: '4.6em',
      },
    ],
    onOpen: (row) => actions.select(row.path),
  });
  let shown: { readonly model: GraphModel; readonly hidden: Uint8Array } | undefined;
  return {
    element: h(
      'section',
      {},
      h('h2', {}, l10n.t('Files')),
      h('p', { class: 'note' }, l10n.t('Select a file here or in the graph.')),
      table.element,
    ),
    show({ model, nodes }) {
      // Most changes of the scene leave the same files in it, and rows are dear.
      const hidden = nodes.map((role) => (role === NodeRole.hidden ? 1 : 0));
      if (shown?.model === model && shown.hidden.every((bit, node) => bit === hidden[node])) return;
      shown = { model, hidden };
      const names = distinctNames(model.paths);
      const rows: Row[] = [];
      model.paths.forEach((path, node) => {
        if (nodes[node] === NodeRole.hidden) return;
        rows.push({
          path,
          name: names.get(path) ?? path,
          dependents: degree(model.incoming, node),
          dependencies: degree(model.outgoing, node),
          cycle: model.cycles[model.cycle[node] ?? -1]?.files.length ?? 0,
        });
      });
      table.setRows(rows.sort((a, b) => b.dependents - a.dependents));
    },
  };
}
