import { readFile } from 'node:fs/promises';
import type { RunnerName } from '#protocol';
import { bubblewrapCommand, bubblewrapParts } from './cells/bubblewrap.ts';
import type { StartCell } from './cells/cell.ts';
import { containerCommand, containerParts } from './cells/container.ts';
import { isolateCommand } from './cells/isolate.ts';
import { quickjsFile, workerEntry } from './cells/needed.ts';
import { startProcess } from './cells/process.ts';
import { nodeFiles } from './cells/programs.ts';
import { startThread } from './cells/thread.ts';
import { findNode } from './runtime/findNode.ts';

export interface RunnerOptions {
  /** Path of a Node, 24 or newer, for the child process; by default one is looked for, see {@link findNode}. */
  readonly node?: string | undefined;
  /** The folder of those that were fetched. */
  readonly runtimes?: string | undefined;
  /** Garbage collections are counted, where the engine can tell: see `nodeArguments` for what that takes. */
  readonly collections?: boolean;
}

/** How to start workers of a runner, and the wall around them in words. */
export interface Runner {
  readonly start: StartCell;
  readonly wall: string;
}

type Prepare = (options: RunnerOptions) => Promise<Runner>;

/** Each throws, with the reason for people, when it cannot be used here. */
export const runners: Readonly<Record<RunnerName, Prepare>> = {
  async bubblewrap(options) {
    const parts = await bubblewrapParts(await findNode(options));
    const command = bubblewrapCommand(parts, options);
    return { start: () => startProcess(command), wall: parts.version };
  },
  async isolate(options) {
    const command = isolateCommand(await findNode(options), options);
    return { start: () => startProcess(command), wall: '' };
  },
  async wasm() {
    const wasm = await compile(await readFile(quickjsFile()));
    return { start: () => startThread(workerEntry('wasm'), { wasm }), wall: '' };
  },
  async container(options) {
    const parts = await containerParts(await nodeFiles(await findNode(options)));
    return { start: () => startProcess(containerCommand(parts, options)), wall: parts.engine.version };
  },
};

// The types of Node and of browsers disagree about where this is declared.
const { compile } = (globalThis as unknown as { WebAssembly: { compile(bytes: Uint8Array): Promise<object> } })
  .WebAssembly;

/** From the strongest: what `auto` tries. A container is taken only where it was asked for. */
export const strongestFirst: readonly RunnerName[] = ['bubblewrap', 'isolate', 'wasm'];
