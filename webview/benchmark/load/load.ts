import * as l10n from '@vscode/l10n';
import type { LoadReport, LoadStep } from '#protocol';
import { readable } from '../../ui/contrast.ts';
import { h } from '../../ui/h.ts';
import { axisOf, type Drawn, fontOf } from '../../ui/plot/chart.ts';
import { createDrawing } from '../../ui/plot/drawing.ts';
import { createSection } from '../../ui/section.ts';
import { css, readTheme, type Theme, watchTheme } from '../../ui/theme.ts';
import { duration, number, percent } from '../../ui/words.ts';
import { markedLine, sign } from '../signs.ts';
import type { BenchmarkStore } from '../state.ts';
import { tableOf } from '../tables.ts';

/** How calls fare under load: what is answered and how long it takes, against what is asked for. */
export function createLoad(store: BenchmarkStore): HTMLElement {
  const section = createSection('load', l10n.t('Load'));
  const drawing = createDrawing();
  const verdict = h('div', {});
  const rows = h('div', {});
  const picture = h('div', {}, legend(), ...drawing.elements);
  section.show([verdict, picture, rows]);
  store.watch(
    ({ benchmark }) => benchmark?.report?.load,
    (load) => {
      section.element.hidden = load === undefined;
      if (load === undefined) return drawing.show(undefined, { summary: '', points: [] });
      verdict.replaceChildren(saturationOf(load), ...ownDelayOf(load));
      // One rate is no curve.
      picture.hidden = load.steps.length < 2;
      drawing.show(load.steps.length < 2 ? undefined : drawn(load), {
        summary: l10n.t('Answered calls and latency against load'),
        points: load.steps.map(stepWords),
      });
      rows.replaceChildren(tableFor(load));
    },
  );
  return section.element;
}

function saturationOf({ saturation, workers, steps }: LoadReport): HTMLElement {
  const atOnce = l10n.t('{0} calls can be under way at the same time.', number(workers));
  if (steps[0]?.model === 'closed') {
    const why = l10n.t('Users wait for their answers before they call again: slow answers make fewer calls.');
    const so = l10n.t('So there is no rate that is not kept up with; a load of calls at rates finds it.');
    return h('p', { class: 'note' }, `${why} ${so} ${atOnce}`);
  }
  if (saturation === undefined) return h('p', { class: 'note' }, atOnce);
  const { keptUp, failedAt, reason } = saturation;
  const kept =
    keptUp === 0
      ? l10n.t('No rate was kept up with.')
      : l10n.t('{0} calls a second were kept up with.', number(keptUp));
  const end =
    failedAt === undefined
      ? l10n.t('It is the highest rate that was tried.')
      : l10n.t('{0} were not: {1}.', number(failedAt), reason ?? '');
  const mark = keptUp === 0 ? sign('error', 'failed') : sign('pass', 'passed');
  return markedLine(mark, h('strong', {}, kept), ` ${end} ${atOnce}`);
}

/** Where calls began later than most take, it is this machine that is told of. */
function ownDelayOf({ steps }: LoadReport): readonly HTMLElement[] {
  const late = steps.filter((step) => step.latestStartMs > (timeAt(step, 50) ?? 0));
  if (late.length === 0) return [];
  const most = Math.max(...late.map(({ latestStartMs }) => latestStartMs));
  return [
    h('p', { class: 'note' }, l10n.t('The measuring program itself began calls up to {0} late.', duration(most))),
  ];
}

function offeredWords({ model, offered }: LoadStep): string {
  if (model === 'open') return l10n.t('{0} calls a second', number(offered));
  return offered === 1 ? l10n.t('1 user') : l10n.t('{0} users at once', number(offered));
}

/** What the steps differ by. */
const askedWords = ([first]: readonly LoadStep[]): string =>
  first?.model === 'closed' ? l10n.t('Users at once') : l10n.t('Calls a second that were begun');

const timeAt = ({ percentiles }: LoadStep, of: number): number | undefined =>
  percentiles.find(({ percent }) => percent === of)?.ms;

