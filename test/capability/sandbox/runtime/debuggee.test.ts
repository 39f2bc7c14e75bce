import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DebugCall, recordedPorts, startDebuggee } from '#capability/sandbox';
import { defaultLimits } from '#protocol';
import { temporaryFolder } from './support.ts';

function callOf(source: string, more: Partial<DebugCall> = {}): DebugCall {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.ts'), source);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return { folder, source, input: 'x', permissions: {}, ports: recordedPorts({}), limits: defaultLimits, ...more };
}

/** As a debugger does that has no breakpoints: connects, and lets it go on. */
async function resume(port: number): Promise<void> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((done) => socket.addEventListener('open', done));
  onTestFinished(() => socket.close());
  for (const [id, method] of ['Runtime.enable', 'Debugger.enable', 'Runtime.runIfWaitingForDebugger'].entries()) {
    socket.send(JSON.stringify({ id, method }));
  }
  socket.addEventListener('message', ({ data }) => {
    if (JSON.parse(data).method === 'Debugger.paused')
      socket.send(JSON.stringify({ id: 9, method: 'Debugger.resume' }));
  });
}

async function debug(call: DebugCall) {
  const { port, result, kill } = await startDebuggee(call, {});
  onTestFinished(kill);
  await resume(port);
  return result;
}

test('runs TypeScript as it lies there, with what it is granted', async () => {
  const source = [
    'interface Context { readonly workspace: { read(path: string): Promise<string> }; readonly log: { info(text: string): void } }',
    'export async function run(input: string, { workspace, log }: Context): Promise<string> {',
    "  log.info('reading');",
    "  return input + (await workspace.read('a.txt'));",
    '}',
  ].join('\n');
  const permissions = { 'workspace:read': ['*.txt'], log: true };
  const result = await debug(callOf(source, { permissions, ports: recordedPorts({ files: { 'a.txt': 'y' } }) }));
  expect(result).toMatchObject({
    status: 'ok',
    value: 'xy',
    logs: ['reading'],
    effects: [{ call: 'workspace.read', arguments: ['a.txt'], result: 'y' }],
  });
});

test('has what the sandbox has beside the language, and no more', async () => {
  const source = [
    'const { host } = new URL("https://a.example/b");',
    'export const run = () => [host, atob("YQ=="), structuredClone([1]), typeof TextEncoder, typeof fetch, typeof process];',
  ].join('\n');
  const value = ['a.example', 'a', [1], 'function', 'undefined', 'undefined'];
  expect(await debug(callOf(source))).toMatchObject({ status: 'ok', value });
});

test('tells where it threw', async () => {
  const source = 'export const run = (): never => {\n  throw new Error("no way");\n};';
  expect(await debug(callOf(source))).toMatchObject({ status: 'error', message: 'no way', at: { line: 2, column: 9 } });
});

test('is refused what is not granted', async () => {
  const source = "export const run = (_: string, c: any) => c.workspace.read('b.md');";
  const permissions = { 'workspace:read': ['*.txt'] };
  expect(await debug(callOf(source, { permissions }))).toMatchObject({ status: 'permission' });
});

test('finds nothing of Node, no second module, and no file but its own', async () => {
  const source = `export const run = async () => {
    const names = ['process', 'fetch', 'Buffer', 'require', 'setTimeout', 'WebSocket', 'WebAssembly'];
    const there = names.filter((name) => name in globalThis);
    const tried = [];
    for (const name of ['node:fs', 'node:net', './other.ts']) {
      tried.push(await import(name).then(() => name + ' came', () => 'refused'));
    }
    const made = (() => { try { return new Function('return 1')(); } catch { return 'refused'; } })();
    return { there, tried, made };
  };`;
  const call = callOf(source);
  writeFileSync(join(call.folder, 'other.ts'), 'export const a = 1;');
  const value = { there: [], tried: ['refused', 'refused', 'refused'], made: 'refused' };
  expect(await debug(call)).toMatchObject({ status: 'ok', value });
});

test('does not run a file that is another one than was verified', async () => {
  const call = callOf('export const run = () => 1;');
  writeFileSync(join(call.folder, 'index.ts'), 'export const run = () => 2;');
  expect(await debug(call)).toMatchObject({ status: 'error', message: expect.stringContaining('another one') });
});

test('ends when it is killed', async () => {
  const { result, kill } = await startDebuggee(callOf('export const run = () => 1;'), {});
  kill();
  await expect(result).rejects.toMatchObject({ name: 'CancelledError' });
});

test('cannot be started without a Node.js', async () => {
  const folder = join(temporaryFolder(), 'x');
  mkdirSync(folder);
  const starting = startDebuggee(callOf('export const run = () => 1;'), { node: join(folder, 'node') });
  await expect(starting).rejects.toMatchObject({ code: 'no-debuggee' });
});
