import * as l10n from '@vscode/l10n';
import type { RolloutPoint, ShareFigure } from '#protocol';
import { h } from '../../ui/h.ts';
import { createDrawing } from '../../ui/plot/drawing.ts';
import { createSection } from '../../ui/section.ts';
import { moment, percent } from '../../ui/words.ts';
import { armMark } from '../figures/armMark.ts';
import { type RolloutsStore, shownSubject } from '../state.ts';
import { drawnOf } from './drawn.ts';

/** How the error rates got where they are: a plot that the arrow keys go along, and the same as a table. */
export function createCurve(store: RolloutsStore): HTMLElement {
  const section = createSection('curve', l10n.t('Error rates'));
  const drawing = createDrawing();
  const rows = h('tbody', {});
  const table = h('details', { class: 'as-table' }, h('summary', {}, l10n.t('As a table')), tableOf(rows));
  const ofStable = h('span', {}, armMark('stable'), l10n.t('Version in use'));
  section.show([legend(ofStable), ...drawing.elements, table]);
  store.watch(
    (state) => [state.status?.curve, state.folder, state.status?.name],
    () => {
      ofStable.hidden = store.get().status?.stable === undefined;
      const isAnother = section.element.dataset.of !== JSON.stringify(shownSubject(store.get()));
      section.element.dataset.of = JSON.stringify(shownSubject(store.get())) ?? '';
      if (isAnother) drawing.forget();
      const points = store.get().status?.curve ?? [];
      // One point is no curve.
      section.element.hidden = points.length < 2;
      rows.replaceChildren(...points.toReversed().map(rowOf));
      drawing.show(points.length === 0 ? undefined : drawnOf(points), {
        summary: summaryOf(points),
        points: points.map(pointWords),
      });
    },
  );
  return section.element;
}

function legend(ofStable: HTMLElement): HTMLElement {
  return h(
    'p',
    { class: 'plot-legend' },
    h('span', {}, armMark('candidate'), l10n.t('New version')),
    ofStable,
    h('span', { class: 'amount' }, l10n.t('with the ranges that hold the true rates')),
  );
}

function summaryOf(points: readonly RolloutPoint[]): string {
  const last = points.at(-1);
  return last === undefined ? '' : l10n.t('Error rates over time. Latest: {0}', pointWords(last));
}

function pointWords({ at, stage, candidate, control }: RolloutPoint): string {
  return l10n.t('{0}, {1}: new version {2}, version in use {3}', moment(at), stage, rate(candidate), rate(control));
}

function rate({ count, of, low, high }: ShareFigure): string {
  if (of === 0) return l10n.t('no requests');
  return l10n.t('{0} (between {1} and {2})', percent(count / of), percent(low), percent(high));
}

function tableOf(rows: HTMLElement): HTMLElement {
  const titles = [l10n.t('Time'), l10n.t('Stage'), l10n.t('New version'), l10n.t('Version in use')];
  return h(
    'div',
    { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': l10n.t('Error rates over time') },
    h(
      'table',
      { class: 'plain' },
      h('thead', {}, h('tr', {}, ...titles.map((title) => h('th', { scope: 'col' }, title)))),
      rows,
    ),
  );
}

function rowOf({ at, stage, candidate, control }: RolloutPoint): HTMLElement {
  return h('tr', {}, ...[moment(at), stage, rate(candidate), rate(control)].map((text) => h('td', {}, text)));
}
