import { parse } from 'node:path';
import { type NeededFiles, neededFiles } from './needed.ts';
import type { Command } from './process.ts';

/** What the child sees of the environment: time zone and language are the same everywhere. */
export const childEnvironment = { TZ: 'UTC', LC_ALL: 'en_US.UTF-8', NODE_DISABLE_COLORS: '1' } as const;

/** What of a child is watched beside what its runs use. */
export interface Watched {
  readonly collections?: boolean;
}

/**
 * Arguments of Node for the child: Node itself lets it read its own code and nothing else, write nothing, start no
 * process and no thread; code from text is off for every isolate in it. One whose collections are counted may use Node's
 * inspector on itself (Node 24.12 or newer), which no isolate reaches, and which no signal opens to others.
 */
export function nodeArguments({ entry, files, addons }: NeededFiles, { collections = false }: Watched = {}): string[] {
  return [
    '--permission',
    '--allow-addons',
    ...(collections ? ['--allow-inspector', '--disable-sigusr1'] : []),
    ...files.map((file) => `--allow-fs-read=${file}`),
    `--allow-fs-read=${addons}`,
    // isolated-vm asks for it.
    '--no-node-snapshot',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--max-old-space-size=512',
    entry,
    addons,
    ...(collections ? ['collections'] : []),
    ...(process.platform === 'linux' ? [] : ['usage']),
  ];
}

/** The child process of the isolate runner, with Node's own walls around it. */
export function isolateCommand(node: string, watched: Watched = {}): Command {
  const needed = neededFiles();
  const systemRoot = process.env.SystemRoot;
  return {
    file: node,
    args: nodeArguments(needed, watched),
    cwd: parse(needed.entry).root,
    // Windows starts no program without it.
    env: systemRoot === undefined ? childEnvironment : { ...childEnvironment, SystemRoot: systemRoot },
  };
}
