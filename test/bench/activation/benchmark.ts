import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { ensureChromium, noChromium } from '../../../scripts/editor/chromium.ts';
import { installExtension, startCodeServer } from '../../../scripts/editor/codeServer.ts';
import { prepareCodeServer } from '../../../scripts/editor/prepareCodeServer.ts';
import { packageExtension } from '../../../scripts/package.ts';
import { root } from '../../../scripts/process.ts';
import { runInBrowser } from '../../host/run.ts';
import { median } from '../statistics.ts';

const ours = 'toolwright.toolwright';
/** Comes with VS Code and does about as much at its start. */
const peer = 'vscode.npm';
const target = 50;

/**
 * How long the packaged extension takes to activate in the real VS Code, code loading included, beside one of VS Code's
 * own, each time in a fresh extension host on an empty folder, where nothing activates it before it is asked for.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '5' } } });
  const browser = await ensureChromium();
  if (browser === undefined) throw new Error(noChromium);
  await prepareCodeServer();
  const vsix = await packageExtension();
  const rounds: Record<string, number | null>[] = [];
  for (let round = 0; round < Number(values.rounds); round++) rounds.push(await activate(vsix, browser));
  const of = (id: string) => rounds.flatMap((times) => (typeof times[id] === 'number' ? [times[id]] : []));
  const result = {
    medianMs: median(of(ours)),
    maxMs: Math.max(...of(ours)),
    peer: { [peer]: { medianMs: median(of(peer)) } },
  };
  console.log(
    `activation of ${ours}: median ${result.medianMs.toFixed(1)} ms, slowest ${result.maxMs.toFixed(1)} ms of ${rounds.length}`,
  );
  console.log(
    `activation of ${peer}: median ${median(of(peer)).toFixed(1)} ms; ratio ${(result.medianMs / median(of(peer))).toFixed(2)}`,
  );
  console.log(`to reach: below ${target} ms: ${result.medianMs < target ? 'met' : 'missed'}`);
  return result;
}

async function activate(vsix: string, browser: string): Promise<Record<string, number | null>> {
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-activation-')));
  try {
    const results = join(data, 'results.json');
    const testing = join(data, 'suite.cjs');
    await build({
      absWorkingDir: root,
      entryPoints: ['test/bench/activation/suite.ts'],
      outfile: testing,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      external: ['vscode'],
      define: { ACTIVATION: JSON.stringify({ extensions: [peer, ours], results }) },
    });
    await installExtension(data, vsix);
    const folder = join(data, 'empty');
    mkdirSync(folder);
    const server = await startCodeServer({ data });
    try {
      const developing = join(root, 'test', 'host', 'extension');
      await runInBrowser(browser, server.url({ folder, developing, testing }), join(data, 'window.png'));
    } finally {
      await server.stop();
    }
    return JSON.parse(readFileSync(results, 'utf8'));
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
