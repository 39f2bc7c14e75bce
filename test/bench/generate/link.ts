import { dirname, relative } from 'node:path/posix';
import type { Random } from '../random.ts';
import type { FolderLayout, PackageLayout } from './layout.ts';
import {
  type ImportForm,
  isJavaScript,
  isType,
  type PlannedExport,
  type PlannedImport,
  type PlannedModule,
} from './model.ts';

const outside = ['node:fs', 'node:path', 'node:util', 'node:events', 'react', 'lodash-es', 'date-fns', 'zod'];
const outsideShare = 0.35;
const cycleShare = 0.015;

/**
 * Gives the modules their imports: most from the same folder, then from folders of the same package (half of these
 * through their barrels), then from other packages by tsconfig paths. How many one module has falls off exponentially,
 * and what is imported a lot is imported even more, as in code bases that grew.
 */
export function link(packages: readonly PackageLayout[], random: Random): void {
  const importers = new Map<PlannedModule, number>();
  packages.forEach((current, n) => {
    current.folders.forEach((folder, m) => {
      const reach: Reach = {
        current,
        folders: current.folders.slice(0, m),
        packages: packages.slice(0, n),
        importers,
        random,
      };
      for (const [place, module] of folder.modules.entries()) linkModule(module, folder.modules.slice(0, place), reach);
      if (folder.barrel !== undefined) linkBarrel(folder.barrel, folder.modules, current, random);
      closeCycles(folder, current, random);
    });
    for (const { barrel } of current.folders) {
      if (barrel !== undefined)
        current.index.imports.push(importOf(current.index, barrel, 're-export-all', [], current));
    }
  });
}

/** What a module may import without making a cycle. */
interface Reach {
  readonly current: PackageLayout;
  readonly folders: readonly FolderLayout[];
  readonly packages: readonly PackageLayout[];
  readonly importers: Map<PlannedModule, number>;
  readonly random: Random;
}

function linkModule(module: PlannedModule, before: readonly PlannedModule[], reach: Reach): void {
  const { current, importers, random } = reach;
  if (random.chance(outsideShare)) module.imports.push(fromOutside(module, random.pick(outside)));
  const wanted =
    module.role === 'test' ? 1 + random.below(3) : Math.min(24, Math.floor(-Math.log(1 - random.next()) * 4.2));
  const taken = new Set<PlannedModule>();
  for (let n = 0; n < wanted; n += 1) {
    const found = choose(module, before, reach);
    if (found === undefined || taken.has(found.module)) continue;
    taken.add(found.module);
    importers.set(found.module, (importers.get(found.module) ?? 0) + 1);
    const { form, names } = howTo(module, found.exports, random);
    module.imports.push(importOf(module, found.module, form, names, current, found.specifier));
  }
}

interface Found {
  readonly module: PlannedModule;
  /** What can be imported from it, its own or passed on. */
  readonly exports: readonly PlannedExport[];
  /** Undefined for a relative one. */
  readonly specifier?: string;
}

function choose(from: PlannedModule, before: readonly PlannedModule[], reach: Reach): Found | undefined {
  const { folders, packages, random } = reach;
  const where = random.next();
  if (from.language === 'cjs')
    return own(
      popular(
        before.filter(({ language }) => language === 'cjs'),
        reach,
      ),
    );
  if (where < 0.5 || (folders.length === 0 && packages.length === 0)) return own(popular(before, reach));
  if (where < 0.85 && folders.length > 0) {
    const { barrel, modules } = random.pick(folders);
    if (barrel !== undefined && random.chance(0.5)) return throughBarrel(barrel, modules);
    return own(popular(modules, reach));
  }
  if (packages.length === 0) return undefined;
  const other = random.pick(packages);
  if (random.chance(0.6)) {
    const passedOn = other.folders.flatMap(({ barrel, modules }) => (barrel === undefined ? [] : modules));
    return { ...throughBarrel(other.index, passedOn), specifier: other.name };
  }
  const module = popular(random.pick(other.folders).modules, reach);
  if (module === undefined) return undefined;
  const inside = module.path.slice(`${other.folder}/src/`.length).replace(/\.(?:tsx?|js)$/, '');
  return { module, exports: module.exports, specifier: `${other.name}/${inside}` };
}

