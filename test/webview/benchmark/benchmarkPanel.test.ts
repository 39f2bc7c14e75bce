import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FromBenchmarkPanel, ToBenchmarkPanel } from '#protocol';
import { edgeMs, placeOf } from '../../../webview/benchmark/latency/bins.ts';
import { type BenchmarkPanelPage, openBenchmarkPanel } from '../harness/benchmarkPanel.ts';
import { browserSuite, eventually } from '../harness/browserSuite.ts';
import { drawn, type OpenOptions } from '../harness/panelPage.ts';
import { benchmarks } from './benchmarks.ts';

const { measured, measuredWithUsers, compared, unmeasured } = benchmarks;

test('a time has its place in the bin that holds it, halfway where it is the geometric mean of its edges', () => {
  const bins = [
    { fromMs: 1, toMs: 4, count: 1 },
    { fromMs: 4, toMs: 16, count: 1 },
  ];
  expect([0.5, 1, 2, 4, 8, 16, 20].map((ms) => placeOf(ms, bins))).toEqual([0, 0, 0.5, 1, 1.5, 2, 2]);
  expect([0, 1, 2, 3].map((edge) => edgeMs(edge, bins))).toEqual([1, 4, 16, undefined]);
});

browserSuite<BenchmarkPanelPage>('the panel of benchmarks', (suite) => {
  const find = (selector: string, hasText?: string): Locator =>
    suite.panel.page.locator(selector, hasText === undefined ? {} : { hasText });
  const button = (words: string) => find('vscode-button', words).locator('visible=true');
  const last = (): FromBenchmarkPanel | undefined => suite.panel.received.at(-1);

  async function open(shown: ToBenchmarkPanel, options?: OpenOptions): Promise<void> {
    await suite.start((tab, server) => openBenchmarkPanel(tab, server, shown, options));
    await find('.head h1, .empty h2').locator('visible=true').first().waitFor();
  }

  test('says all of a benchmark; an earlier one is a click away', async () => {
    await open(measured);
    await eventually(() => find('.plot canvas').count()).toBe(3);
    await drawn(suite.panel.page);
    await expect(`${await find('#app').ariaSnapshot()}\n`).toMatchFileSnapshot('golden/measured.aria.txt');
    await find('#history vscode-data-grid-row', '9.3 ms').click();
    await eventually(last).toEqual({ type: 'show', at: '2026-11-19T10:00:00.000Z' });
    await find('#comparisons vscode-data-grid-row', 'csv-to-json').click();
    await eventually(last).toEqual({ type: 'show-comparison', at: '2026-11-21T10:00:00.000Z' });
    await suite.panel.send({ ...measured, isPresent: false });
    await find('.marked-line', 'is another one now').waitFor();
    await find('.how summary').click();
    await find('.how tr', 'Own delay99 of 100 times at most 1.4 ms').waitFor();
    const { report } = measured;
    const late = report && { ...report, latency: { ...report.latency, ownDelayMs: 6, usualOwnDelayMs: 5 } };
    await suite.panel.send({ ...measured, report: late });
    await find('.marked-line', 'late itself by more than half of what a call takes').waitFor();
  });

  test('keys go along the plots', async () => {
    await open(measured);
    await eventually(() => find('.plot canvas').count()).toBe(3);
    for (const [section, first, end] of [
      ['#distribution', '3.2 ms to 3.52 ms: 2 runs', ': 1 run,'],
      ['#percentiles', 'p0: 3.2 ms', 'p99.937: 31.5 ms'],
      ['#load', '20 calls a second: 20 a second answered', '320 calls a second: 241 a second answered'],
    ]) {
      await find(`${section} .drawing`).focus();
      await suite.panel.page.keyboard.press('Home');
      await find(`${section} .readout`, first).waitFor();
      await suite.panel.page.keyboard.press('End');
      await find(`${section} .readout`, end).waitFor();
    }
  });

  test('says of a load by users how many there were, and why it has no rate that was not kept up with', async () => {
    await open(measuredWithUsers);
    await eventually(() => find('#load .plot canvas').count()).toBe(1);
    await find('#load .note', 'Users wait for their answers before they call again').waitFor();
    await find('#load .drawing').focus();
    await suite.panel.page.keyboard.press('Home');
    await find('#load .readout', '1 user: 9.5 a second answered').waitFor();
    await suite.panel.page.keyboard.press('End');
    await find('#load .readout', '32 users at once: 251 a second answered, p50 27 ms, p95 61 ms').waitFor();
    await eventually(() => find('#load tbody tr > :first-child').allTextContents()).toEqual([
      ...['1 user', '4 users at once', '32 users at once'],
    ]);
  });

  test('measures, stops, compares and exports', async () => {
    await open(unmeasured);
    await find('.empty', 'iso-dates was not measured yet').waitFor();
    await eventually(() => find('.benchmark section').locator('visible=true').count()).toBe(0);
    await button('Benchmark…').last().click();
    await eventually(last).toEqual({ type: 'measure' });
    await suite.panel.send({ type: 'busy', work: { step: 'Benchmarking sort-lines', names: ['sort-lines'] } });
    await find('.empty', 'iso-dates was not measured yet').waitFor();
    await suite.panel.send({ type: 'busy', work: { step: 'Benchmarking iso-dates', names: ['iso-dates'] } });
    await find('.empty', 'iso-dates is being measured').waitFor();
    await find('.busy', 'Benchmarking').waitFor();
    await eventually(() => button('Benchmark…').count()).toBe(0);
    await button('Stop').click();
    await eventually(last).toEqual({ type: 'stop' });
    await suite.panel.send({ type: 'busy', work: undefined });
    await suite.panel.send(measured);
    await button('Export').click();
    await button('github-action-benchmark').click();
    await eventually(last).toEqual({ type: 'export', format: 'github-action-benchmark' });
    await button('Compare…').click();
    await eventually(last).toEqual({ type: 'compare' });
    await suite.panel.send({ type: 'failed', message: '<b>failed</b>', hint: 'Try again.\u202e' });
    await find('.failure', '<b>failed</b>Try again.').waitFor();
  });

  test('says of a first comparison that it is going on, and how to begin one that is not', async () => {
    const { names } = compared;
    await open({ ...compared, report: undefined, isPresent: false, history: [] });
    await find('.empty', 'iso-dates, sort-lines, csv-to-json were not compared yet').waitFor();
    await find('.empty', 'A comparison calls all of them in turn').waitFor();
    await button('Compare').click();
    await eventually(last).toEqual({ type: 'compare' });
    await suite.panel.send({ type: 'busy', work: { step: 'Comparing: round 5', names } });
    await find('.empty', 'iso-dates, sort-lines, csv-to-json are being compared').waitFor();
    await find('.busy', 'Comparing: round 5').waitFor();
    await eventually(() => button('Compare').count()).toBe(0);
    await suite.panel.send(compared);
    await suite.panel.send({ type: 'busy', work: undefined });
    await find('#ranking').waitFor();
  });

  test('ranks several with their ties, and says of every two in words what is known', async () => {
    await open(compared);
    await eventually(() => find('#ranking tbody tr').allTextContents()).toEqual([
      expect.stringContaining('1, tied'),
      expect.stringContaining('1, tied'),
      expect.stringMatching(/^csv-to-json 2\.0\.03/),
    ]);
    await find('.differences li', 'Whether sort-lines differs from iso-dates is not clear yet:').waitFor();
    const [slower = ''] = await find('.differences li').allTextContents();
    expect(slower).toMatch(/^csv-to-json is slower than iso-dates: 1\.121 × the time \(1\.098 × to 1\.144 ×\)\./);
    await button('Compare Again').click();
    await eventually(last).toEqual({ type: 'compare' });
    await button('Export').click();
    await button('Markdown').click();
    await eventually(last).toEqual({ type: 'export', format: 'markdown' });
    await find('#ranking vscode-link', 'sort-lines').click();
    await eventually(last).toEqual({ type: 'show-benchmark', name: 'sort-lines' });
    await eventually(() => find('#earlier-comparisons').isVisible()).toBe(false);
    const ranked = compared.report?.ranking.map((one) =>
      one.name === 'sort-lines' ? { ...one, name: 'sort-lines@1.0.0' } : one,
    );
    if (compared.report !== undefined && ranked !== undefined) {
      await suite.panel.send({ ...compared, report: { ...compared.report, ranking: ranked } });
    }
    await eventually(() => find('#ranking tbody tr').first().allTextContents()).toEqual([
      expect.stringMatching(/^sort-lines@1\.0\.01, tied/),
    ]);
    await suite.panel.send({ ...compared, isPresent: false, history: [...compared.history, ...measured.comparisons] });
    await find('.marked-line', 'another one now').waitFor();
    await find('#earlier-comparisons vscode-data-grid-row', 'another').click();
    await eventually(last).toEqual({ type: 'show', at: '2026-11-18T10:00:00.000Z' });
  });

  test.each([320, 1400])('nothing is wider than a window of %d pixels', async (width) => {
    await open(measured, { width });
    await eventually(() => find('.plot canvas').count()).toBe(3);
    await suite.panel.send(compared);
    await find('#ranking').waitFor();
    const [inner, outer] = await find('.page').evaluate((page) => [page.scrollWidth, page.clientWidth]);
    expect(inner).toBe(outer);
  });
});
