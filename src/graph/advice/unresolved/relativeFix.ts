import { basename, dirname } from 'node:path/posix';
import type { Dependency, GraphFile } from '#protocol';
import { resolveExport } from '../../impact/exports.ts';
import type { AdviceContext } from '../context.ts';
import { pointsAt, relativeSpecifier } from '../specifiers.ts';
import { isNear } from './nearName.ts';

/** What a specifier was probably meant to be. */
export interface Fix {
  readonly specifier: string;
  readonly why: string;
  /** Nothing else can be meant, or the file that was found has all names that are imported. */
  readonly safe: boolean;
}

/** The files of a view, by what a wrong specifier may have right. */
export interface FileIndex {
  /** By where a specifier without an extension would point, in lower case. */
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  /** By name, without folder and extension. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
}

export function fileIndex(listed: Iterable<string>): FileIndex {
  const paths = [...listed];
  const byStem = new Map<string, string[]>();
  for (const path of paths) {
    const stem = stemOf(path).toLowerCase();
    for (const key of new Set([stem, stem.replace(/(^|\/)index$/, '')])) {
      const known = byStem.get(key);
      if (known === undefined) byStem.set(key, [path]);
      else known.push(path);
    }
  }
  return { byStem, byName: Map.groupBy(paths, bareNameOf), byFolder: Map.groupBy(paths, (path) => dirname(path)) };
}

/** Finds the one file that a relative specifier which leads nowhere probably means. */
export function relativeFix(
  context: AdviceContext,
  file: GraphFile,
  dependency: Dependency,
  index: FileIndex,
): Fix | undefined {
  // What an absolute path means is up to a server or bundler.
  const base = dependency.specifier.startsWith('/') ? undefined : pointsAt(file.path, dependency.specifier);
  if (base === undefined) return undefined;
  const fix = (paths: readonly string[], why: string, safe: boolean): Fix | undefined => {
    const specifiers = paths.flatMap(
      (path) => relativeSpecifier(file, path, dependency.specifier, context.listed) ?? [],
    );
    const [only] = specifiers;
    if (only === undefined || specifiers.length > 1 || only === dependency.specifier) return undefined;
    return { specifier: only, why, safe };
  };
  const others = (paths: readonly string[] | undefined) => (paths ?? []).filter((path) => path !== file.path);

  const stem = stemOf(base);
  const alike = others(index.byStem.get(stem.toLowerCase()));
  const sameStem = alike.filter((path) => stemOf(path) === stem);
  if (sameStem.length > 0) return fix(sameStem, 'The file has another extension.', true);
  if (alike.length > 0) {
    return fix(alike, 'The name of the file differs in upper and lower case; some systems tell them apart.', true);
  }
  const near = others(index.byFolder.get(dirname(base))).filter((path) => isNear(bareNameOf(path), basename(stem)));
  const moved = others(index.byName.get(basename(stem)));
  const offering = (paths: readonly string[]) => paths.filter((path) => offers(context, path, dependency));
  return (
    fix(offering(near), 'That file has the names that are imported.', true) ??
    fix(offering(moved), 'The file of that name there has the names that are imported.', true) ??
    fix(near, 'There is a file of nearly that name.', false) ??
    fix(moved, 'There is one file of that name, elsewhere.', false)
  );
}

function stemOf(path: string): string {
  return path.replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
}

function bareNameOf(path: string): string {
  return basename(stemOf(path));
}

/** Whether a file has every name that a dependency carries, and it carries some. */
function offers({ view }: AdviceContext, path: string, { names }: Dependency): boolean {
  const id = view.idOf.get(path);
  if (id === undefined || names.length === 0) return false;
  return names.every(({ imported }) => imported !== '*' && resolveExport(view, id, imported) !== undefined);
}
