import * as l10n from '@vscode/l10n';
import type { BenchmarkReport } from '#protocol';
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
  runs,
  verdictWords,
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

/** Beside what was measured before on this machine. */
function baselineOf({ baseline }: BenchmarkReport): HTMLElement {
  if (baseline === undefined) {
    return line(
      sign('circle-outline', 'skipped'),
      l10n.t('Nothing to compare with'),
      l10n.t('It was not measured before on this machine. Later benchmarks are compared with this one.'),
    );
  }
  const { verdict, words, at, version, sameContent } = baseline;
  return line(
    verdictSign(verdict),
    l10n.t('{0}, beside {1} of {2}', verdictWords(verdict), version, moment(at)),
    sameContent ? `${words} ${l10n.t('The content is the same: what differs is the machine.')}` : words,
  );
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
    headline(l10n.t('Median'), median.value, durations(median.low, median.high)),
    ...wanted.map((one) => headline(percentileName(one), one.ms, percentileRange(one))),
  );
}

function headline(name: string, ms: number, range: string): HTMLElement {
  return h(
    'div',
    {},
    h('dt', {}, name),
    h('dd', {}, h('strong', {}, duration(ms)), h('span', { class: 'amount' }, range)),
  );
}

function factsOf({ latency, machine, inputs }: BenchmarkReport): HTMLElement {
  const { mean, meanRange, deviation, minMs, maxMs, cpuMs, outliers, modes, drift, failures } = latency;
  const facts: readonly (readonly [string, string])[] = [
    [
      l10n.t('Runs'),
      l10n.t(
        '{0} on {1} inputs, {2} failed; {3}',
        runs(latency.runs),
        number(inputs),
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
