import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDescendants } from '../processUse.ts';

/** Looks from outside at what code in a sandbox must not touch. */
export interface HostWatch {
  /** What has changed since the last time, in words; nothing for a contained case. */
  effects(): string[];
  /** The most that a single process below this one, and this one itself, has held since the last time, in MB. */
  peaks(): { readonly worker: number; readonly own: number };
  /** A word that is in the environment and in a file: it must never come out. */
  readonly secret: string;
  stop(): void;
}

/** Programs that the sandbox itself is made of. */
const ownPrograms = new Set([
  ...['node', 'MainThread', 'bwrap', 'prlimit', 'node-MainThread'],
  ...['docker', 'podman', 'conmon', 'crun', 'runc', 'runc:[0:PARENT]', 'runc:[1:CHILD]', 'runc:[2:INIT]'],
]);
const megabyte = 1024;

/** The first process of a container, by the name of the container. */
const inContainers = new Map<string, number>();

/** This process and those below it, in containers too: these are the children of somebody else, so their engine is asked. */
function watched(): number[] {
  const below = withDescendants(process.pid);
  for (const client of below) {
    const command = text(`/proc/${client}/cmdline`);
    const [, engine, name] = /^([^\0]+)\0run\0.*\0(toolwright-sandbox-[-\da-f]+)\0/s.exec(command) ?? [];
    if (engine === undefined || name === undefined || inContainers.has(name)) continue;
    const pid = firstProcess(engine, name);
    if (pid > 0) inContainers.set(name, pid);
  }
  return [...below, ...contained()];
}

function contained(): number[] {
  return [...inContainers.values()].flatMap(withDescendants);
}

/** 0 while it is not running. */
function firstProcess(engine: string, name: string): number {
  const { stdout } = spawnSync(engine, ['inspect', '--format', '{{.State.Pid}}', name], { encoding: 'utf8' });
  return Number(stdout) || 0;
}

/** Starts watching: the process moves to a folder of its own, which is also its home and its temporary folder. */
export function watchHost(): HostWatch {
  const before = { cwd: process.cwd(), env: { ...process.env } };
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-safety-'));
  const secret = `canary-${Math.random().toString(36).slice(2)}`;
  mkdirSync(join(folder, 'tmp'));
  writeFileSync(join(folder, 'secret.txt'), secret);
  process.chdir(folder);
  Object.assign(process.env, { TOOLWRIGHT_CANARY: secret, HOME: folder, TMPDIR: join(folder, 'tmp') });

  let worker = 0;
  let own = 0;
  const look = () => {
    own = Math.max(own, residentMB(process.pid));
    // Without asking for containers, which takes its time.
    for (const pid of [...withDescendants(process.pid).slice(1), ...contained()])
      worker = Math.max(worker, residentMB(pid));
  };
  const sampling = setInterval(look, 25);

  const parts: Readonly<Record<string, () => readonly string[]>> = {
    file: () => [...filesBelow(folder), ...readdirSync('/').map((name) => `/${name}`)],
    environment: () => Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    global: () => [...Reflect.ownKeys(globalThis), ...Reflect.ownKeys(Object.prototype)].map(String),
    listener: () => process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`),
    socket: () => watched().flatMap(networkSockets),
    process: () => watched().flatMap((pid) => foreign(pid) ?? []),
  };
  const state = () => Object.entries(parts).flatMap(([kind, read]) => read().map((item) => `${kind} ${item}`));
  let known = new Set(state());

  return {
    secret,
    effects() {
      const now = new Set(state());
      const changes = [
        ...[...now].filter((item) => !known.has(item)).map((item) => `new: ${item}`),
        ...[...known].filter((item) => !now.has(item)).map((item) => `gone: ${item}`),
      ];
      known = now;
      return changes;
    },
    peaks() {
      look();
      const found = { worker, own };
      worker = own = 0;
      return found;
    },
    stop() {
      clearInterval(sampling);
      process.chdir(before.cwd);
      for (const name of ['TOOLWRIGHT_CANARY', 'HOME', 'TMPDIR']) {
        if (before.env[name] === undefined) delete process.env[name];
        else process.env[name] = before.env[name];
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every file with its size and time of change. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}

/** Sockets of a process that reach a network, in whichever namespace it lives. */
function networkSockets(pid: number): string[] {
  const open = new Set(
    list(`/proc/${pid}/fd`).map((name) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${name}`))?.[1]),
  );
  return ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((kind) => {
    const rows = text(`/proc/${pid}/net/${kind}`).split('\n').slice(1);
    return rows.flatMap((row) => {
      const inode = row.trim().split(/\s+/)[9];
      return inode !== undefined && open.has(inode) ? [`${kind} ${inode} of ${pid}`] : [];
    });
  });
}

/** The name of a process that is not one of the sandbox's. */
function foreign(pid: number): string | undefined {
  const name = text(`/proc/${pid}/comm`).trim();
  return name === '' || pid === process.pid || ownPrograms.has(name) ? undefined : `${name} ${pid}`;
}

function residentMB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) / megabyte;
}

// Processes come and go between two reads: one that is gone says nothing.
function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
