import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FromRolloutPanel, RolloutStatus } from '#protocol';
import { useRuntimeInPage } from '../../runtime/browserPage.ts';
import { browserSuite, eventually } from '../harness/browserSuite.ts';
import { drawn, type OpenOptions } from '../harness/panelPage.ts';
import { openRolloutPanel, type RolloutPanelPage } from '../harness/rolloutPanel.ts';
import { many, rollouts, stateOf } from './rollouts.ts';

browserSuite<RolloutPanelPage>('the dashboard of rollouts', (suite) => {
  const find = (selector: string, hasText?: string | RegExp): Locator =>
    suite.panel.page.locator(selector, hasText === undefined ? {} : { hasText });
  const button = (words: string) => find('vscode-button', words).locator('visible=true');
  const last = (): FromRolloutPanel | undefined => suite.panel.received.at(-1);
  const subject = { folder: 'file:///shop', name: 'iso-dates' };

  async function open(shown: RolloutStatus | undefined, options?: OpenOptions): Promise<void> {
    await suite.start((tab, server) => openRolloutPanel(tab, server, shown, options));
    await find('.rollout h1, .empty h2').locator('visible=true').first().waitFor();
  }

  test('says all of a rollout; another one is a click away, with its own', async () => {
    await open(rollouts.running);
    await find('.plot canvas').waitFor();
    await drawn(suite.panel.page);
    await expect(`${await find('#app').ariaSnapshot()}\n`).toMatchFileSnapshot('golden/running.aria.txt');
    await find('.rollout-list button', 'title-case').click();
    await eventually(last).toEqual({ type: 'show', folder: 'file:///shop', name: 'title-case' });
    await find('#verdict', 'It fails less often than 3.0.0').waitFor();
    await find('.problems vscode-link').click();
    await eventually(last).toMatchObject({ type: 'open-problem', index: 0, name: 'title-case' });
    await find('.rollout-list button', 'slug').click();
    await find('.verdict', 'Not started').waitFor();
    await eventually(() => find('.controls vscode-button').locator('visible=true').allTextContents()).toEqual([
      'Start…',
    ]);
    await eventually(() => find('#curve, #figures, #evidence, #log').locator('visible=true').count()).toBe(0);
  });

  test('what is possible is done, what is not says why and does nothing', async () => {
    await open(rollouts.running);
    for (const [words, command] of [
      ['Advance…', 'advance'],
      ['Pause…', 'pause'],
      ['Roll Back…', 'roll-back'],
    ]) {
      await button(words ?? '').click();
      await eventually(last).toEqual({ type: 'command', command, ...subject });
    }
    await button('Resume…').click();
    await find('.why-not', 'Resume: It is not paused.').waitFor();
    await find('.why-not', 'Advance: The policy says otherwise (it is not shown yet that it does no harm).').waitFor();
    await button('Stop All…').click();
    await eventually(last).toEqual({ type: 'stop-all' });
    expect(suite.panel.received.filter(({ type }) => type === 'command')).toHaveLength(3);
    await suite.panel.send({ type: 'busy', step: 'Rolling back' });
    await find('.busy', 'Rolling back').waitFor();
    await eventually(() => button('Pause…').getAttribute('aria-disabled')).toBe('true');
    await suite.panel.send({ type: 'failed', message: '<b>failed</b>', hint: 'Try again.\u202e' });
    await find('.failure', '<b>failed</b>Try again.').waitFor();
    expect(await find('.failure').textContent()).not.toContain('\u202e');
  });

  test('news leave focus, scroll and what is unfolded as they are', async () => {
    const { running } = rollouts;
    await open(running, { height: 500 });
    await find('.log summary').click();
    const top = await find('.page').evaluate((page) => page.scrollTop);
    expect(top).toBeGreaterThan(0);
    const candidate = { count: 16, of: 1400, low: 0.005, high: 0.02 };
    const at = '2026-11-20T10:31:00.000Z';
    const more: RolloutStatus = {
      ...running,
      curve: [...running.curve, { at, stage: 'beta', candidate, control: candidate }],
      log: [
        { ...(running.log[0] as RolloutStatus['log'][number]), id: 6, command: 'pause', by: '<i>Bob</i>' },
        ...running.log,
      ],
    };
    await suite.panel.send(structuredClone(stateOf(more)));
    await find('.log-line', '<i>Bob</i>').waitFor();
    expect(await find('details[open] .decision').count()).toBe(1);
    expect(await suite.panel.page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    expect(await find('.page').evaluate((page) => page.scrollTop)).toBe(top);
  });

  test('keys go along the plot, and a table says the same', async () => {
    await open(rollouts.running);
    await find('.plot canvas').waitFor();
    await find('.drawing').focus();
    await suite.panel.page.keyboard.press('End');
    await find('.readout', 'beta: new version 1.1').waitFor();
    await suite.panel.page.keyboard.press('Home');
    await find('.readout', 'canary: new version no requests').waitFor();
    await find('.as-table summary').click();
    await eventually(() => find('.as-table tbody tr').count()).toBe(rollouts.running.curve.length);
    await eventually(() => find('.as-table tbody tr').last().textContent()).toContain('no requests');
  });

  test('without any it says what a rollout is, and how to begin', async () => {
    await open(undefined);
    await find('.empty', 'step by step').waitFor();
    await button('Start Rollout…').click();
    await eventually(last).toEqual({ type: 'start-another' });
  });

  test('what the policy took back says why once at the top, and how much was enough for it', async () => {
    await open(rollouts.rolledBack);
    await eventually(() => find('.verdict .standing').textContent()).toBe(
      'Version 2.0.0 was rolled back by the policy: everybody gets 1.4.2.',
    );
    await find('#decision', 'Failed: 9 of 31 (29 %)').waitFor();
    await find('.stage', 'canary').filter({ hasText: 'Rolled back here' }).waitFor();
    await find('.stage', 'beta').filter({ hasText: 'Not reached' }).waitFor();
    const meters = () => find('.meter.full').allTextContents();
    await eventually(meters).toEqual([
      'That it fails more often than the version in use512 of 217: enough, it is rolled back',
    ]);
    await suite.panel.send(stateOf(rollouts.tested));
    await eventually(meters).toEqual(['That it does no harm4,100 of 50: enough, it is shown']);
    expect(await find('.meter.full.good').count()).toBe(1);
  });

  test('where everybody has it, too many errors take it back instead of pausing it', async () => {
    const { running } = rollouts;
    const decision = running.decision && { ...running.decision, stage: { name: 'production', percent: 100 } };
    await open({ ...running, percent: 100, ...(decision && { decision }) });
    await find('.meter', 'its error rate is above the limit')
      .filter({ hasText: 'at 5,000 it is rolled back' })
      .waitFor();
    await find('.facts', 'Who has iteverybody').waitFor();
  });

  test.each([1000, 400])(
    'many rollouts have a list that scrolls by itself, in a window of %d pixels',
    async (width) => {
      await open(rollouts.running, { width, height: 800 });
      await suite.panel.send(stateOf(many[1], many));
      await eventually(() => find('.rollout-list li').count()).toBe(many.length);
      const list = await find('.rollout-list').evaluate(({ scrollHeight, clientHeight }) => [
        scrollHeight,
        clientHeight,
      ]);
      expect(list[0]).toBeGreaterThan(list[1] ?? 0);
      const title = await find('.rollout h1').boundingBox();
      expect((title?.y ?? 800) + (title?.height ?? 0), 'the rollout that is shown is in view').toBeLessThan(800);
      const [inner, outer] = await find('.page').evaluate((page) => [page.scrollWidth, page.clientWidth]);
      expect(inner).toBe(outer);
    },
  );

  test('a row that changes its place in the list keeps the focus', async () => {
    const { running, rolledBack, tested, notStarted } = rollouts;
    await open(running);
    await find('.rollout-list button', 'title-case').focus();
    await suite.panel.send(stateOf(running, [tested, running, rolledBack, notStarted]));
    await eventually(() => find('.rollout-list button').first().textContent()).toContain('title-case');
    expect(await suite.panel.page.evaluate(() => document.activeElement?.textContent)).toContain('title-case');
  });

  test.each([320, 900, 1400])('nothing is wider than a window of %d pixels', async (width) => {
    await open(rollouts.tested, { width });
    await find('.plot canvas').waitFor();
    const [inner, outer] = await find('.page').evaluate((page) => [page.scrollWidth, page.clientWidth]);
    expect(inner).toBe(outer);
    const [tall, window] = await find('html').evaluate((page) => [page.scrollHeight, page.clientHeight]);
    expect(tall, 'the window itself scrolls nothing away').toBe(window);
  });

  test('a first version is compared with nothing', async () => {
    const { stable: _, ...first } = rollouts.running;
    await open(first);
    await find('.meter', 'its error rate is above the limit').waitFor();
    expect(await find('.meter').allTextContents()).toHaveLength(4);
    expect(await find('#opinions li').count()).toBe(1);
    expect(await find('.plot-legend span', 'Version in use').locator('visible=true').count()).toBe(0);
  });

  test('what has reached everybody is the version in use', async () => {
    await open({ ...rollouts.running, state: 'finished', percent: 100 });
    const facts = await find('.facts').textContent();
    expect(facts).toContain('Version before1.0.0');
    expect(facts).toContain('Version in use2.0.0');
  });

  test('what has no capability in its folder any more has no report to open', async () => {
    await open(rollouts.running);
    await button('Open Report').click();
    await eventually(last).toEqual({ type: 'open-report', ...subject });
    const { inFolder: _, ...left } = rollouts.running;
    await suite.panel.send(stateOf({ ...left, stage: '' }));
    await find('.rollout-list .row-state', /^Running · 10 % of users$/).waitFor();
    await eventually(() => button('Open Report').count()).toBe(0);
    await button('Start Rollout…').waitFor();
  });

  test('what several problems have in common is said once', async () => {
    const problem = {
      code: 'rollout-policy-invalid',
      severity: 'error',
      path: 'policy.json',
      hint: 'Mend it.',
    } as const;
    const problems = ['percent: it is 120.', 'minutes: it is missing.'].map((message) => ({ ...problem, message }));
    await open({ ...rollouts.running, problems });
    await find('.problems', 'minutes: it is missing.').waitFor();
    expect(await find('.problems .note').allTextContents()).toEqual(['Mend it.']);
    expect(await find('.problems li').count()).toBe(2);
  });

  // Here, because a browser runs already.
  test('beside it, the runtime library serves an app in a page without storage and eval, by flags that change', async () => {
    await open(rollouts.running);
    await useRuntimeInPage(suite.panel.page.context());
  });
});
