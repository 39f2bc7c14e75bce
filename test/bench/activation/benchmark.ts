import { parseArgs } from 'node:util';
import { packageExtension } from '../../../scripts/package.ts';
import { prepareEditor, runInEditor } from '../inEditor.ts';
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
  const browser = await prepareEditor();
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

function activate(vsix: string, browser: string): Promise<Record<string, number | null>> {
  return runInEditor(browser, vsix, {
    entry: 'test/bench/activation/suite.ts',
    define: (results) => ({ ACTIVATION: { extensions: [peer, ours], results } }),
  });
}
