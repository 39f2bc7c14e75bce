import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { programOnPath } from './bubblewrap.ts';
import { childEnvironment, nodeArguments } from './isolate.ts';
import { type NeededFiles, neededFiles } from './needed.ts';
import type { Command } from './process.ts';

export interface ContainerOptions {
  /** `docker` or `podman`, or the path of one; looked up on the PATH. */
  readonly engine?: string;
  /** An image with Node 24 or newer as `node`. It is never fetched: it has to be there. */
  readonly image?: string;
  readonly memoryMB?: number;
  readonly cpus?: number;
}

const defaultImage = 'node:24-slim';

/** Arguments of the engine for one worker: no network, nothing writable but a small /tmp, no privileges, few processes. */
export function containerArguments(name: string, needed: NeededFiles, options: ContainerOptions): string[] {
  const { image = defaultImage, memoryMB = 512, cpus = 1 } = options;
  const readable = [...needed.files, needed.addons];
  return [
    ...['run', '--rm', '--interactive', '--name', name, '--pull=never', '--log-driver=none'],
    ...['--network=none', '--read-only', '--tmpfs', '/tmp:rw,noexec,nosuid,nodev,size=16m'],
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--pids-limit', '64'],
    ...['--memory', `${memoryMB}m`, '--memory-swap', `${memoryMB}m`, '--cpus', `${cpus}`],
    ...['--user', '65534:65534', '--workdir', '/', '--hostname', 'sandbox', '--entrypoint', 'node'],
    ...Object.entries(childEnvironment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    ...readable.flatMap((path) => ['--volume', `${path}:${path}:ro`]),
    image,
    ...nodeArguments(needed).filter((argument) => argument !== 'usage'),
    // The engine's process is not the worker: what the worker uses, only the worker can tell.
    'usage',
  ];
}

/** Looks for an engine that runs; throws with the reason when there is none. */
export async function findContainerEngine(options: ContainerOptions): Promise<{ engine: string; version: string }> {
  const names = options.engine === undefined ? ['docker', 'podman'] : [options.engine];
  const engine = names.map((name) => (name.includes('/') ? name : programOnPath(name))).find(Boolean);
  if (engine === undefined) throw new Error(`There is no container engine (${names.join(', ')})`);
  const run = promisify(execFile);
  try {
    const { stdout } = await run(engine, ['version', '--format', '{{.Server.Version}}'], { timeout: 5000 });
    await run(engine, ['image', 'inspect', options.image ?? defaultImage], { timeout: 5000 }).catch(() => {
      throw new Error(`the image ${options.image ?? defaultImage} is not there`);
    });
    return { engine, version: `${engine.split('/').at(-1)} ${stdout.trim()}` };
  } catch (error) {
    const words = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    throw new Error(`${engine} does not run containers here: ${words}`);
  }
}

export function containerCommand(engine: string, options: ContainerOptions): Command {
  const name = `toolwright-sandbox-${randomUUID()}`;
  return {
    file: engine,
    args: containerArguments(name, neededFiles(), options),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    external: true,
    end: () =>
      spawn(engine, ['kill', name], { stdio: 'ignore' })
        .on('error', () => {})
        .unref(),
  };
}
