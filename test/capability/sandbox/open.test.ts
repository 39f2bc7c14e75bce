import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { availableRunners, openSandbox } from '#capability/sandbox';
import { bubblewrapCommand } from '../../../src/capability/sandbox/cells/bubblewrap.ts';
import { containerArguments, containerParts } from '../../../src/capability/sandbox/cells/container.ts';
import { nodeArguments } from '../../../src/capability/sandbox/cells/isolate.ts';
import { neededFiles } from '../../../src/capability/sandbox/cells/needed.ts';
import { withDescendants } from '../../bench/processUse.ts';
import { callOf } from './support.ts';

const needed = neededFiles();

test('auto takes the strongest runner that works, and says what it guarantees', async () => {
  const states = await availableRunners();
  const strongest = ['bubblewrap', 'isolate', 'wasm'].find((name) =>
    states.some((state) => state.name === name && state.available),
  );
  const sandbox = await openSandbox({ runner: 'auto', workers: 1 });
  expect(sandbox.guarantees).toMatchObject({ runner: strongest, engine: expect.stringMatching(/V8|QuickJS/) });
  expect(sandbox.guarantees.holds.length).toBeGreaterThan(4);
  expect(sandbox.guarantees.gaps.length).toBeGreaterThan(0);
  await sandbox.dispose();
});

test('without a Node that fits, auto takes WebAssembly, and a runner that was named is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-no-node-'));
  const node = join(folder, 'node');
  writeFileSync(node, '#!/bin/sh\necho "node: bad option: --permission" >&2; exit 9\n', { mode: 0o755 });
  try {
    const sandbox = await openSandbox({ runner: 'auto', node });
    expect(sandbox.guarantees.runner).toBe('wasm');
    await sandbox.dispose();
    await expect(openSandbox({ runner: 'isolate', node })).rejects.toMatchObject({
      code: 'sandbox-unavailable',
      message: expect.stringContaining('bad option: --permission'),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a worker that is killed from elsewhere is replaced, and its run is answered', async () => {
  const before = new Set(withDescendants(process.pid));
  const sandbox = await openSandbox({ runner: 'isolate', workers: 1 });
  const pending = sandbox.run(callOf('export function run() { for (;;); }'));
  const workers = withDescendants(process.pid).filter((pid) => !before.has(pid));
  for (const pid of workers) process.kill(pid, 'SIGKILL');
  expect(await pending).toMatchObject({ status: 'crashed', message: expect.stringContaining('SIGKILL') });
  expect(await sandbox.run(callOf('export const run = () => 1;'))).toMatchObject({ status: 'ok', value: 1 });
  await sandbox.dispose();
});

test('the child may read its own code and nothing else', () => {
  const args = nodeArguments(needed);
  expect(args).toContain('--permission');
  const readable = args.filter((arg) => arg.startsWith('--allow-fs-read=')).map((arg) => arg.slice(16));
  expect(readable).toEqual([...needed.files, needed.addons]);
  expect(needed.files.every((path) => /[\\/](sandbox|dist)[\\/]|package\.json$/.test(path))).toBe(true);
  expect(args.some((arg) => /^--allow-(fs-write|child-process|worker|net|wasi)/.test(arg))).toBe(false);
});

test('bubblewrap shows it Node and its own code, read-only', () => {
  const { args, file } = bubblewrapCommand({
    bwrap: '/b/bwrap',
    prlimit: undefined,
    node: '/n/node',
    libraries: ['/l/libc.so'],
    needed,
  });
  expect(file).toBe('/b/bwrap');
  expect(args).toEqual(expect.arrayContaining(['--unshare-all', '--die-with-parent', '--new-session', '--clearenv']));
  expect(args.filter((arg) => /^--(dev-)?bind/.test(arg))).toEqual([]);
  const bound = args.flatMap((arg, at) => (arg === '--ro-bind' ? [args[at + 1]] : []));
  expect(bound).toEqual(['/n/node', '/l/libc.so', ...needed.files, needed.addons]);
});

test('a container has no network, nothing to write to and no privileges', async () => {
  for (const kind of ['docker', 'podman'] as const) {
    const engine = { file: `/e/${kind}`, kind, version: '' };
    const args = containerArguments('name', { engine, node: '/n/node', libraries: ['/l/libc.so'], needed }).join(' ');
    await expect(args.replaceAll(/ --volume \S+/g, '').replaceAll(' -', '\n-')).toMatchFileSnapshot(
      `../../golden/sandbox/${kind}.txt`,
    );
    const mounted = [...args.matchAll(/--volume (\S+?):\1:ro/g)].map(([, path]) => path);
    expect(mounted).toEqual(['/n/node', '/l/libc.so', ...needed.files, needed.addons]);
    expect(args.match(/--(volume|mount)/g)).toHaveLength(mounted.length);
  }
});

test.skipIf(process.platform !== 'linux')(
  'an engine that cannot be used is named with its own words, and so is none',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toolwright-engines-'));
    const files = { node: process.execPath, libraries: [] };
    const engine = (name: string, script: string) =>
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
    try {
      engine('no-daemon', 'echo "Is the docker daemon running?" >&2; exit 1');
      // It does all that it is asked, and holds no limit.
      engine('lax', 'echo "podman version 4.3.1"');
      await expect(containerParts(files, ['no-daemon', 'lax'])).rejects.toThrow(
        'no-daemon runs no container here: Is the docker daemon running?. lax runs no container here: its limits do not hold',
      );
      await expect(containerParts(files, ['absent', 'gone'])).rejects.toThrow('install absent or gone');
    } finally {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    }
  },
);
