import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { chromiumFlags } from '../../scripts/editor/chromium.ts';
import { type CodeServer, installExtension, startCodeServer } from '../../scripts/editor/codeServer.ts';
import { copySampleWorkspace } from '../../scripts/editor/sampleWorkspace.ts';
import { type Print, root } from '../../scripts/process.ts';
import { atLeastOneFailed, failureLine, oneFailed, sum, type Tally } from '../../scripts/tally.ts';
import { bundleProvider, bundleSuite } from './bundle.ts';

const timeLimit = 10 * 60_000;
const artefacts = join(root, 'test', 'artefacts', 'host');

/**
 * Runs the suites inside the extension host of the real VS Code, with Toolwright installed from its VSIX.
 *
 * @param print takes what each suite came to
 */
export async function runHostTests(vsix: string, browser: string, print: Print): Promise<Tally> {
  rmSync(artefacts, { recursive: true, force: true });
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-host-')));
  try {
    const folder = join(data, 'corner-shop');
    await Promise.all([copySampleWorkspace(folder), installExtension(data, vsix)]);
    const server = await startCodeServer({ data });
    try {
      const run = async (suite: string, opened: string) =>
        report(await runSuite(suite, server, opened, browser), print);
      return sum([await run('suite', folder), await run('suite/folders', twoFolders(data))]);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs the tests of one folder of test/host in a window of their own. @param opened a folder or a `.code-workspace` file */
async function runSuite(suite: string, server: CodeServer, opened: string, browser: string): Promise<Ran> {
  const own = join(artefacts, suite);
  mkdirSync(own, { recursive: true });
  const results = join(own, 'results.json');
  const testing = await bundleSuite(suite, own, results);
  const developing = await bundleProvider(own);
  const picture = join(own, 'window.png');
  await runInBrowser(browser, server.url({ folder: opened, developing, testing }), picture);
  return { results, picture };
}

/** The files that a suite leaves. */
interface Ran {
  readonly results: string;
  readonly picture: string;
}

/** A workspace of two empty folders. @returns its `.code-workspace` file */
function twoFolders(data: string): string {
  const folders = ['garden', 'annex'].map((path) => ({ path }));
  for (const { path } of folders) mkdirSync(join(data, path));
  const file = join(data, 'both.code-workspace');
  writeFileSync(file, JSON.stringify({ folders }));
  return file;
}

/** Opens the window in which a suite runs, until VS Code says that it ended. @param picture where the window is kept as it was then */
export async function runInBrowser(executablePath: string, url: string, picture: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const { promise: ended, resolve: end } = Promise.withResolvers<'ended'>();
    // VS Code looks for these two functions in the page.
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.exposeFunction('codeAutomationExit', () => end('ended'));
    await page.goto(url);
    const how = await Promise.race([ended, sleep(timeLimit, 'too late' as const, { ref: false })]);
    await page.screenshot({ path: picture });
    if (how === 'too late') console.error(`The suite did not end within ${timeLimit / 60_000} minutes.`);
  } finally {
    await browser.close();
  }
}

interface MochaResults {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number };
  readonly passes: readonly MochaTest[];
  readonly pending: readonly MochaTest[];
  readonly failures: readonly MochaTest[];
}

interface MochaTest {
  readonly fullTitle: string;
  readonly duration?: number;
  readonly err: { readonly message?: string; readonly stack?: string };
}

function report({ results, picture }: Ran, print: Print): Tally {
  if (!existsSync(results)) {
    const failure = `The suite left no results; ${picture} shows how the window looked.`;
    print(failure);
    return oneFailed(`host > ${failure}`);
  }
  const { stats, passes, pending, failures } = JSON.parse(readFileSync(results, 'utf8')) as MochaResults;
  for (const test of passes) print(`  ✓ ${test.fullTitle} (${test.duration ?? 0} ms)`);
  for (const test of pending) print(`  - ${test.fullTitle}`);
  for (const test of failures) print(`  ✗ ${test.fullTitle}\n${test.err.stack ?? test.err.message ?? ''}`);
  const tally = {
    passed: stats.passes,
    failed: stats.failures,
    skipped: stats.pending,
    failures: failures.map(({ fullTitle, err }) => failureLine(`host > ${fullTitle}`, err.message)),
  };
  return stats.passes + stats.failures === 0 ? atLeastOneFailed(tally, 'host > no test ran') : tally;
}
