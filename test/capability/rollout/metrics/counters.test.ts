import { describe, expect, test } from 'vitest';
import {
  type Counters,
  forget,
  growthOf,
  noCounters,
  rememberOld,
  type Scrapes,
} from '../../../../src/capability/rollout/metrics/prometheus/counters.ts';
import type { Scrape } from '../../../../src/capability/rollout/metrics/prometheus/matrix.ts';
import fc from '../../../support/fastCheck.ts';

const scrape = (at: number, values: Record<string, number>): Scrape => ({
  at,
  values: new Map(Object.entries(values)),
});

/** Of one kind of counters of several processes. */
const growthIn = (known: Counters, since: number, processes: Readonly<Record<string, readonly Scrape[]>>) =>
  growthOf(known, new Map([['requests', new Map(Object.entries(processes)) as Scrapes]]), since).get('requests') ?? [];

const grown = (known: Counters, since: number, ...scrapes: Scrape[]) =>
  growthIn(known, since, { app: scrapes }).map(({ process, from, at, by }) => ({
    ...{ process, from, at },
    ...Object.fromEntries([...by].filter(([, more]) => more > 0)),
  }));

describe('the growth of counters', () => {
  test('begins at the last scrape before the rollout, and a new series begins at 0', () => {
    const scrapes = [scrape(80, { ok: 5 }), scrape(100, { ok: 7 }), scrape(115, { ok: 9, bad: 1 })];
    expect(grown(noCounters(), 100, ...scrapes)).toEqual([{ process: 'app#0', from: 100, at: 115, ok: 2, bad: 1 }]);
  });

  test('is all of the counters of a process that has come later', () => {
    expect(grown(noCounters(), 100, scrape(130, { ok: 3 }))).toEqual([{ process: 'app#0', from: 100, at: 130, ok: 3 }]);
  });

  test('is not counted again of a process that comes back after days', () => {
    const known = noCounters();
    const hours = (n: number) => n * 60 * 60_000;
    growthIn(known, hours(0), { a: [scrape(hours(0), { ok: 500 }), scrape(hours(1), { ok: 510 })] });
    growthIn(known, hours(0), { b: [scrape(hours(40), { ok: 3 })] });
    const [more] = growthIn(known, hours(0), { a: [scrape(hours(41), { ok: 511 })] });
    expect(more?.by.get('ok')).toBe(1);
  });

  test('is not remembered of processes that have ended, where there are very many, and never comes of what one of them had counted', () => {
    const known = noCounters();
    const minutes = (n: number) => n * 60_000;
    const all = (at: number) => ({ a: [scrape(at, { ok: 500 })], b: [scrape(at, { ok: 500 })] });
    growthIn(known, minutes(0), { ...all(minutes(0)), ended: [scrape(minutes(0), { ok: 500 })] });
    growthIn(known, minutes(0), all(minutes(90)));
    expect(forget(known, 3)).toBeUndefined();
    expect(forget(known, 2)).toBeUndefined();
    expect(Object.keys(known.processes)).toEqual(['a', 'b']);
    // Who has not ended is not forgotten: that there are too many is told.
    expect(forget(known, 1)).toBe(2);
    const back = { ended: [scrape(minutes(91), { ok: 503 })], ...all(minutes(91)) };
    expect(growthIn(known, minutes(0), back)).toEqual([]);
    const [more] = growthIn(known, minutes(0), { ended: [scrape(minutes(92), { ok: 504, bad: 1 })] });
    expect(Object.fromEntries(more?.by ?? [])).toEqual({ ok: 1, bad: 1 });
  });

  test('begins anew for all kinds of counters where one kind shows that the process did', () => {
    const known = noCounters();
    const read = (requests: readonly Scrape[], feedback: readonly Scrape[]) => {
      const kinds = [new Map([['app', requests]]), new Map([['app', feedback]])] as [Scrapes, Scrapes];
      const growth = growthOf(
        known,
        new Map([
          ['requests', kinds[0]],
          ['feedback', kinds[1]],
        ]),
        0,
      );
      const sums = ['requests', 'feedback'].map((kind) =>
        (growth.get(kind) ?? []).map(({ process, by }) => `${process} +${[...by.values()].reduce((a, b) => a + b, 0)}`),
      );
      return Object.fromEntries([
        ['requests', sums[0]],
        ['feedback', sums[1]],
      ]);
    };
    expect(read([scrape(10, { ok: 9 })], [scrape(10, { bad: 1 })])).toEqual({
      requests: ['app#0 +9'],
      feedback: ['app#0 +1'],
    });
    // Another opinion after the start: alone it looks as if it were the one from before.
    expect(read([scrape(20, { ok: 4 })], [scrape(20, { bad: 1 })])).toEqual({
      requests: ['app#1 +4'],
      feedback: ['app#1 +1'],
    });
    // It comes with a later reading, or a later scrape; and goes on from there.
    expect(read([scrape(30, { ok: 1 })], [])).toEqual({ requests: ['app#2 +1'], feedback: [] });
    expect(read([scrape(40, { ok: 2 })], [scrape(30, { bad: 1 }), scrape(40, { bad: 2 })])).toEqual({
      requests: ['app#2 +1'],
      feedback: ['app#2 +1', 'app#2 +1'],
    });
    expect(read([scrape(50, { ok: 1 })], [])).toEqual({ requests: ['app#3 +1'], feedback: [] });
    expect(read([scrape(60, { ok: 2 })], [scrape(60, { bad: 2 })])).toEqual({
      requests: ['app#3 +1'],
      feedback: ['app#3 +2'],
    });
  });

  test('knows a process that was started anew by any counter that fell, or is gone', () => {
    const known = noCounters();
    grown(known, 0, scrape(10, { ok: 5, bad: 2 }));
    // Alone, `ok` looks as if it had grown by 3.
    expect(grown(known, 0, scrape(20, { ok: 8, bad: 1 }))).toEqual([
      { process: 'app#1', from: 10, at: 20, ok: 8, bad: 1 },
    ]);
    expect(grown(known, 0, scrape(30, { ok: 9 }))).toEqual([{ process: 'app#2', from: 20, at: 30, ok: 9 }]);
  });

  test('counts nothing of before the rollout, whatever became of a process that was not scraped for a while', () => {
    const old = (): Counters => {
      const known = noCounters();
      rememberOld(known, 'requests', new Map([['app', [scrape(100, { ok: 40, gone: 7 })]]]));
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
    const known = noCounters();
    const first = scrape(10, { ok: 1 });
    grown(known, 0, first);
    expect(grown(known, 0, first, scrape(70, { ok: 9 }))).toEqual([{ process: 'app#0', from: 10, at: 70, ok: 8 }]);
  });

  test('says nothing where nothing has grown', () => {
    const known = noCounters();
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
        const known = noCounters();
        const sum = { ok: 0, bad: 0 };
        // Read in two parts that overlap.
        for (const part of [scrapes.slice(0, cut + 1), scrapes]) {
          for (const { by } of growthIn(known, 0, { app: part })) {
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
