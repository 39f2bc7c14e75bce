import type { ExportedName } from '#protocol';
import type { GraphView } from '../model/view.ts';
import { type Surfaces, surfacesOf } from './surface.ts';

/** Where a name leads: into a workspace file, or out of the workspace. */
export type Origin =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** Its name there, `*` for the namespace of the file. */
      readonly name: string;
      /** Undefined where the file does not say that it exports the name, as many CommonJS and JSON files. */
      readonly definition?: ExportedName;
    }
  | { readonly kind: 'outside'; readonly specifier: string; readonly name: string };

/** What a name of a file resolves to. */
export interface Resolution {
  readonly origin: Origin;
  /** It is a type, or becomes one on the way: `export type { A } from`. */
  readonly typeOnly: boolean;
}

/**
 * Where a name of a file is defined, through any number of barrels; undefined where no file on the way tells of it, or
 * two disagree.
 *
 * As ECMAScript has it (ResolveExport, §16.2.1.7.2.2): a file's own names and those it passes on by name win over
 * `export *`; a name that two `export *` bring from different places is not offered; `default` does not pass
 * through `export *`; circles of barrels are no obstacle. Names behind an `export *` of a package can't be told.
 */
export function resolveExport(view: GraphView, file: number, name: string): Resolution | undefined {
  const found = resolve(view, surfacesOf(view), file, name, new Set());
  return found === 'ambiguous' ? undefined : found;
}

function resolve(
  view: GraphView,
  surfaces: Surfaces,
  file: number,
  name: string,
  asked: Set<string>,
): Resolution | 'ambiguous' | undefined {
  const question = `${file} ${name}`;
  if (asked.has(question)) return undefined;
  asked.add(question);
  const { own, passed, stars } = surfaces.of(file);
  const definition = own.get(name);
  if (definition !== undefined) {
    const origin: Origin = { kind: 'file', path: view.file(file).path, name, definition };
    return { origin, typeOnly: definition.typeOnly };
  }
  const passing = passed.get(name);
  if (passing !== undefined) {
    const { dependency, imported, typeOnly } = passing;
    const target = surfaces.targetOf(dependency);
    if (target === undefined)
      return { origin: { kind: 'outside', specifier: dependency.specifier, name: imported }, typeOnly };
    const here: Origin = { kind: 'file', path: view.file(target).path, name: imported };
    if (imported === '*') return { origin: here, typeOnly };
    const found = resolve(view, surfaces, target, imported, asked);
    if (found === 'ambiguous') return found;
    if (found !== undefined) return { origin: found.origin, typeOnly: typeOnly || found.typeOnly };
    const circular = surfaces.listed(target).has(imported);
    return circular ? undefined : { origin: here, typeOnly };
  }
  if (name === 'default') return undefined;
  let result: Resolution | undefined;
  for (const star of stars) {
    const target = surfaces.targetOf(star);
    const found = target === undefined ? undefined : resolve(view, surfaces, target, name, asked);
    if (found === undefined) continue;
    if (found === 'ambiguous' || (result !== undefined && !sameOrigin(result.origin, found.origin))) return 'ambiguous';
    const typeOnly = found.typeOnly || star.typeOnly;
    result = { origin: found.origin, typeOnly: typeOnly && (result?.typeOnly ?? true) };
  }
  return result;
}

function sameOrigin(a: Origin, b: Origin): boolean {
  if (a.kind === 'file') return b.kind === 'file' && a.path === b.path && a.name === b.name;
  return b.kind === 'outside' && a.specifier === b.specifier && a.name === b.name;
}
