import { parse } from 'node:path';
import { type NeededFiles, neededFiles } from './needed.ts';
import type { Command } from './process.ts';

/** What the child sees of the environment: time zone and language are the same everywhere. */
export const childEnvironment = { TZ: 'UTC', LC_ALL: 'en_US.UTF-8', NODE_DISABLE_COLORS: '1' } as const;

/**
 * Arguments of Node for the child: Node itself lets it read its own code and nothing else, write nothing, start no
 * process and no thread; code from text is off for every isolate in it.
 */
export function nodeArguments({ entry, files, addons }: NeededFiles): string[] {
  return [
    '--permission',
    '--allow-addons',
    ...files.map((file) => `--allow-fs-read=${file}`),
    `--allow-fs-read=${addons}`,
    // isolated-vm asks for it.
    '--no-node-snapshot',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--max-old-space-size=512',
    entry,
    addons,
    ...(process.platform === 'linux' ? [] : ['usage']),
  ];
}

/** The child process of the isolate runner, with Node's own walls around it. */
export function isolateCommand(node: string): Command {
  const needed = neededFiles();
  const systemRoot = process.env.SystemRoot;
  return {
    file: node,
    args: nodeArguments(needed),
    cwd: parse(needed.entry).root,
    // Windows starts no program without it.
    env: systemRoot === undefined ? childEnvironment : { ...childEnvironment, SystemRoot: systemRoot },
  };
}
