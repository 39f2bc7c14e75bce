import { describe, expect, test } from 'vitest';
import {
  type Counters,
  growthOf,
  rememberOld,
} from '../../../../src/capability/rollout/metrics/prometheus/counters.ts';
import type { Scrape } from '../../../../src/capability/rollout/metrics/prometheus/matrix.ts';
import fc from '../../../support/fastCheck.ts';

const scrape = (at: number, values: Record<string, number>): Scrape => ({
  at,
  values: new Map(Object.entries(values)),
});

const grown = (known: Counters, since: number, ...scrapes: Scrape[]) =>
  growthOf(known, new Map([['app', scrapes]]), since).map(({ process, from, at, by }) => ({
    ...{ process, from, at },
    ...Object.fromEntries([...by].filter(([, more]) => more > 0)),
  }));

describe('the growth of counters', () => {
  test('begins at the last scrape before the rollout, and a new series begins at 0', () => {
    const scrapes = [scrape(80, { ok: 5 }), scrape(100, { ok: 7 }), scrape(115, { ok: 9, bad: 1 })];
    expect(grown({}, 100, ...scrapes)).toEqual([{ process: 'app#0', from: 100, at: 115, ok: 2, bad: 1 }]);
  });

  test('is all of the counters of a process that has come later', () => {
    expect(grown({}, 100, scrape(130, { ok: 3 }))).toEqual([{ process: 'app#0', from: 100, at: 130, ok: 3 }]);
  });

  test('is not counted again of a process that comes back after days', () => {
    const known: Counters = {};
    const hours = (n: number) => n * 60 * 60_000;
    growthOf(known, new Map([['a', [scrape(hours(0), { ok: 500 }), scrape(hours(1), { ok: 510 })]]]), hours(0));
    growthOf(known, new Map([['b', [scrape(hours(40), { ok: 3 })]]]), hours(0));
    const [more] = growthOf(known, new Map([['a', [scrape(hours(41), { ok: 511 })]]]), hours(0));
    expect(more?.by.get('ok')).toBe(1);
  });

  test('is remembered of the processes that were scraped last, where there are very many', () => {
    const known: Counters = {};
    const all = Array.from({ length: 2100 }, (_, n) => [`app-${n}`, [scrape(n + 1, { ok: 1 })]] as const);
    growthOf(known, new Map(all), 0);
    expect(Object.keys(known)).toHaveLength(2000);
    expect(known['app-0']).toBeUndefined();
    expect(known['app-2099']).toBeDefined();
  });

  test('knows a process that was started anew by any counter that fell, or is gone', () => {
    const known: Counters = {};
    grown(known, 0, scrape(10, { ok: 5, bad: 2 }));
    // Alone, `ok` looks as if it had grown by 3.
    expect(grown(known, 0, scrape(20, { ok: 8, bad: 1 }))).toEqual([
      { process: 'app#1', from: 10, at: 20, ok: 8, bad: 1 },
    ]);
    expect(grown(known, 0, scrape(30, { ok: 9 }))).toEqual([{ process: 'app#2', from: 20, at: 30, ok: 9 }]);
  });

  test('counts nothing of before the rollout, whatever became of a process that was not scraped for a while', () => {
    const old = (): Counters => {
      const known: Counters = {};
      rememberOld(known, new Map([['app', [scrape(100, { ok: 40, gone: 7 })]]]));
      return known;
    };
    // A series that is gone was of an earlier start: it went on from 40.
    expect(grown(old(), 100, scrape(500, { ok: 41 }))).toEqual([{ process: 'app#0', from: 100, at: 500, ok: 1 }]);
    // It was started anew, and nobody knows when.
    expect(grown(old(), 100, scrape(500, { ok: 30, bad: 5 }), scrape(515, { ok: 31, bad: 5 }))).toEqual([
      { process: 'app#0', from: 500, at: 515, ok: 1 },
    ]);
  });

  test('passes over scrapes that are known, and makes one step of missed ones', () => {
    const known: Counters = {};
    const first = scrape(10, { ok: 1 });
    grown(known, 0, first);
    expect(grown(known, 0, first, scrape(70, { ok: 9 }))).toEqual([{ process: 'app#0', from: 10, at: 70, ok: 8 }]);
  });

  test('says nothing where nothing has grown', () => {
    const known: Counters = {};
    grown(known, 0, scrape(10, { ok: 1 }));
    expect(grown(known, 0, scrape(25, { ok: 1 }))).toEqual([]);
  });

  test('adds up to what was counted, whatever scrapes are missed, as long as each start is seen to its end', () => {
    const life = fc.array(fc.record({ ok: fc.nat(5), bad: fc.nat(2), isScraped: fc.boolean() }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 4 }), fc.nat(5), (lives, cut) => {
        const scrapes: Scrape[] = [];
        const total = { ok: 0, bad: 0 };
        let at = 0;
        let highest = 0;
        for (const steps of lives) {
          // A start that has counted less by its first scrape than the one before it: otherwise nobody can tell.
          const counted = { ok: 0, bad: 0 };
          const seen: Scrape[] = [];
          for (const [index, { ok, bad, isScraped }] of steps.entries()) {
            counted.ok += ok;
            counted.bad += bad;
            at += 15;
            if (isScraped || index === steps.length - 1) seen.push(scrape(at, { ...counted }));
          }
          const firstOk = seen[0]?.values.get('ok') ?? 0;
          if (scrapes.length > 0 && firstOk >= highest) continue;
          highest = counted.ok;
          total.ok += counted.ok;
          total.bad += counted.bad;
          scrapes.push(...seen);
        }
        const known: Counters = {};
        const sum = { ok: 0, bad: 0 };
        // Read in two parts that overlap.
        for (const part of [scrapes.slice(0, cut + 1), scrapes]) {
          for (const { by } of growthOf(known, new Map([['app', part]]), 0)) {
            sum.ok += by.get('ok') ?? 0;
            sum.bad += by.get('bad') ?? 0;
          }
        }
        expect(sum).toEqual(total);
      }),
      { numRuns: 200 },
    );
  });
});
