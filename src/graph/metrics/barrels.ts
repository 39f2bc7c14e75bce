import type { BarrelCost, Dependency } from '#protocol';
import { resolveExport } from '../impact/exports.ts';
import { surfacesOf } from '../impact/surface.ts';
import type { GraphView } from '../model/view.ts';
import { bitWeigher, closureBlocks, runtimeDagOf } from './closure.ts';

/**
 * The files that pass on more names than they export themselves, and what that costs, dearest first.
 *
 * An importer that takes some names from a barrel needs the files that define them and what those load. Whatever else
 * the barrel loads, itself included, is needless for that importer. One that takes everything, a name of the barrel itself
 * or one that can't be followed, needs everything. Files that an importer loads in other ways too are counted all the same.
 */
export function barrelCosts(view: GraphView): readonly BarrelCost[] {
  const barrels = view.files.flatMap((_, id) => {
    const reExports = passedOn(view, id);
    return reExports > surfacesOf(view).of(id).own.size ? [{ id, reExports, uses: usesOf(view, id) }] : [];
  });
  const needless = needlessLoads(
    view,
    barrels.flatMap(({ uses }) => uses),
  );
  return barrels
    .map(({ id, reExports, uses }) => ({
      path: view.file(id).path,
      reExports,
      importers: (view.reverse[id] as readonly number[]).length,
      needlessLoads: uses.reduce((sum, use) => sum + (needless.get(use) ?? 0), 0),
    }))
    .sort((a, b) => b.needlessLoads - a.needlessLoads || (a.path < b.path ? -1 : 1));
}

/** Names that a file passes on; an `export *` of something outside the workspace counts as one. */
function passedOn(view: GraphView, id: number): number {
  const surfaces = surfacesOf(view);
  const { own, stars } = surfaces.of(id);
  const outside = stars.filter((star) => surfaces.targetOf(star) === undefined).length;
  return surfaces.listed(id).size - own.size + outside;
}

/** One importer of a barrel that does not need all of it. */
interface Use {
  readonly barrel: number;
  /** The files whose loading it needs. */
  readonly needs: readonly number[];
}

function usesOf(view: GraphView, barrel: number): Use[] {
  const { path } = view.file(barrel);
  return (view.reverse[barrel] as readonly number[]).flatMap((importer) => {
    const imports = view
      .file(importer)
      .dependencies.filter(({ target, typeOnly }) => !typeOnly && target.kind === 'file' && target.path === path);
    if (imports.length === 0 || importer === barrel) return [];
    const needs = new Set<number>();
    for (const dependency of imports) {
      const files = neededFor(view, barrel, dependency);
      if (files === undefined) return [];
      for (const file of files) needs.add(file);
    }
    return [{ barrel, needs: [...needs] }];
  });
}

/** The files that define the names of an import at run time; undefined where it needs all. */
function neededFor(view: GraphView, barrel: number, { names }: Dependency): number[] | undefined {
  if (names.length === 0) return undefined;
  const files: number[] = [];
  for (const { imported, typeOnly } of names) {
    if (typeOnly) continue;
    const found = imported === '*' ? undefined : resolveExport(view, barrel, imported);
    if (found === undefined || found.origin.kind === 'outside') return undefined;
    const file = view.idOf.get(found.origin.path);
    if (file === undefined || file === barrel) return undefined;
    if (!found.typeOnly) files.push(file);
  }
  return files;
}

function needlessLoads(view: GraphView, uses: readonly Use[]): ReadonlyMap<Use, number> {
  const dag = runtimeDagOf(view);
  const needless = new Map(uses.map((use) => [use, 0]));
  for (const block of closureBlocks(dag.successors)) {
    const filesOf = bitWeigher(dag.files, block);
    const row = (file: number) => (dag.components.of[file] as number) * block.words;
    for (const use of uses) {
      let files = needless.get(use) as number;
      for (let word = 0; word < block.words; word++) {
        let bits = block.rows[row(use.barrel) + word] as number;
        for (const file of use.needs) bits &= ~(block.rows[row(file) + word] as number);
        files += filesOf(word, bits);
      }
      needless.set(use, files);
    }
  }
  return needless;
}
