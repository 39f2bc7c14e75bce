import type { Random } from '../random.ts';
import type { PlannedExport, PlannedModule } from './model.ts';
import { areas, capitalised, parts, verbs } from './words.ts';

/**
 * Which packages, folders and modules there are, without their imports. Modules are in the order in which they may
 * import each other: each only what comes before it, so that all cycles are those that are made on purpose.
 */
export interface PackageLayout {
  /** The npm name. */
  readonly name: string;
  readonly folder: string;
  /** Relative specifiers end with `.js`, as Node asks of ES modules. */
  readonly explicitExtensions: boolean;
  readonly folders: readonly FolderLayout[];
  /** `src/index.ts`, which re-exports the folders' barrels. */
  readonly index: PlannedModule;
}

export interface FolderLayout {
  readonly path: string;
  readonly modules: readonly PlannedModule[];
  /** `index.ts`; small folders have none. */
  readonly barrel: PlannedModule | undefined;
}

/** Files of an average package; its own `index.ts` counts. */
const packageFiles = 250;
const testShare = 0.15;
const languages = ['ts', 'ts', 'ts', 'ts', 'ts', 'ts', 'ts', 'tsx', 'tsx', 'js'] as const;
const rareLanguages = ['mjs', 'cjs'] as const;

/** @param files how many source files there are in all, barrels and tests included */
export function layOut(files: number, random: Random): PackageLayout[] {
  const count = Math.max(1, Math.round(files / packageFiles));
  const layouts: PackageLayout[] = [];
  for (let n = 0; n < count; n += 1) {
    const share = Math.floor((files * (n + 1)) / count) - Math.floor((files * n) / count);
    layouts.push(layOutPackage(n, share, random));
  }
  return layouts;
}

function layOutPackage(number: number, files: number, random: Random): PackageLayout {
  const short = `${areas[number % areas.length]}${number < areas.length ? '' : `-${Math.floor(number / areas.length)}`}`;
  const folder = `packages/${short}`;
  const folders: FolderLayout[] = [];
  const taken = new Set<string>();
  let left = files - 1;
  while (left > 0) {
    const size = Math.min(left, 5 + random.below(16));
    const parent = folders.length > 0 && random.chance(0.4) ? random.pick(folders).path : `${folder}/src`;
    const path = freeName(parent.split('/').length > 6 ? `${folder}/src` : parent, random.pick(areas), taken);
    folders.push(layOutFolder(path, size, random));
    left -= size;
  }
  return {
    name: `@generated/${short}`,
    folder,
    explicitExtensions: random.chance(0.2),
    folders,
    index: barrelAt(`${folder}/src/index.ts`),
  };
}

function layOutFolder(path: string, size: number, random: Random): FolderLayout {
  const barrel = size >= 4 ? barrelAt(`${path}/index.ts`) : undefined;
  const taken = new Set<string>();
  const modules: PlannedModule[] = [];
  while (modules.length < size - (barrel === undefined ? 0 : 1)) {
    const subject = modules.length > 0 && random.chance(testShare) ? random.pick(modules) : undefined;
    if (subject?.role === 'source' && subject.language !== 'cjs') {
      const test = testPath(subject.path, random);
      if (taken.has(test)) continue;
      taken.add(test);
      modules.push({ path: test, language: 'ts', role: 'test', exports: [], imports: [] });
    } else {
      modules.push(sourceModule(freeName(path, random.pick(parts), taken), random));
    }
  }
  return { path, modules, barrel };
}

function sourceModule(stem: string, random: Random): PlannedModule {
  const language = random.pick<PlannedModule['language']>(random.chance(0.04) ? rareLanguages : languages);
  // The place in the tree is part of the names, so that no two modules export the same one and `export *` is never ambiguous.
  const place = stem
    .split('/')
    .slice(1)
    .filter((word) => word !== 'src')
    .flatMap((word) => word.split('-'))
    .map(capitalised)
    .join('');
  const count = 1 + random.below(6);
  const exports = Array.from({ length: count }, (_, n): PlannedExport => {
    const type = language.startsWith('ts') && n > 0 && random.chance(0.4);
    if (type) return { name: `${place}${n}`, kind: random.pick(['interface', 'type']) };
    return { name: `${random.pick(verbs)}${place}${n}`, kind: random.pick(['function', 'function', 'const', 'class']) };
  });
  return { path: `${stem}.${language}`, language, role: 'source', exports, imports: [] };
}

function barrelAt(path: string): PlannedModule {
  return { path, language: 'ts', role: 'barrel', exports: [], imports: [] };
}

/** Beside its subject, or in a folder of tests below. */
function testPath(subject: string, random: Random): string {
  const stem = subject.replace(/\.\w+$/, '');
  const slash = stem.lastIndexOf('/');
  return random.chance(0.7) ? `${stem}.test.ts` : `${stem.slice(0, slash)}/__tests__${stem.slice(slash)}.test.ts`;
}

function freeName(folder: string, word: string, taken: Set<string>): string {
  let path = `${folder}/${word}`;
  for (let n = 2; taken.has(path); n += 1) path = `${folder}/${word}-${n}`;
  taken.add(path);
  return path;
}
