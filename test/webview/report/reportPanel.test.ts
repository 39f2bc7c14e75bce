import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FromReportPanel } from '#protocol';
import { browserSuite, eventually } from '../harness/browserSuite.ts';
import { drawn, type OpenOptions } from '../harness/panelPage.ts';
import { openReportPanel, type ReportPanelPage, stateOf } from '../harness/reportPanel.ts';
import { hostile, places } from './hostile.ts';
import { approved, type Sample, samples } from './reports.ts';

browserSuite<ReportPanelPage>('the report panel', (suite) => {
  const find = (selector: string, hasText?: string): Locator =>
    suite.panel.page.locator(selector, hasText === undefined ? {} : { hasText });
  const button = (words: string) => find('vscode-button', words).locator('visible=true');
  const last = (): FromReportPanel | undefined => suite.panel.received.at(-1);

  async function open(sample: Sample, options?: OpenOptions): Promise<void> {
    await suite.start((tab, server) => openReportPanel(tab, server, sample, options));
    await find('.head h1').waitFor();
  }

  test.each(['approved', 'rejected', 'waiting', 'unverified', 'changed', 'broken'] as const)(
    'says all of a report that is %s',
    async (name) => {
      await open(samples[name]);
      if (name === 'rejected') await find('.toggle').first().click();
      await drawn(suite.panel.page);
      await expect(`${await find('#app').ariaSnapshot()}\n`).toMatchFileSnapshot(`golden/${name}.aria.txt`);
    },
  );

  test('verifies up to the level that is chosen, not while it is verifying', async () => {
    await open(samples.unverified);
    await button('Verify…').click();
    await button('STANDARD').click();
    await eventually(last).toEqual({ type: 'verify', level: 'STANDARD' });
    await suite.panel.send({ type: 'busy', step: 'Running examples' });
    await find('.busy', 'Running examples').waitFor();
    await eventually(() => button('Verify…').getAttribute('disabled')).toBe('');
    await suite.panel.send({ type: 'busy', step: undefined });
    await find('.busy').waitFor({ state: 'hidden' });
    await eventually(() => button('Verify…').getAttribute('disabled')).toBeNull();
  });

  test('offers approval only where somebody is waited for', async () => {
    await open(samples.waiting);
    await button('Approve…').click();
    await eventually(last).toEqual({ type: 'approve' });
    await suite.panel.send(stateOf(samples.approved));
    await button('Approve…').waitFor({ state: 'hidden' });
  });

  test.each([
    ['Markdown', 'markdown'],
    ['JSON', 'json'],
    ['SARIF', 'sarif'],
  ])('exports %s', async (words, format) => {
    await open(samples.approved);
    await button('Export').click();
    await button(words).click();
    await eventually(last).toEqual({ type: 'export', format });
  });

  test('jumps to the code of findings, survivors and failed runs', async () => {
    await open(samples.rejected);
    await find('.finding vscode-link', '7:3').click();
    await eventually(last).toEqual({ type: 'open-code', line: 7, column: 3 });
    await find('.finding vscode-link', 'undeclared-permission').click();
    await eventually(last).toEqual({ type: 'open-rule', rule: 'undeclared-permission' });
    await find('.toggle', 'a broken table').click();
    await find('.run-details vscode-link', '22:21').click();
    await eventually(last).toEqual({ type: 'open-code', line: 22, column: 21 });
    await suite.panel.send(stateOf(samples.approved));
    await find('.survivors vscode-link', '18').click();
    await eventually(last).toEqual({ type: 'open-code', line: 18 });
  });

  test('jumps to what is wrong with a package', async () => {
    await open(samples.broken);
    await find('.finding vscode-link', 'half-made/package.json').click();
    await eventually(last).toEqual({ type: 'open-problem', index: 0 });
  });

  test('a run opens by key to its differences, all lines of them on demand', async () => {
    await open(samples.rejected);
    const toggle = find('.toggle').first();
    await toggle.focus();
    await suite.panel.page.keyboard.press('Enter');
    await eventually(() => toggle.getAttribute('aria-expanded')).toBe('true');
    await eventually(() => find('.diff .removed .diff-text').allTextContents()).toEqual([
      '      "price": 120',
      '  "sum": 3000',
    ]);
    await eventually(() => find('.diff .added .diff-text').allTextContents()).toEqual([
      '      "price": 0',
      '  "sum": 2880',
    ]);
    await button('Show all (103 lines)').click();
    await eventually(() => find('.diff > div').count()).toBe(103);
    await button('Compare').click();
    await eventually(last).toEqual({ type: 'compare-run', index: 1 });
    await button('Open Examples').click();
    await eventually(last).toEqual({ type: 'open-examples' });
    await suite.panel.page.keyboard.press('Shift+Tab');
    await toggle.click();
    await eventually(() => find('tr.details').first().isVisible()).toBe(false);
  });

  test('a long text is cut until it is wanted', async () => {
    await open(samples.approved);
    await find('.toggle', 'long strings').click();
    const code = find('tr.details:not([hidden]) .code').first();
    expect((await code.textContent())?.length).toBe(4000);
    await button('Show all').first().click();
    await eventually(async () => (await code.textContent())?.length).toBe(5016);
  });

  test('filters runs, and remembers it while it is hidden', async () => {
    await open(samples.rejected);
    await find('#runs vscode-dropdown').click();
    await find('#runs vscode-option', 'Failed (2)').click();
    await eventually(() => find('tr.run').count()).toBe(2);
    await eventually(() => suite.panel.page.evaluate(() => sessionStorage.getItem('state'))).toMatch(
      /"folder":"file:\/\/\/shop","name":"sum-invoices","runFilter":"failed"/,
    );
    await suite.panel.page.reload();
    await eventually(() => find('tr.run').count()).toBe(2);
  });

  test('only the first of many runs are listed until more are wanted', async () => {
    const [first] = approved.runs;
    if (first === undefined) throw new Error('there is no run');
    const runs = Array.from({ length: 120 }, (_, at) => ({ ...first, name: `run ${at}` }));
    await open({ ...samples.approved, history: [{ ...approved, runs }] });
    await eventually(() => find('tr.run').count()).toBe(50);
    await button('Show all 120 runs').click();
    await eventually(() => find('tr.run').count()).toBe(120);
  });

  test('shows another report of the history, and the way back', async () => {
    await open(samples.approved);
    await find('.history vscode-data-grid-row', '1.1.0').click();
    await find('.verdict', 'For another content: Reject').waitFor();
    await find('.standing', 'Now: Admitted').waitFor();
    await find('.remark-line vscode-link', 'Show the latest').click();
    await eventually(() => find('.verdict strong').textContent()).toBe('Admitted');
    await eventually(last).toEqual({ type: 'show', at: approved.at });
    await eventually(() => find('.remark-line').count()).toBe(0);
  });

  test('a figure of the head leads to its part', async () => {
    await open(samples.approved, { height: 500 });
    await find('.facts vscode-link', 'Sandbox').click();
    await eventually(() => suite.panel.page.evaluate(() => document.activeElement?.id)).toBe('sandbox');
  });

  test('what was the same is not drawn again', async () => {
    await open(samples.rejected);
    await find('.toggle').first().click();
    await suite.panel.send(structuredClone(stateOf(samples.rejected)));
    await suite.panel.send({ type: 'busy', step: 'Reading' });
    await find('.busy', 'Reading').waitFor();
    expect(await find('.run-details').count()).toBe(1);
  });

  test('says what failed and what to do, until it is dismissed', async () => {
    await open(samples.approved);
    await suite.panel.send({ type: 'failed', message: 'The sandbox is gone.', hint: 'Start it again.' });
    await find('.failure', 'Start it again.').waitFor();
    await find('.failure vscode-button[aria-label=Dismiss]').click();
    await find('.failure').waitFor({ state: 'hidden' });
  });

  test('markup in any text is shown as text, and turns nothing around', async () => {
    await open(hostile);
    for (const toggle of await find('.toggle').all()) await toggle.click();
    for (const details of await find('details:not([open]) summary').all()) await details.click();
    await suite.panel.send({ type: 'failed', message: '<b>failed</b>', hint: '<img src=x>\u202e' });
    await find('.failure', '<b>failed</b><img src=x>').waitFor();
    const text = (await find('#app').textContent()) ?? '';
    for (const place of places) expect(text).toMatch(new RegExp(`${place}<img src=x`, 'i'));
    expect(text).not.toContain('\u202e');
    expect(text).not.toContain('undefined');
    // Nothing of it has become an element, or run.
    expect(await find('#app img, #app script, #app b').count()).toBe(0);
    expect(await suite.panel.page.evaluate(() => 'pwned' in globalThis)).toBe(false);
  });

  test.each([320, 400, 700, 1400])('nothing is wider than a window of %d pixels', async (width) => {
    await open(samples.rejected, { width });
    await find('.toggle').first().click();
    const [inner, outer] = await find('.report').evaluate((report) => [report.scrollWidth, report.clientWidth]);
    expect(inner).toBe(outer);
  });

  test('speaks the language of the editor', async () => {
    const words = { 'Show all ({0})': 'Alles zeigen ({0})', Levels: 'Stufen', Admitted: 'Zugelassen' };
    await open(samples.approved, { language: 'de', words });
    await find('h2', 'Stufen').waitFor();
    await eventually(() => find('.verdict strong').textContent()).toBe('Zugelassen');
    await eventually(() => find('.facts').textContent()).toContain('11,4');
  });
});
