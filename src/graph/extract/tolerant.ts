import type { CarriedName } from '#protocol';
import type { Specifier } from './record.ts';

/** One import statement. */
export interface FoundImport {
  readonly specifier: Specifier;
  readonly names: readonly CarriedName[];
  /** `import type …`, also of nothing. */
  readonly typeKeyword: boolean;
}

/** `import …` or `export … from` at the start of a line, up to its specifier. */
const statement =
  /^[ \t]*(?:import|export)\b([^;'"`]*?)\bfrom\s*(["'])([^'"\n]+)\2|^[ \t]*import\s*(["'])([^'"\n]+)\4/gm;

/**
 * Reads the import statements of a file that the parser gave up on, by their looks, so that a half-typed line
 * does not tear the file out of the graph. Names are not read: every edge carries all.
 */
export function* scanTolerantly(source: string): Generator<FoundImport> {
  for (const match of source.matchAll(statement)) {
    const value = match[3] ?? match[5] ?? '';
    const end = match.index + match[0].length;
    const typeKeyword = /^\s*type\b/.test(match[1] ?? '');
    const names: CarriedName[] = match[3] === undefined ? [] : [{ imported: '*', as: '*', typeOnly: typeKeyword }];
    yield { specifier: { value, start: end - value.length - 2, end }, names, typeKeyword };
  }
}
