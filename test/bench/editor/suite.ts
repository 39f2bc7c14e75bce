import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { eventually } from '../../host/eventually.ts';
import { proposedChange } from '../../host/proposedChange.ts';
import type { Watched } from './benchmark.ts';

declare const EDITOR: { readonly lines: number; readonly results: string };

interface Wish {
  readonly request: string;
  readonly keep: string;
  readonly output: (name: string) => string;
}

/** One of each round: what the first has kept serves the second time, and nothing would be generated. */
const wishes: Readonly<Record<Watched['round'], Wish>> = {
  cold: {
    request: 'turn the people around',
    keep: 'turn-around',
    output: (name) => name.replace(/(\w+) (\w+)/, '$2, $1'),
  },
  warm: {
    request: 'abbreviate everybody politely',
    keep: 'abbreviate',
    output: (name) => name.replace(/(\w)\w* (\w+)/, '$1. $2'),
  },
};

const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Barbara Liskov'];

/**
 * What the editor's thread is watched during, in its order. First what has nothing to do with us: VS Code's own extensions
 * start in the same thread.
 */
const works: Readonly<Record<string, (wish: Wish) => Promise<unknown>>> = {
  idle: () => sleep(5000),
  'VS Code opens TypeScript': async () => {
    const [file] = await vscode.workspace.findFiles('src/slug.ts');
    if (file !== undefined) await vscode.window.showTextDocument(file);
    await sleep(10_000);
  },
  'a request fails, and is a gap': async ({ request }) => {
    const options = { input: { request, input: people.join('\n') }, toolInvocationToken: undefined };
    await vscode.lm.invokeTool('toolwright_ask', options);
    await vscode.commands.executeCommand('toolwright.gaps.refresh');
  },
  'a capability is generated, and kept': async ({ request, keep, output }) => {
    const examples = people.map((name) => ({ input: [name], output: output(name) }));
    await vscode.commands.executeCommand('toolwright.gaps.generate', { request, examples, keep });
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder === undefined) throw new Error('No folder is open.');
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, '.toolwright/capabilities', keep));
  },
  'a function is written, and shown': async () => {
    const writing = vscode.commands.executeCommand('toolwright.synthesizeStub', { id: 'src/slug.ts#slug' });
    await eventually(proposedChange, 'a proposal', 120_000);
    await vscode.commands.executeCommand('toolwright.edits.discard');
    await writing;
  },
  'lines are taught, and changed': async () => {
    const days = Array.from(
      { length: EDITOR.lines },
      (_, at) => `${(at % 28) + 1}.${(at % 12) + 1}.${2000 + (at % 30)}`,
    );
    const document = await vscode.workspace.openTextDocument({ content: days.join('\n'), language: 'plaintext' });
    const editor = await vscode.window.showTextDocument(document);
    editor.selections = [new vscode.Selection(0, 0, document.lineCount, 0)];
    const examples = [
      { input: '1.1.2000', output: '2000-01-01' },
      { input: '11.11.2010', output: '2010-11-11' },
    ];
    await vscode.commands.executeCommand('toolwright.teach', { examples, apply: true });
  },
};

/** Called by VS Code inside the extension host: does the editor's work twice, so that the second time is of warm code. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
  const results: Watched[] = [];
  for (const round of ['cold', 'warm'] as const) {
    for (const [work, go] of Object.entries(works))
      results.push({ work, round, ...(await watched(() => go(wishes[round]))) });
  }
  writeFileSync(EDITOR.results, JSON.stringify(results));
}

/** Milliseconds between two looks. */
const interval = 2;

async function watched(go: () => Promise<unknown>): Promise<Omit<Watched, 'work' | 'round'>> {
  const delay = monitorEventLoopDelay({ resolution: interval });
  delay.enable();
  let before = processorMs();
  const turns: number[] = [];
  const timer = setInterval(() => {
    const now = processorMs();
    turns.push(now - before);
    before = now;
  }, interval);
  const start = performance.now();
  let failed: string | undefined;
  await go().catch((error: unknown) => {
    failed = String(error);
  });
  const milliseconds = performance.now() - start;
  clearInterval(timer);
  delay.disable();
  return {
    milliseconds,
    heldMs: Math.max(0, ...turns),
    heldOver50: turns.filter((ms) => ms > 50).length,
    delayMs: delay.max / 1e6,
    ...(failed === undefined ? {} : { failed }),
  };
}

/** Processor time of this process's first thread, in which extensions run; of all of it where the system does not tell. */
function processorMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}
