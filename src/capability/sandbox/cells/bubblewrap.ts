import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment, nodeArguments, type Watched } from './isolate.ts';
import { type NeededFiles, neededFiles } from './needed.ts';
import type { Command } from './process.ts';
import { type NodeFiles, nodeFiles, programOnPath } from './programs.ts';

/** Hard limits of the kernel, for the life of a worker: memory 4 GB, an hour of processor time, no file written. */
const resourceLimits = ['--data=4294967296', '--cpu=3600', '--fsize=0', '--core=0', '--nofile=256'];

export interface BubblewrapParts extends NodeFiles {
  readonly bwrap: string;
  /** Sets the limits of the kernel; without it there are none. */
  readonly prlimit: string | undefined;
  readonly needed: NeededFiles;
}

/** The command that runs the child with nothing around it but the files it needs, read-only, and an empty /tmp. */
export function bubblewrapCommand(
  { bwrap, prlimit, node, libraries, needed }: BubblewrapParts,
  watched: Watched = {},
): Command {
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
  const wrapped = [bwrap, ...walls, '--', node, ...nodeArguments(needed, watched)];
  const [file = bwrap, ...args] = prlimit === undefined ? wrapped : [prlimit, ...resourceLimits, ...wrapped];
  return { file, args, cwd: '/', wrapped: true };
}

/** Looks up what is needed for {@link bubblewrapCommand}; throws when something is missing. */
export async function bubblewrapParts(node: string): Promise<BubblewrapParts & { readonly version: string }> {
  if (process.platform !== 'linux') throw new Error('bubblewrap is for Linux');
  const bwrap = programOnPath('bwrap');
  if (bwrap === undefined) throw new Error('bwrap is not installed');
  const [{ stdout: version }, files] = await Promise.all([promisify(execFile)(bwrap, ['--version']), nodeFiles(node)]);
  return { bwrap, prlimit: programOnPath('prlimit'), ...files, needed: neededFiles(), version: version.trim() };
}
