import type { MissingFunction, Scripts } from './calledFunctions.ts';
import { undeclaredIn } from './calledNames.ts';
import { globalNames } from './globalNames.ts';
import { usesOf } from './uses.ts';

/** More names that nobody declares are those of surroundings that are not known here. */
const mostNames = 20;

/**
 * Functions that a file calls and nothing declares: TypeScript's 2304 and 2552, without its checker, which would read all
 * of a large folder. What another file exports is an import that is missing, and no function.
 */
export async function undeclaredFunctions(scripts: Scripts): Promise<readonly MissingFunction[]> {
  const ambient = new Set(scripts.paths.flatMap((path) => scripts.facts(path)?.ambient ?? []));
  for (const name of scripts.ambient) ambient.add(name);
  const exported = new Set(
    scripts.paths.flatMap((path) => scripts.record(path)?.exports.map(({ name }) => name) ?? []),
  );
  const found: MissingFunction[] = [];
  for (const path of scripts.paths) {
    if (!isTyped(path) || scripts.record(path) === undefined) continue;
    const names = scripts.facts(path)?.onlyCalled ?? [];
    const wanted = names.filter((name) => ![globalNames, ambient, exported].some((known) => known.has(name)));
    if (wanted.length === 0) continue;
    await scripts.turn();
    const text = scripts.text(path);
    if (text.includes('@ts-nocheck')) continue;
    for (const name of undeclaredIn(path, text, new Set(wanted))) {
      found.push({ path, name, uses: usesOf(path, text, name), calls: [] });
    }
  }
  return new Set(found.map(({ name }) => name)).size > mostNames ? [] : found;
}

/** In JavaScript anything may have come from anywhere. */
export function isTyped(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}
