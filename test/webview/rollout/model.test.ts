import uPlot from 'uplot';
import { expect, test, vi } from 'vitest';
import type { RolloutPoint } from '#protocol';
import { drawnOf, timesOf } from '../../../webview/rollout/curve/drawn.ts';
import { seriesOf, stagesOf, topOf } from '../../../webview/rollout/curve/series.ts';
import { shareOfNeeded } from '../../../webview/rollout/model/meter.ts';
import { sharing } from '../../../webview/rollout/model/sharing.ts';

const point = (minute: number, stage: string, of: number, high: number): RolloutPoint => ({
  at: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(),
  stage,
  control: { count: 0, of: 0, low: 0, high: 1 },
  candidate: { count: of / 10, of, low: 0, high },
});

test('a line has nothing to show before the first request, and ranges as wide as everything leave room for the later ones', () => {
  const points = [
    point(0, 'canary', 0, 1),
    point(1, 'canary', 10, 0.9),
    point(2, 'beta', 100, 0.2),
    point(3, 'beta', 200, 0.16),
  ];
  const series = seriesOf(points);
  expect(series.candidate.rate).toEqual([null, 0.1, 0.1, 0.1]);
  expect(series.stable.high).toEqual([null, null, null, null]);
  expect(topOf(series)).toBeCloseTo(0.23);
  expect(topOf(seriesOf([]))).toBeGreaterThan(0);
  expect(stagesOf(points)).toEqual([
    { at: 0, name: 'canary' },
    { at: 2, name: 'beta' },
  ]);
});

test('a meter is empty at no evidence and full at what is needed', () => {
  expect(shareOfNeeded({ evidence: 0.2, needed: 286 })).toBe(0);
  expect(shareOfNeeded({ evidence: 10, needed: 100 })).toBeCloseTo(0.5);
  expect(shareOfNeeded({ evidence: 1e9, needed: 286 })).toBe(1);
});

test('what has not changed is the same object, in whatever has', () => {
  const before = { a: [{ x: 1 }, { x: 2 }], b: { c: 'd' } };
  const now = sharing(before, { a: [{ x: 1 }, { x: 3 }, { x: 2 }], b: { c: 'd' } });
  expect(now).toEqual({ a: [{ x: 1 }, { x: 3 }, { x: 2 }], b: { c: 'd' } });
  expect(now.b).toBe(before.b);
  expect(now.a[0]).toBe(before.a[0]);
  expect(sharing(before, structuredClone(before))).toBe(before);
  expect(sharing(before, { a: before.a })).toEqual({ a: before.a });
});

test('the name of the first stage begins where its plot does, whatever was written before', () => {
  // Without a screen it knows of no pixels.
  Object.assign(uPlot, { pxRatio: 1 });
  const written: unknown[][] = [];
  const names: Record<string, unknown> = { textAlign: 'center', measureText: () => ({ width: 60 }) };
  const ctx = new Proxy(names, {
    get: (target, key: string) =>
      key === 'fillText'
        ? (text: string, x: number) => written.push([text, target.textAlign, x])
        : (target[key] ?? (() => {})),
  });
  const colour = [0, 0, 0, 1] as const;
  const theme = { charts: [colour], foreground: colour, background: colour, muted: colour, highContrast: false };
  const points = [point(0, 'comparison', 10, 0.5), point(9, 'comparison', 20, 0.4)];
  const [draw] = drawnOf(points).options(theme as never).hooks?.draw ?? [];
  const plot = { ctx, bbox: { left: 50, top: 20, width: 400, height: 200 }, data: [[0, 1]], valToPos: () => 50 };
  (draw as (plot: unknown) => void)(plot);
  expect(written).toEqual([['comparison', 'left', expect.any(Number)]]);
  expect(written[0]?.[2]).toBeGreaterThanOrEqual(50);
});

test('marks of the time axis tell moments apart, however short the rollout has lasted', () => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  const from = Date.UTC(2026, 10, 20, 9) / 1000;
  for (const step of [15, 600, 86_400]) {
    const marks = timesOf([0, 1, 2, 3].map((at) => from + at * step));
    expect(new Set(marks).size, `${step} seconds apart`).toBe(4);
  }
  vi.unstubAllGlobals();
});
