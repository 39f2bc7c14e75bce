import { existsSync, readdirSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { messageOf } from '#base';
import { neededFiles } from '../cells/needed.ts';
import { installedIn } from './installed.ts';
import { type NodeProgram, probeNode } from './probe.ts';

/** Where a Node.js for the child processes may come from. */
export interface NodeSources {
  /** A program that somebody named: it is taken or refused, and no other is looked for. */
  readonly node?: string | undefined;
  /** The folder of those that were fetched. */
  readonly runtimes?: string | undefined;
  /** Folders in which programs lie, as in the variable PATH; by default those of it. */
  readonly path?: string | undefined;
  /** The program that runs this, by default this process. */
  readonly own?: (NodeProgram & { readonly electron?: string | undefined }) | undefined;
}

/**
 * Finds a Node.js that isolated-vm comes compiled for: the one that is named, else the one that runs this, else the
 * newest that was fetched, else the first on the PATH.
 *
 * @returns its absolute path
 * @throws an Error that says what was looked at, and why none of it serves
 */
export async function findNode({ node, runtimes, path, own = itself() }: NodeSources): Promise<string> {
  const abis = compiledFor();
  if (node !== undefined) return fitting(await probeNode(node), abis).file;
  const reasons = [`this is ${own.electron === undefined ? `Node ${own.version}` : `Electron ${own.electron}`}`];
  if (own.electron === undefined && abis.includes(own.abi)) return own.file;
  const fetched = runtimes === undefined ? [] : await installedIn(runtimes);
  for (const file of [...fetched.map((one) => one.file), ...programsOn(path ?? process.env.PATH ?? '')]) {
    try {
      return fitting(await probeNode(file), abis).file;
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  const needed = abis.length === 0 ? 'isolated-vm is not there for this platform' : 'it needs a Node 24 or newer';
  throw new Error(`No Node.js for it was found: ${needed}, and ${reasons.join('; ')}`);
}

function itself(): NonNullable<NodeSources['own']> {
  const { electron, node, modules } = process.versions;
  return { file: process.execPath, version: node, abi: modules, electron };
}

function fitting(found: NodeProgram, abis: readonly string[]): NodeProgram {
  if (abis.includes(found.abi)) return found;
  throw new Error(`${found.file} is Node ${found.version}, for which there is no isolated-vm`);
}

/** The binary interfaces that there are native parts for, on this platform. */
function compiledFor(): readonly string[] {
  const folder = join(neededFiles().addons, `${process.platform}-${process.arch}`);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => /\.abi(\d+)\./.exec(file)?.[1] ?? []);
}

/** Programs named `node` on the PATH. A folder that is not absolute would mean another one tomorrow. */
function programsOn(path: string): string[] {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return [...new Set(folders.map((folder) => join(folder, name)))].filter((file) => existsSync(file));
}
