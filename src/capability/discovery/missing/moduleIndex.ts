import { join } from 'node:path/posix';
import { folderOf } from '#base';
import type { ExtractedModule } from '#graph';
import type { ImportedFunction } from '../examples/scope.ts';

/** What a file exports, and what it takes from others. */
export type ModuleRecord = Pick<ExtractedModule, 'references' | 'exports'>;

/** Where the name of an import leads. */
export interface Located {
  readonly path: string;
  /** What the file calls it. */
  readonly name: string;
  /** Whether the file exports it; if not, nobody has written it yet. */
  readonly exported: boolean;
}

export interface Modules {
  /** The file of the workspace that an import leads to; `missing` where a relative one leads to none. */
  resolve(from: string, specifier: string): string | 'missing' | undefined;
  /** Undefined for a file that could not be read, or whose exports are not all known. */
  record(path: string): ModuleRecord | undefined;
}

/** Files that pass on what others pass on. */
const longestWay = 8;

/**
 * Finds the file that a name is imported from, also where files on the way pass it on; of a method, that of its class or
 * object, where there is one.
 * Undefined where that cannot be told: it leads out of the workspace, or to a file whose exports are not known.
 */
export function locate(modules: Modules, from: string, wanted: ImportedFunction, way = 0): Located | undefined {
  const { member, ...owner } = wanted;
  if (member === undefined) return located(modules, from, owner, way);
  const at = located(modules, from, owner, way);
  return at?.exported ? { ...at, name: `${at.name}.${member}` } : undefined;
}

function located(
  modules: Modules,
  from: string,
  { specifier, imported }: ImportedFunction,
  way: number,
): Located | undefined {
  const path = way > longestWay ? undefined : modules.resolve(from, specifier);
  if (path === undefined || imported === '*') return undefined;
  if (path === 'missing') return { path: newPath(from, specifier), name: imported, exported: false };
  const record = modules.record(path);
  if (record === undefined) return undefined;
  if (record.exports.some(({ name }) => name === imported)) return { path, name: imported, exported: true };
  const passed = record.references.filter(({ syntax }) => syntax === 'export');
  for (const { specifier: next, names } of passed) {
    const own = names.find(({ as }) => as === imported);
    if (own !== undefined) {
      return own.imported === '*'
        ? undefined
        : locate(modules, path, { specifier: next, imported: own.imported }, way + 1);
    }
  }
  const all = imported === 'default' ? [] : passed.filter(({ names }) => names.some(({ as }) => as === '*'));
  const found = all.map((one) => locate(modules, path, { specifier: one.specifier, imported }, way + 1));
  const there = found.find((one) => one?.exported);
  if (there !== undefined) return there;
  if (found.includes(undefined)) return undefined;
  // What a file passes on of one other alone is written there.
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : { path, name: imported, exported: false };
}

/** Where a file would be that an import asks for; TypeScript's sources are asked for by what they become. */
function newPath(from: string, specifier: string): string {
  const path = join(folderOf(from), specifier);
  if (/\.[cm]?tsx?$/.test(path)) return path;
  const isTyped = /\.[cm]?tsx?$/.test(from);
  const [, base = path, kind = ''] = /^(.*)\.([cm]?)jsx?$/.exec(path) ?? [];
  return isTyped ? `${base}.${kind}ts` : `${base}.${kind}js`;
}
