import * as l10n from '@vscode/l10n';
import type { CollectionReport, Estimate, LeakReport, ResourceReport } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { bytes, calls } from '../../ui/words.ts';
import { leakSign, markedLine } from '../signs.ts';
import type { BenchmarkStore } from '../state.ts';
import { tableOf } from '../tables.ts';

/** What calls take and leave behind in memory. */
export function createResources(store: BenchmarkStore): HTMLElement {
  const section = createSection('resources', l10n.t('Memory'));
  store.watch(
    ({ benchmark }) => benchmark?.report?.resources,
    (resources) =>
      section.show(
        resources && [
          verdictOf(resources.leaks),
          collectionsOf(resources.collections),
          factsOf(resources),
          pointsOf(resources.leaks),
        ],
      ),
  );
  return section.element;
}

function verdictOf(leaks: LeakReport): HTMLElement {
  const [title, said] = saidOf(leaks);
  return markedLine(leakSign(leaks.verdict), h('strong', {}, title), ` ${said}`);
}

function saidOf({ verdict, words, bytesPerCall }: LeakReport): readonly [string, string] {
  switch (verdict) {
    case 'none':
      return [l10n.t('No leak was found.'), l10n.t('Nothing is left behind that grows with the number of calls.')];
    case 'not-measured':
      return [l10n.t('Leaks were not looked for.'), words];
    case 'leak':
      return [l10n.t('It leaks memory.'), bytesPerCall === undefined ? words : leakedWords(bytesPerCall)];
  }
}

const leakedWords = ({ value, low, high }: Estimate): string =>
  [
    l10n.t('Each call leaves {0} behind, {1} to {2}.', amount(value), amount(low), amount(high)),
    l10n.t('Look for a list or a map outside of “run” that is added to and never emptied.'),
  ].join(' ');

function collectionsOf(collections: CollectionReport | undefined): HTMLElement | undefined {
  return (
    collections &&
    h('p', { class: 'collections' }, h('strong', {}, l10n.t('Garbage collections:')), ` ${collections.words}`)
  );
}

/** Bytes of a call can be parts of one. */
const amount = (one: number): string => bytes(Math.round(one * 10) / 10);

function factsOf({ heapBytes, outsideBytes }: ResourceReport): HTMLElement | undefined {
  if (heapBytes === undefined) return undefined;
  return h(
    'p',
    { class: 'note' },
    l10n.t('The heap at its fullest: {0}, the engine included.', bytes(heapBytes)),
    outsideBytes === undefined ? '' : ` ${l10n.t('{0} of it are outside of the heap proper.', bytes(outsideBytes))}`,
  );
}

function pointsOf({ points }: LeakReport): HTMLElement | undefined {
  if (points.length === 0) return undefined;
  return h(
    'details',
    { class: 'as-table' },
    h('summary', {}, l10n.t('What was left in memory, round by round')),
    tableOf(
      [l10n.t('After'), l10n.t('Heap'), l10n.t('Outside of it')],
      points.map((point) => [calls(point.calls), bytes(point.heapBytes), bytes(point.outsideBytes)]),
      l10n.t('Memory'),
    ),
  );
}
