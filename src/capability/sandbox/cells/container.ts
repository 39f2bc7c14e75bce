import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { messageOf } from '#base';
import {
  askEngine,
  type ContainerEngine,
  emptyImage,
  engineEnvironment,
  openEngine,
  processOfContainer,
  removeContainer,
} from './containerEngine.ts';
import { childEnvironment, nodeArguments, type Watched } from './isolate.ts';
import { type NeededFiles, neededFiles } from './needed.ts';
import type { Command } from './process.ts';
import { type NodeFiles, programOnPath } from './programs.ts';

/** What the kernel's control groups hold a container to: the largest heap that a run may ask for and what Node needs beside it. */
const containerLimits = { memory: 2560 * 1024 * 1024, processes: 64, cpus: 1 } as const;

/** Has Node tell, from inside, the limits of memory and processes that the kernel knows: version 2 of its interface, or 1. */
const tellLimits = `const { readFileSync } = require('node:fs');
const limit = (...files) => {
  for (const file of files) try { return readFileSync('/sys/fs/cgroup/' + file, 'utf8').trim(); } catch {}
};
console.log(limit('memory.max', 'memory/memory.limit_in_bytes') + ' ' + limit('pids.max', 'pids/pids.max'));`;

interface ContainerParts extends NodeFiles {
  readonly engine: ContainerEngine;
  readonly needed: NeededFiles;
}

/**
 * Arguments of the engine for a Node.js in a container of its own. Its image is empty: there is nothing in it but Node and
 * the worker's own code, read-only; no network, nothing writable but a small /tmp, no privileges, another user, few processes.
 */
export function containerArguments(name: string, { engine, node, libraries, needed }: ContainerParts): string[] {
  const readable = [node, ...libraries, ...needed.files, needed.addons];
  const { memory, processes, cpus } = containerLimits;
  return [
    ...['run', '--rm', '--interactive', '--name', name, '--pull=never', '--log-driver=none'],
    ...['--network=none', '--ipc=none', '--read-only', '--tmpfs', '/tmp:rw,noexec,nosuid,nodev,size=16m'],
    // It would add more such folders.
    ...(engine.kind === 'podman' ? ['--read-only-tmpfs=false'] : []),
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', '65534:65534'],
    ...['--pids-limit', `${processes}`, '--memory', `${memory}`, '--memory-swap', `${memory}`, '--cpus', `${cpus}`],
    // The number of processes is that of all containers. Left to itself, Podman wants more than it may have in some places.
    ...['--ulimit', 'nofile=256:256', '--ulimit', 'nproc=1024:1024', '--ulimit', 'core=0:0'],
    ...['--workdir', '/', '--hostname', 'sandbox', '--entrypoint', node],
    ...Object.entries(childEnvironment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    ...readable.flatMap((path) => ['--volume', `${path}:${path}:ro`]),
    emptyImage,
  ];
}

/**
 * Finds an engine that runs such containers: Podman first, which needs no privileges where its user is not root, then
 * Docker. Throws with the reason, engine by engine, when there is none.
 */
export async function containerParts(files: NodeFiles, names = ['podman', 'docker']): Promise<ContainerParts> {
  if (process.platform !== 'linux') throw new Error('The runner container is for Linux');
  const needed = neededFiles();
  const reasons: string[] = [];
  for (const file of names.flatMap((name) => programOnPath(name) ?? [])) {
    try {
      const parts = { ...files, needed, engine: await openEngine(file) };
      const held = await askEngine(file, [...containerArguments(newName(), parts), '-e', tellLimits]);
      // Some engines are content to warn.
      if (held !== `${containerLimits.memory} ${containerLimits.processes}`) throw new Error('its limits do not hold');
      return parts;
    } catch (error) {
      reasons.push(`${basename(file)} runs no container here: ${messageOf(error)}`);
    }
  }
  throw new Error(reasons.join('. ') || `There is no container engine: install ${names.join(' or ')}`);
}

/** The command of one worker, which ends with its container. */
export function containerCommand(parts: ContainerParts, watched: Watched = {}): Command {
  const name = newName();
  const { file } = parts.engine;
  const { entry } = parts.needed;
  return {
    file,
    args: [
      ...containerArguments(name, parts),
      ...nodeArguments(parts.needed, watched).filter((argument) => argument !== 'usage'),
      // Where the container's process cannot be seen from here, only the worker can tell what it uses.
      'usage',
    ],
    env: engineEnvironment(),
    find: () => processOfContainer(file, name, entry),
    end: () => void removeContainer(parts.engine, name),
  };
}

function newName(): string {
  return `toolwright-sandbox-${randomUUID()}`;
}