const durationAt = (step: LoadStep, of: number): string => {
  const ms = timeAt(step, of);
  return ms === undefined ? '–' : duration(ms);
};

function stepWords(step: LoadStep): string {
  return l10n.t(
    '{0}: {1} a second answered, p50 {2}, p95 {3}',
    offeredWords(step),
    number(Math.round(step.throughput * 10) / 10),
    durationAt(step, 50),
    durationAt(step, 95),
  );
}

function legend(): HTMLElement {
  const answered = h('span', { class: 'line-mark', 'aria-hidden': 'true' });
  const late = h('span', { class: 'line-mark dashed', 'aria-hidden': 'true' });
  const paint = (theme: Theme) => {
    const colours = coloursOf(theme);
    answered.style.borderTopColor = css(colours.answered);
    late.style.borderTopColor = css(colours.late);
  };
  paint(readTheme());
  watchTheme(paint);
  return h(
    'p',
    { class: 'plot-legend' },
    h('span', {}, answered, l10n.t('Answered a second')),
    h('span', {}, late, l10n.t('Latency, p95 (on the right)')),
  );
}

/** Of the lines. */
function coloursOf({ charts: [blue, , orange], foreground, background }: Theme) {
  return { answered: readable(blue ?? foreground, background), late: readable(orange ?? foreground, background) };
}

/** Steps stand beside each other at the same distance, because rates are doubled. */
function drawn({ steps }: LoadReport): Drawn {
  return {
    data: [
      steps.map((_, at) => at),
      steps.map(({ throughput }) => throughput),
      steps.map((step) => timeAt(step, 95) ?? null),
    ],
    options: (theme: Theme) => {
      const { answered, late } = coloursOf(theme);
      const ofSteps = (at: number) => (steps[at] === undefined ? '' : number(steps[at].offered));
      return {
        scales: {
          x: { time: false, range: () => [-0.2, steps.length - 0.8] },
          y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] },
          // A time under load can be a thousand times that without.
          ms: { distr: 3 },
        },
        axes: [
          {
            ...axisOf(theme),
            grid: { show: false },
            ...{ size: 28, label: askedWords(steps), labelSize: 20, labelFont: fontOf(theme) },
            incrs: [1, 2, 5, 10],
            values: (_, all) => all.map(ofSteps),
          },
          { ...axisOf(theme), size: 52, values: (_, all) => all.map((one) => number(one)) },
          {
            ...axisOf(theme),
            ...{ scale: 'ms', side: 1, size: 68, grid: { show: false } },
            values: (_, all) => all.map((one) => (one === null ? '' : duration(one))),
          },
        ],
        series: [
          {},
          { stroke: css(answered), width: 2, points: { show: true, size: 6, fill: css(answered) } },
          { scale: 'ms', stroke: css(late), width: 2, dash: [6, 4], points: { show: true, size: 6, fill: css(late) } },
        ],
      };
    },
  };
}

/** `12 (4 %)`, as an error rate is told; `0`. */
const shareOf = (count: number, { calls }: LoadStep): string =>
  count === 0 ? number(count) : l10n.t('{0} ({1})', number(count), percent(count / calls));

function tableFor({ steps }: LoadReport): HTMLElement {
  // Mostly all are answered.
  const some = steps.some(({ unanswered = 0 }) => unanswered > 0);
  return tableOf(
    [
      ...[l10n.t('Load'), l10n.t('Calls'), l10n.t('Failed'), ...(some ? [l10n.t('Never answered')] : [])],
      ...[l10n.t('Answered a second'), 'p50', 'p95', 'p99'],
    ],
    steps.map((step) => [
      offeredWords(step),
      number(step.calls),
      shareOf(step.failures, step),
      ...(some ? [shareOf(step.unanswered ?? 0, step)] : []),
      number(Math.round(step.throughput * 10) / 10),
      ...[50, 95, 99].map((of) => durationAt(step, of)),
    ]),
    l10n.t('Load'),
  );
}
