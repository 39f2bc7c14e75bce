import type { ts } from 'ts-morph';
import type { TextEdit } from '#protocol';
import { boundNames, type ImportUsage, importUsage, parseTypeScript } from './importUsage.ts';
import { markNames, splitClause } from './rewriteClause.ts';
import { plainValueUses } from './valueUses.ts';

/** What can be done to make one import type-only. */
export type TypeOnlyEdits =
  /** Every name of it is used as a type alone: after the edits the import is gone at run time. */
  | { readonly kind: 'whole'; readonly names: readonly string[]; readonly edits: readonly TextEdit[] }
  /** Some names are: the edits mark these, and the import stays for the others. */
  | { readonly kind: 'part'; readonly names: readonly string[]; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Finds the edits that make an import type-only, or why there are none. The answer is safe whatever the compiler
 * options are: after the edits the file means the same to the type checker, and what it needs at run time stays.
 *
 * @param path decides the language by its extension
 * @param specifier span of the import's specifier, quotes included
 */
export async function typeOnlyEdits(
  text: string,
  path: string,
  specifier: { readonly start: number; readonly end: number },
): Promise<TypeOnlyEdits> {
  const analysis = await analyseImports(text, path);
  return analysis.editsFor(specifier);
}

/** Span of the specifier of an import, quotes included. */
interface SpecifierSpan {
  readonly start: number;
  readonly end: number;
}

export interface ImportAnalysis {
  /** Whether an import is needed at run time for certain. Cheap: no edits make it type-only as a whole then. */
  isPlainlyNeeded(specifier: SpecifierSpan): boolean;
  editsFor(specifier: SpecifierSpan): TypeOnlyEdits;
}

/** Analyses a file once for the imports that {@link typeOnlyEdits} is asked about. */
export async function analyseImports(text: string, path: string): Promise<ImportAnalysis> {
  const refuse = (reason: string): ImportAnalysis => ({
    isPlainlyNeeded: () => true,
    editsFor: () => ({ kind: 'none', reason }),
  });
  if (/\.d\.([^./]+\.)?[cm]?ts$/.test(path)) return refuse('A declaration file loads nothing at run time.');
  if (!/\.([cm]?ts|tsx)$/.test(path)) return refuse('Only TypeScript files have type-only imports.');
  // The TypeScript compiler is large: it is loaded when it is first needed.
  const { ts: typescript } = await import('ts-morph');
  const source = parseTypeScript(typescript, text, path);
  const declarationAt = ({ start, end }: SpecifierSpan) =>
    source.statements.find(
      (node): node is ts.ImportDeclaration =>
        typescript.isImportDeclaration(node) &&
        node.moduleSpecifier.end === end &&
        node.moduleSpecifier.getStart(source) === start,
    );
  const plainUses = once(() => plainValueUses(typescript, source));
  const usage = once(() => importUsage(typescript, source));
  return {
    isPlainlyNeeded(specifier) {
      const declaration = declarationAt(specifier);
      const clause = declaration?.importClause;
      if (declaration === undefined || clause === undefined || clause.phaseModifier !== undefined) return false;
      const types = markedNames(typescript, clause);
      return boundNames(typescript, declaration).some((name) => plainUses().has(name) && !types.has(name));
    },
    editsFor(specifier) {
      const declaration = declarationAt(specifier);
      if (declaration === undefined) return { kind: 'none', reason: 'It is not an import declaration.' };
      const used = usage();
      if (used === undefined) return { kind: 'none', reason: 'The file does not parse.' };
      return editsOf(typescript, source, declaration, used);
    },
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

function editsOf(
  typescript: typeof ts,
  source: ts.SourceFile,
  declaration: ts.ImportDeclaration,
  usage: ImportUsage,
): TypeOnlyEdits {
  const none = (reason: string): TypeOnlyEdits => ({ kind: 'none', reason });
  const clause = declaration.importClause;
  const bound = boundNames(typescript, declaration);
  if (clause === undefined || bound.length === 0) return none('It imports no names, only side effects.');
  if (clause.phaseModifier === typescript.SyntaxKind.TypeKeyword) return none('It is type-only already.');
  if (clause.phaseModifier !== undefined) return none('A deferred import cannot be type-only.');
  if (declaration.attributes !== undefined) return none('An import with attributes cannot be type-only.');

  const marked = markedNames(typescript, clause);
  const values = bound.filter((name) => usage.values.has(name));
  const used = bound.filter((name) => usage.values.has(name) || usage.mentioned.has(name) || marked.has(name));
  if (used.length === 0) return none('Nothing in the file uses what it imports.');
  if (values.length === 0) {
    const edits = splitClause(typescript, declaration, { defaultIsType: true, restIsType: true });
    return edits === undefined ? none('A comment stands between its names.') : { kind: 'whole', names: bound, edits };
  }
  const names = used.filter((name) => !usage.values.has(name) && !marked.has(name));
  if (names.length === 0) return none(`${list(values)} ${values.length === 1 ? 'is' : 'are'} used at run time.`);
  const edits = markNames(typescript, declaration, source, new Set(names));
  return edits === undefined ? none('A comment stands between its names.') : { kind: 'part', names, edits };
}

/** Names with a `type` modifier of their own. */
function markedNames(typescript: typeof ts, clause: ts.ImportClause): Set<string> {
  const { namedBindings } = clause;
  if (namedBindings === undefined || !typescript.isNamedImports(namedBindings)) return new Set();
  return new Set(namedBindings.elements.filter((element) => element.isTypeOnly).map((element) => element.name.text));
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
