import * as l10n from '@vscode/l10n';
import { type BaselineComparison, type BenchmarkReport, isOfMachine, type NoBaseline } from '#protocol';
import { h } from '../../ui/h.ts';
import { duration, moment, number, percent } from '../../ui/words.ts';
import { markedLine, sign, verdictSign } from '../signs.ts';
import type { BenchmarkStore } from '../state.ts';
import {
  driftWords,
  durations,
  endWords,
  percentileName,
  percentileRange,
  ratioWords,
  runs,
  warmUpWords,
} from '../words.ts';

/** The top of a benchmark: of what it is, what it says beside an earlier one, and how it was measured. */
export function createHead(store: BenchmarkStore): HTMLElement {
  const element = h('header', { class: 'head' });
  store.watch(
    ({ benchmark }) => benchmark,
    (benchmark) => {
      const report = benchmark?.report;
      element.hidden = report === undefined;
      if (benchmark === undefined || report === undefined) return;
      element.replaceChildren(
        h(
          'div',
          { class: 'title' },
          h('h1', {}, h('bdi', {}, benchmark.name), ' ', h('bdi', { class: 'version' }, report.version)),
          h('p', { class: 'purpose' }, l10n.t('Measured {0}', moment(report.at))),
        ),
        ...(benchmark.isPresent ? [] : [outdated()]),
        ...(isOfMachine(report.latency) ? [ofMachine()] : []),
        baselineOf(report),
        headlines(report),
        factsOf(report),
      );
    },
  );
  return element;
}

function outdated(): HTMLElement {
  return markedLine(sign('warning', 'warned'), l10n.t('The capability is another one now than when it was measured.'));
}

function ofMachine(): HTMLElement {
  const said = l10n.t(
    'The measuring program was usually late itself by more than half of what a call takes: the figures are the machine’s. Measure again when it has less to do.',
  );
  return markedLine(sign('warning', 'warned'), said);
}

/** Beside what was measured before on this machine. */
function baselineOf({ baseline, noBaseline = 'first' }: BenchmarkReport): HTMLElement {
  if (baseline === undefined) {
    return line(sign('circle-outline', 'skipped'), l10n.t('Nothing to compare with'), noBaselineWords(noBaseline));
  }
  const { verdict, ratio, sameContent, control } = baseline;
  return line(
    verdictSign(verdict),
    verdictOf(baseline),
    [
      verdict === 'unreliable' ? l10n.t('The machine could not be relied on.') : ratioWords(ratio),
      ...restWords(baseline),
      ...(sameContent ? [l10n.t('The content is the same: what differs is the machine.')] : []),
      ...(control === undefined ? [] : [l10n.t('Control: {0}', control.words)]),
    ].join(' '),
  );
}

/** What it rests on. */
function restWords({ benchmarks, spread, sameContent }: BaselineComparison): readonly string[] {
  if (benchmarks === undefined || spread === undefined) return [];
  const { subject, reference } = benchmarks;
  return [
    sameContent
      ? l10n.t('Earlier benchmarks: {0}.', number(reference))
      : l10n.t('Benchmarks of this content: {0}; of the other: {1}.', number(subject), number(reference)),
    l10n.t('Those of one content are taken to lie {0} apart on this machine.', percent(spread)),
  ];
}

/** `Slower than 1.0.0 of Nov 20, 2026:` */
function verdictOf({ verdict, version, at }: BaselineComparison): string {
  switch (verdict) {
    case 'slower':
      return l10n.t('Slower than {0} of {1}', version, moment(at));
    case 'faster':
      return l10n.t('Faster than {0} of {1}', version, moment(at));
    case 'same':
      return l10n.t('As quick as {0} of {1}', version, moment(at));
    case 'unclear':
      return l10n.t('Whether it differs from {0} of {1} is not clear yet', version, moment(at));
    case 'unreliable':
      return l10n.t('Nothing can be said beside {0} of {1}.', version, moment(at));
  }
}

