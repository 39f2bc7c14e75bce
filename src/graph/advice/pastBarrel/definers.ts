import { dirname } from 'node:path/posix';
import type { Dependency, GraphFile } from '#protocol';
import { resolveExport } from '../../impact/exports.ts';
import type { AdviceContext } from '../context.ts';
import { relativeSpecifier } from '../specifiers.ts';

/** Where a name that is imported through a barrel comes from. */
export interface Definer {
  readonly path: string;
  /** What to write to import from there. */
  readonly specifier: string;
  /** The name there, `*` for the namespace of the file. */
  readonly name: string;
}

/**
 * Finds for each name of an import the file that defines it, where every one of them is defined elsewhere than in the
 * file imported from, and the importing file may reach there.
 *
 * @returns by imported name; undefined where the import can't be led past the file
 */
export function definersOf(
  context: AdviceContext,
  from: GraphFile,
  dependency: Dependency,
): ReadonlyMap<string, Definer> | undefined {
  const { target, names, syntax } = dependency;
  if (target.kind !== 'file' || names.length === 0 || (syntax !== 'import' && syntax !== 'export')) return undefined;
  const barrel = context.view.idOf.get(target.path);
  if (barrel === undefined || !mayPass(context, from.path, target)) return undefined;
  const definers = new Map<string, Definer>();
  for (const { imported } of names) {
    const origin = imported === '*' ? undefined : resolveExport(context.view, barrel, imported)?.origin;
    if (origin?.kind !== 'file' || origin.path === target.path || origin.path === from.path) return undefined;
    if (origin.definition === undefined && origin.name !== '*') return undefined;
    if (packageOf(context, origin.path) !== packageOf(context, from.path)) return undefined;
    const specifier = specifierOf(context, from, dependency, target.path, origin.path);
    if (specifier === undefined) return undefined;
    definers.set(imported, { path: origin.path, specifier, name: origin.name });
  }
  return definers;
}

/** The door of another package, and a `#name` that others are meant to use, is not to be passed by. */
function mayPass(
  context: AdviceContext,
  from: string,
  target: Extract<Dependency['target'], { kind: 'file' }>,
): boolean {
  const inside = from.startsWith(`${dirname(target.path)}/`);
  if (target.alias === 'workspace' || target.alias === 'subpath-import') return inside;
  return inside || packageOf(context, from) === packageOf(context, target.path);
}

function packageOf({ options }: AdviceContext, path: string): string {
  const owners = (options.packages ?? []).filter(({ path: folder }) => folder === '' || path.startsWith(`${folder}/`));
  return owners.reduce((nearest, { path: folder }) => (folder.length > nearest.length ? folder : nearest), '');
}

/** The specifier of a definer: below the alias that leads to the barrel where it has one, else relative. */
function specifierOf(
  { view, listed, options }: AdviceContext,
  from: GraphFile,
  { specifier: like, target, syntax, typeOnly }: Dependency,
  barrel: string,
  definer: string,
): string | undefined {
  const folder = `${dirname(barrel)}/`;
  const viaPaths = target.kind === 'file' && target.alias?.startsWith('tsconfig') === true;
  if (viaPaths && options.resolve !== undefined && definer.startsWith(folder)) {
    const barrelFile = view.file(view.idOf.get(barrel) ?? -1);
    const below = relativeSpecifier({ ...barrelFile, dependencies: from.dependencies }, definer, like, listed);
    const candidate = below && `${like.replace(/\/index(\.[a-z]+)?$/, '')}/${below.replace(/^\.\//, '')}`;
    const found = candidate && options.resolve(from.path, candidate, { syntax, typeOnly });
    if (found && found.kind === 'file' && found.path === definer) return candidate;
  }
  return relativeSpecifier(from, definer, like, listed);
}
