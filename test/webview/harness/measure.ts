// How smooth the full graph is: `node test/webview/harness/measure.ts [FILES EDGES]`.
// WebGL runs in software here, so frames tell of this machine; what the page computes a frame tells of the code.
import type { CDPSession } from 'playwright-core';
import { openGraphPanel } from './graphPanel.ts';
import { launchBrowser, openTab } from './panelPage.ts';
import { servePanels } from './server.ts';
import { drawable, makeWorkspace } from './workspace.ts';

/** Not the page's own work: waiting, the browser's inner life, and the graphics being read back. */
const notOurs = new Set(['(root)', '(idle)', '(program)', 'readPixels']);

const [files = 10_000, edges = 60_000] = process.argv.slice(2).map(Number);
const browser = await launchBrowser();
if (browser === undefined) throw new Error('There is no Chromium.');
const server = await servePanels();
const workspace = makeWorkspace(files, edges);
const panel = await openGraphPanel(await openTab(browser), server, drawable(workspace));
const { page } = panel;
const session = await page.context().newCDPSession(page);
await session.send('Profiler.enable');

const start = performance.now();
await page.locator('vscode-panel-tab', { hasText: 'Full graph' }).click();
await page.locator('.canvas canvas').first().waitFor({ timeout: 120_000 });
console.log(`Graph to first picture, layout included: ${(performance.now() - start).toFixed(0)} ms`);
await page.locator('.waiting').waitFor({ state: 'hidden', timeout: 120_000 });
await page.waitForTimeout(1000);
await measure('Panning', pan);
await measure('Zooming', zoom);
await page.locator('.canvas').focus();
await measure('Selecting a file', () => page.keyboard.press('Home'));
await measure('Clearing the selection', () => page.keyboard.press('Escape'));
const changed = { ...workspace, paths: [...workspace.paths, 'src/new.ts'] };
await measure('Live update by one file', () => panel.change(drawable(changed, 2)));
await browser.close();
await server.close();

/** Prints what the page computed, and how often and how evenly the browser showed a picture meanwhile. */
async function measure(what: string, act: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { times });
    const tick = (now: number) => {
      times.push(now);
      if (times.length < 10_000) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await session.send('Profiler.start');
  await act();
  await page.waitForTimeout(500);
  const work = await ownWork(session);
  const gaps = await page.evaluate(() => {
    const { times } = globalThis as unknown as { times: number[] };
    const between = times.slice(1).map((time, at) => time - (times[at] as number));
    times.length = 10_000;
    return between;
  });
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  console.log(
    `${what}: ${work.toFixed(0)} ms of own work in ${gaps.length} frames, ${(work / Math.max(1, gaps.length)).toFixed(1)} ms each; ` +
      `frames took median ${at(0.5)}, p95 ${at(0.95)} ms`,
  );
}

/** Milliseconds since the profiler was started that the page's scripts ran. */
async function ownWork(session: CDPSession): Promise<number> {
  const { profile } = await session.send('Profiler.stop');
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const { samples = [], timeDeltas = [] } = profile;
  return samples.reduce(
    (sum, id, at) => sum + (notOurs.has(names.get(id) ?? '') ? 0 : (timeDeltas[at] ?? 0) / 1000),
    0,
  );
}

async function pan(): Promise<void> {
  await page.mouse.move(300, 300);
  await page.mouse.down();
  for (let step = 0; step < 60; step++) {
    await page.mouse.move(300 + step * 4, 300 + step * 3);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}

async function zoom(): Promise<void> {
  await page.mouse.move(500, 450);
  for (let step = 0; step < 12; step++) {
    await page.mouse.wheel(0, step < 6 ? -120 : 120);
    await page.waitForTimeout(120);
  }
}
