import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment, nodeArguments } from './isolate.ts';
import { type NeededFiles, neededFiles } from './needed.ts';
import type { Command } from './process.ts';

/** A program on the PATH. */
export function programOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Hard limits of the kernel, for the life of a worker: memory 4 GB, an hour of processor time, no file written. */
const resourceLimits = ['--data=4294967296', '--cpu=3600', '--fsize=0', '--core=0', '--nofile=256'];

export interface BubblewrapParts {
  readonly bwrap: string;
  /** Sets the limits of the kernel; without it there are none. */
  readonly prlimit: string | undefined;
  readonly node: string;
  /** Shared libraries of Node and their loader, as paths that programs ask for. */
  readonly libraries: readonly string[];
  readonly needed: NeededFiles;
}

/** The command that runs the child with nothing around it but the files it needs, read-only, and an empty /tmp. */
export function bubblewrapCommand({ bwrap, prlimit, node, libraries, needed }: BubblewrapParts): Command {
  const readable = [node, ...libraries, ...needed.files, needed.addons];
  const walls = [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    ...['--cap-drop', 'ALL'],
    ...['--hostname', 'sandbox'],
    '--clearenv',
    ...Object.entries(childEnvironment).flatMap(([name, value]) => ['--setenv', name, value]),
    // Before the files: one of them may lie in /tmp.
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
    ...readable.flatMap((path) => ['--ro-bind', path, path]),
    ...['--remount-ro', '/', '--chdir', '/'],
  ];
  const wrapped = [bwrap, ...walls, '--', node, ...nodeArguments(needed)];
  const [file = bwrap, ...args] = prlimit === undefined ? wrapped : [prlimit, ...resourceLimits, ...wrapped];
  return { file, args, cwd: '/', wrapped: true };
}

/** Looks up what is needed for {@link bubblewrapCommand}; throws when something is missing. */
export async function bubblewrapParts(node: string): Promise<BubblewrapParts & { readonly version: string }> {
  if (process.platform !== 'linux') throw new Error('bubblewrap is for Linux');
  const bwrap = programOnPath('bwrap');
  if (bwrap === undefined) throw new Error('bwrap is not installed');
  const run = promisify(execFile);
  const [{ stdout: version }, { stdout: linked }] = await Promise.all([run(bwrap, ['--version']), run('ldd', [node])]);
  const libraries = [...linked.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);
  const real = realpathSync(node);
  if (libraries.length === 0) throw new Error(`The libraries of ${real} are not known`);
  const needed = neededFiles();
  return {
    bwrap,
    prlimit: programOnPath('prlimit'),
    node: real,
    libraries,
    needed,
    version: version.trim(),
  };
}