function noBaselineWords(why: NoBaseline): string {
  return {
    first: l10n.t('It was not measured before on this machine. Later benchmarks are compared with this one.'),
    'other-inputs': l10n.t(
      'Its examples have other inputs than when it was measured before. Later benchmarks are compared with this one.',
    ),
    'too-few-runs': l10n.t('There were too few runs to compare, now or before.'),
  }[why];
}

function line(mark: HTMLElement, title: string, words: string): HTMLElement {
  return h(
    'div',
    { class: 'verdict' },
    mark,
    h('div', { class: 'words' }, h('strong', {}, title), h('span', { class: 'standing' }, words)),
  );
}

/** The figures that are looked for first. */
function headlines({ latency: { median, percentiles } }: BenchmarkReport): HTMLElement {
  const wanted = percentiles.filter(({ percent: of }) => of === 95 || of === 99);
  return h(
    'dl',
    { class: 'facts headlines' },
    headline(l10n.t('Median'), median.value, medianRange(median)),
    ...wanted.map((one) => headline(percentileName(one), one.ms, percentileRange(one))),
  );
}

const medianRange = ({ low, high }: BenchmarkReport['latency']['median']): string =>
  low === undefined || high === undefined ? l10n.t('too few runs') : durations(low, high);

function headline(name: string, ms: number, range: string): HTMLElement {
  return h(
    'div',
    {},
    h('dt', {}, name),
    h('dd', {}, h('strong', {}, duration(ms)), h('span', { class: 'amount' }, range)),
  );
}

function factsOf({ latency, machine, inputs }: BenchmarkReport): HTMLElement {
  const { mean, meanRange, deviation, minMs, maxMs, cpuMs, outliers, modes, drift, ownDelayMs, failures } = latency;
  const facts: readonly (readonly [string, string])[] = [
    [
      l10n.t('Runs'),
      l10n.t(
        '{0} on {1}, {2} failed; {3}',
        runs(latency.runs),
        inputs === 1 ? l10n.t('1 input') : l10n.t('{0} inputs', number(inputs)),
        number(failures),
        endWords(latency.end),
      ),
    ],
    [l10n.t('Warm-up'), warmUpWords(latency.warmUp)],
    [
      l10n.t('Mean'),
      meanRange === undefined
        ? l10n.t('{0}, standard deviation {1}', duration(mean), duration(deviation))
        : l10n.t(
            '{0} ({1}), standard deviation {2}',
            duration(mean),
            durations(meanRange.low, meanRange.high),
            duration(deviation),
          ),
    ],
    [l10n.t('Fastest and slowest'), l10n.t('{0} and {1}', duration(minMs), duration(maxMs))],
    ...(cpuMs === undefined ? [] : [[l10n.t('Processor time'), duration(cpuMs)] as const]),
    [
      l10n.t('Where times gather'),
      modes.map(({ ms, share }) => l10n.t('{0} ({1} of the runs)', duration(ms), percent(share))).join(', '),
    ],
    [l10n.t('Outliers'), l10n.t('{0} slow, {1} quick', number(outliers.high), number(outliers.low))],
    [l10n.t('Drift'), driftWords(drift)],
    ...(ownDelayMs === undefined
      ? []
      : [[l10n.t('Own delay'), l10n.t('99 of 100 times at most {0}', duration(ownDelayMs))] as const]),
    [
      l10n.t('Machine'),
      l10n.t(
        '{0}, {1} processors, {2}, Node {3}, {4}',
        machine.cpu,
        number(machine.cpus),
        machine.os,
        machine.node,
        machine.runner,
      ),
    ],
  ];
  return h(
    'details',
    { class: 'how' },
    h('summary', {}, l10n.t('How it was measured')),
    h(
      'table',
      { class: 'plain' },
      h('tbody', {}, ...facts.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value)))),
    ),
  );
}
