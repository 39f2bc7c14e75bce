import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { availableRunners } from '#capability/sandbox';
import type { RunnerName } from '#protocol';
import { root } from '../../../scripts/process.ts';
import { bubblewrapCommand, bubblewrapParts } from '../../../src/capability/sandbox/cells/bubblewrap.ts';
import { containerArguments, containerParts } from '../../../src/capability/sandbox/cells/container.ts';
import { askEngine } from '../../../src/capability/sandbox/cells/containerEngine.ts';
import { isolateCommand, nodeArguments } from '../../../src/capability/sandbox/cells/isolate.ts';
import { neededFiles } from '../../../src/capability/sandbox/cells/needed.ts';
import { nodeFiles } from '../../../src/capability/sandbox/cells/programs.ts';
import { withDescendants } from '../../bench/processUse.ts';

// What holds when the engine does not: code that runs in the worker's process itself.
const probe = (port: number, outside: string) => `
import fs from 'node:fs'; import net from 'node:net'; import child from 'node:child_process'; import { Worker } from 'node:worker_threads';
const tried = {};
let kernel = [];
const attempt = (name, work) => { try { work(); tried[name] = 'done'; } catch (error) { tried[name] = error.code ?? error.message; } };
attempt('read', () => fs.readFileSync(${JSON.stringify(outside)}));
attempt('passwd', () => fs.readFileSync('/etc/passwd'));
attempt('write', () => fs.writeFileSync('/tmp/toolwright-escaped', '1'));
attempt('spawn', () => child.execFileSync('/bin/true'));
attempt('thread', () => new Worker('1', { eval: true }));
attempt('code', () => new Function('return 1')());
attempt('writeRoot', () => fs.writeFileSync('/escaped', '1'));
attempt('writeShared', () => fs.writeFileSync('/dev/shm/escaped', '1'));
attempt('kernel', () => { kernel = fs.readFileSync('/proc/self/status', 'utf8').match(/^(CapEff|CapBnd|NoNewPrivs|Seccomp):.*/gm); });
tried.kernel = kernel.map((line) => line.replace(/\\s+0*(\\d)/, '$1'));
tried.user = process.getuid?.();
tried.environment = Object.keys(process.env).sort().join();
const socket = net.connect(${port}, '127.0.0.1');
socket.on('connect', () => end('done')).on('error', (error) => end(error.code));
function end(network) { console.log(JSON.stringify({ ...tried, network })); process.exit(0); }
`;

const states = new Map((await availableRunners()).map((state) => [state.name, state]));
const server = createServer((socket) => socket.destroy());
let folder = '';
let needed = neededFiles();

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-walls-')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const entry = join(folder, 'probe.mjs');
  const outside = join(folder, 'outside.txt');
  writeFileSync(outside, 'secret');
  writeFileSync(entry, probe((server.address() as { port: number }).port, outside));
  needed = { ...needed, entry, files: [entry] };
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const denied = 'ERR_ACCESS_DENIED';

test.skipIf(!states.get('isolate')?.available).each([{ collections: false }, { collections: true }])(
  'Node itself refuses the child files, processes, threads and code: %o',
  async (watched) => {
    const { file, env = {}, cwd = '/' } = isolateCommand(process.execPath);
    const { stdout } = await promisify(execFile)(file, nodeArguments(needed, watched), { env: { ...env }, cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      read: denied,
      passwd: denied,
      write: denied,
      spawn: denied,
      thread: denied,
      code: expect.stringContaining('Code generation'),
      environment: 'LC_ALL,NODE_DISABLE_COLORS,TZ',
    });
  },
);

test.skipIf(!states.get('bubblewrap')?.available)(
  'bubblewrap leaves no file and no network, even without Node’s help',
  async () => {
    const parts = await bubblewrapParts(process.execPath);
    const { file, args } = bubblewrapCommand({ ...parts, needed });
    const unguarded = args.filter((arg) => !/^--(permission|allow-)/.test(arg));
    const { stdout } = await promisify(execFile)(file, unguarded, { env: {} });
    const tried = JSON.parse(stdout);
    expect(tried).toMatchObject({ read: 'ENOENT', passwd: 'ENOENT', spawn: 'ENOENT' });
    expect(tried.network).not.toBe('done');
    expect(tried.write).not.toBe('done');
  },
);

test.skipIf(!states.get('container')?.available)(
  'a container leaves no file, no network and no privilege, even without Node’s help',
  { timeout: 60_000 },
  async () => {
    const parts = await containerParts(await nodeFiles(process.execPath));
    const walls = containerArguments(`toolwright-walls-${process.pid}`, { ...parts, needed });
    const tried = JSON.parse(await askEngine(parts.engine.file, [...walls, needed.entry]));
    expect(tried).toMatchObject({ read: 'ENOENT', spawn: 'ENOENT', writeRoot: 'EROFS', writeShared: 'ENOENT' });
    expect(tried.network).not.toBe('done');
    expect(tried.user).toBe(65534);
    expect(tried.kernel).toEqual(['CapEff:0', 'CapBnd:0', 'NoNewPrivs:1', 'Seccomp:2']);
  },
);

/** Starts a process that has two runs under way which only being killed ends; resolves when they run. */
async function startParent(runner: RunnerName) {
  const script = join(folder, `${runner}.mts`);
  const face = pathToFileURL(join(root, 'src/capability/sandbox/index.ts')).href;
  writeFileSync(
    script,
    `import { openSandbox } from '${face}';
    const sandbox = await openSandbox({ runner: '${runner}' });
    const limits = { wallMs: 60000, cpuMs: 60000, heapMB: 64, residentMB: 256, outputBytes: 1e6, outputDepth: 9, logBytes: 9, calls: 9 };
    const code = 'export const run = () => [].indexOf.call({ length: 2 ** 53 - 1 }, 1);';
    for (let i = 0; i < 2; i++) sandbox.run({ program: { code, map: '', hash: '' }, permissions: {}, limits });
    setTimeout(() => console.log('running'), 300);`,
  );
  const parent = spawn(process.execPath, [script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(parent.stdout, 'data');
  const workers = withDescendants(parent.pid as number).slice(1);
  expect(workers.length).toBeGreaterThanOrEqual(2);
  return { parent, workers };
}

for (const name of ['isolate', 'bubblewrap'] as const) {
  test.skipIf(!states.get(name)?.available)(
    `${name}: workers end when the process that started them is killed`,
    async () => {
      const { parent, workers } = await startParent(name);
      parent.kill('SIGKILL');
      const alive = (pid: number) => {
        try {
          return process.kill(pid, 0);
        } catch {
          return false;
        }
      };
      await expect.poll(() => workers.filter(alive), { timeout: 30_000 }).toEqual([]);
    },
  );
}

test.skipIf(!states.get('container')?.available)(
  'no container is left when the process that started it is killed',
  { timeout: 60_000 },
  async () => {
    const { engine } = await containerParts(await nodeFiles(process.execPath));
    const { parent, workers } = await startParent('container');
    // The engine's clients are what it started; the containers are somewhere else.
    const commands = workers.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    const names = new Set(commands.flatMap((command) => /toolwright-sandbox-[-\da-f]{36}/.exec(command) ?? []));
    const left = async () => {
      const all = await askEngine(engine.file, ['ps', '--all', '--format', '{{.Names}}']);
      return all.split('\n').filter((one) => names.has(one));
    };
    expect(await left()).toHaveLength(2);
    parent.kill('SIGKILL');
    for (let round = 0; round < 50 && (await left()).length > 0; round++) await setTimeout(200);
    expect(await left()).toEqual([]);
  },
);