const own = (module: PlannedModule | undefined): Found | undefined =>
  module === undefined ? undefined : { module, exports: module.exports };

const throughBarrel = (barrel: PlannedModule, modules: readonly PlannedModule[]): Found => ({
  module: barrel,
  exports: modules.flatMap(({ language, exports }) => (language === 'cjs' ? [] : exports)),
});

/** Of two chosen at random, the one with more importers (the "power of two choices"). */
function popular(modules: readonly PlannedModule[], { importers, random }: Reach): PlannedModule | undefined {
  const sources = modules.filter(({ role }) => role === 'source');
  if (sources.length === 0) return undefined;
  const [a, b] = [random.pick(sources), random.pick(sources)];
  return (importers.get(a) ?? 0) >= (importers.get(b) ?? 0) ? a : b;
}

function howTo(
  from: PlannedModule,
  exports: readonly PlannedExport[],
  random: Random,
): { form: ImportForm; names: readonly PlannedExport[] } {
  if (from.language === 'cjs') return { form: 'require', names: exports.slice(0, 2) };
  const types = exports.filter(isType);
  const values = exports.filter((name) => !isType(name));
  const kind = random.next();
  if (kind < 0.18 && types.length > 0 && !isJavaScript(from)) return { form: 'type', names: [random.pick(types)] };
  if (kind < 0.22) return { form: 'namespace', names: [] };
  if (kind < 0.24) return { form: 'side-effect', names: [] };
  if (kind < 0.27) return { form: 'dynamic', names: [] };
  const first = random.below(Math.max(1, values.length));
  const some = values.slice(first, first + 1 + random.below(3));
  if (some.length === 0) return { form: 'side-effect', names: [] };
  const mixed = types.length > 0 && !isJavaScript(from) && random.chance(0.25);
  return { form: 'named', names: mixed ? [...some, random.pick(types)] : some };
}

function linkBarrel(
  barrel: PlannedModule,
  modules: readonly PlannedModule[],
  current: PackageLayout,
  random: Random,
): void {
  for (const module of modules) {
    if (module.role !== 'source' || module.language === 'cjs') continue;
    const form = random.chance(0.6) ? 're-export-all' : 're-export-named';
    barrel.imports.push(importOf(barrel, module, form, form === 're-export-all' ? [] : module.exports, current));
  }
}

/** Lets some modules import back what imports them, as happens where nobody looks; half of them types alone. */
function closeCycles({ modules, barrel }: FolderLayout, current: PackageLayout, random: Random): void {
  for (const module of modules) {
    if (module.role !== 'source' || isJavaScript(module) || !random.chance(cycleShare * 2)) continue;
    const back = module.imports.find(
      ({ target }) => target !== undefined && modules.includes(target) && !isJavaScript(target),
    )?.target;
    if (back !== undefined) {
      const [type] = module.exports.filter(isType);
      const form = type !== undefined && random.chance(0.5) ? 'type' : 'namespace';
      back.imports.push(importOf(back, module, form, form === 'type' && type !== undefined ? [type] : [], current));
    } else if (barrel?.imports.some(({ target }) => target === module) === true) {
      module.imports.push(importOf(module, barrel, 'namespace', [], current));
    }
  }
}

function importOf(
  from: PlannedModule,
  target: PlannedModule,
  form: ImportForm,
  names: readonly PlannedExport[],
  { explicitExtensions }: PackageLayout,
  specifier?: string,
): PlannedImport {
  return { specifier: specifier ?? relativeSpecifier(from.path, target, explicitExtensions), target, form, names };
}

function fromOutside({ language }: PlannedModule, specifier: string): PlannedImport {
  return { specifier, target: undefined, form: language === 'cjs' ? 'require' : 'namespace', names: [] };
}

function relativeSpecifier(from: string, { path, language }: PlannedModule, explicitExtensions: boolean): string {
  const way = relative(dirname(from), path);
  const dotted = way.startsWith('.') ? way : `./${way}`;
  if (language === 'mjs' || language === 'cjs') return dotted;
  return explicitExtensions ? dotted.replace(/\.\w+$/, '.js') : dotted.replace(/(?:\/index)?\.\w+$/, '');
}
