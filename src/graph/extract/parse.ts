import * as oxc from 'oxc-parser';
import { readDeclaration, readImportClause, readPassingOn } from './clauses.ts';
import type { ParsedExport, ParsedImport, Span, Specifier } from './record.ts';

/**
 * The module record of one parsed file, with the differences between oxc's two ways of handing it over evened out.
 * Lazy raw transfer reads the record straight from the parser's memory and is about five times faster than the
 * documented way, which writes the whole syntax tree out; it is not in the type declarations and not on every platform.
 */
export interface ParsedModule {
  readonly imports: readonly ParsedImport[];
  readonly exports: readonly ParsedExport[];
  /** Spans of the arguments of `import(…)`. */
  readonly dynamicImports: readonly Span[];
  comments(): Span[];
  /** The first syntax error; the record is partial then. */
  readonly error: { readonly message: string; readonly offset: number } | undefined;
  /** The parser gave up: the record is empty, whatever the file imports. */
  readonly gaveUp: boolean;
  /**
   * Calls back for each node of the given types, in source order.
   * @param types also inside type annotations, which the fast walk passes over
   */
  visit(visitor: NodeVisitor, types: boolean): void;
  dispose(): void;
}

/** ESTree nodes as the walkers below read them; oxc's own types are exact but differ between the two ways. */
// biome-ignore lint/suspicious/noExplicitAny: nodes of two implementations, narrowed by `type` where they are read
export type SyntaxNode = any;
export type NodeVisitor = Readonly<Record<string, (node: SyntaxNode) => void>>;

interface RawName {
  readonly value?: string;
  readonly name?: string | null;
  readonly kind?: string;
}

interface RawImport {
  readonly start: number;
  readonly moduleRequest: Specifier;
  readonly entries: Iterable<{
    readonly importName: RawName | null;
    readonly localName: Specifier;
    readonly isType: boolean;
  }>;
}

interface RawEntry {
  readonly moduleRequest: Specifier | null;
  readonly importName: RawName | null;
  readonly exportName: RawName | null;
  readonly isType: boolean;
}

interface RawExport {
  readonly start: number;
  readonly end: number;
  readonly entries: Iterable<RawEntry> & { readonly length: number };
}

/** Lists are iterated only: lazily handed over, other ways to read them go through a proxy. */
interface RawResult {
  readonly module: {
    readonly staticImports: Iterable<RawImport>;
    readonly staticExports: Iterable<RawExport>;
    readonly dynamicImports: Iterable<{ readonly moduleRequest: Span }>;
  };
  readonly comments: Iterable<Span>;
  readonly program: { readonly body: { readonly length: number } };
  readonly errors: readonly { readonly message: string; readonly labels: readonly { readonly start: number }[] }[];
  visit?(visitor: unknown): void;
  dispose?(): void;
}

let supported: boolean | undefined;

/** Whether the fast way works on this platform. Found out when it is first needed: a start from the cache parses nothing. */
export function lazySupported(): boolean {
  supported ??= oxc.rawTransferSupported() && lazyWorksHere();
  return supported;
}

/** Hosts that cage their memory (Electron) may refuse the large buffer that lazy transfer needs, whatever the platform. */
function lazyWorksHere(): boolean {
  try {
    const probe = oxc.parseSync('probe.ts', '', {
      experimentalLazy: true,
    } as oxc.ParserOptions) as unknown as RawResult;
    probe.dispose?.();
    return probe.visit !== undefined;
  } catch {
    return false;
  }
}

/** What oxc offers beyond its type declarations. */
const undeclared = oxc as unknown as { experimentalGetLazyVisitor(): new (visitor: NodeVisitor) => unknown };

/**
 * Parses one file.
 * @param lang the language, where the file name does not tell
 * @param sourceType `unambiguous` reads a file as a script unless it has module syntax
 * @param lazy the fast way
 */
export function parseModule(
  path: string,
  source: string,
  options: Pick<oxc.ParserOptions, 'lang' | 'sourceType'>,
  lazy: boolean,
): ParsedModule {
  const settings = lazy ? { ...options, experimentalLazy: true } : options;
  const raw = oxc.parseSync(path, source, settings) as unknown as RawResult;
  const record = raw.module;
  const first = raw.errors.length > 0 ? raw.errors[0] : undefined;
  const imports = importsOf(record.staticImports, source, lazy);
  return {
    imports,
    exports: exportsOf(record.staticExports, source, lazy).map((entry) => (lazy ? repaired(entry, imports) : entry)),
    dynamicImports: Array.from(record.dynamicImports, ({ moduleRequest: { start, end } }) => ({ start, end })),
    comments: () => Array.from(raw.comments, ({ start, end }) => ({ start, end })),
    error: first && { message: first.message, offset: first.labels[0]?.start ?? 0 },
    gaveUp: first !== undefined && raw.program.body.length === 0,
    visit: (visitor, types) => {
      if (raw.visit && !types) {
        const Visitor = undeclared.experimentalGetLazyVisitor();
        raw.visit(new Visitor(visitor));
      } else walk(lazy ? oxc.parseSync(path, source, options).program : raw.program, visitor);
    },
    dispose: () => raw.dispose?.(),
  };
}

function importsOf(statements: RawResult['module']['staticImports'], source: string, fast: boolean): ParsedImport[] {
  const imports: ParsedImport[] = [];
  for (const statement of statements) {
    const specifier = specifierOf(statement.moduleRequest, source);
    if (!specifier) continue;
    const plain = fast ? readImportClause(source.slice(statement.start, specifier.start)) : undefined;
    imports.push({ start: statement.start, specifier, names: plain ?? importedNames(statement.entries, source) });
  }
  return imports;
}

function importedNames(entries: RawImport['entries'], source: string): ParsedImport['names'] {
  const names: ParsedImport['names'][number][] = [];
  for (const entry of entries) {
    const imported = nameOf(entry.importName) ?? (isNamespace(source, entry) ? '*' : 'default');
    names.push({ imported, local: entry.localName.value, typeOnly: entry.isType });
  }
  return names;
}

function exportsOf(statements: RawResult['module']['staticExports'], source: string, fast: boolean): ParsedExport[] {
  const exports: ParsedExport[] = [];
  for (const { start, end, entries } of statements) {
    const plain = fast ? readPlainExport(source, start, end, entries) : undefined;
    if (plain) exports.push(...plain);
    else {
      for (const entry of entries) {
        const read = exportOf(entry, start, source);
        if (read) exports.push(read);
      }
    }
  }
  return exports;
}

function readPlainExport(
  source: string,
  start: number,
  end: number,
  entries: RawExport['entries'],
): ParsedExport[] | undefined {
  // Longer than any plain list of names; a declaration shows its name at once.
  if (end - start < 4000) {
    const passedOn = readPassingOn(source.slice(start, end), start);
    if (passedOn) return passedOn;
  }
  const declared = readDeclaration(source.slice(start, start + 120), start);
  return declared && entries.length === 1 ? [declared] : undefined;
}

/**
 * `import a from './x'; export { a }`: lazily handed over, the name taken from './x' is garbage where it is the default,
 * so it is looked up in the import.
 */
function repaired(entry: ParsedExport, imports: readonly ParsedImport[]): ParsedExport {
  const source = entry.from && imports.find(({ specifier }) => specifier.start === entry.from?.start);
  if (!source || source.names.some(({ imported }) => imported === entry.imported)) return entry;
  return { ...entry, imported: 'default' };
}

function exportOf(
  { moduleRequest, importName, exportName, isType }: RawEntry,
  start: number,
  source: string,
): ParsedExport | undefined {
  const from = moduleRequest === null ? undefined : specifierOf(moduleRequest, source);
  if (moduleRequest !== null && from === undefined) return undefined;
  const imported = from === undefined ? undefined : (nameOf(importName) ?? '*');
  const exported = nameOf(exportName) ?? (from === undefined ? 'default' : '*');
  return { start, from, imported, exported, typeOnly: isType };
}

/** Over a plain ESTree. */
function walk(node: SyntaxNode, visitor: NodeVisitor): void {
  visitor[node.type]?.(node);
  for (const key in node) {
    const child = node[key];
    if (child === null || typeof child !== 'object') continue;
    if (Array.isArray(child)) {
      for (const item of child) if (item !== null && typeof item === 'object') walk(item, visitor);
    } else if (typeof child.type === 'string') walk(child, visitor);
  }
}

/** Undefined where nothing is written yet: of `export { a } from` the parser takes some other place for the specifier. */
function specifierOf(raw: Specifier, source: string): Specifier | undefined {
  const { start, end } = raw;
  const quote = source[start];
  if (end - start < 2 || (quote !== '"' && quote !== "'") || source[end - 1] !== quote) return undefined;
  const written = source.slice(start + 1, end - 1);
  return { value: written.includes('\\') ? raw.value : written, start, end };
}

/** Lazy names are `{ value }` or null; documented ones are `{ kind, name }`, `Default` without a name. */
function nameOf(raw: RawName | null): string | undefined {
  if (raw === null) return undefined;
  if (raw.value !== undefined) return raw.value;
  return raw.kind === 'Default' ? 'default' : (raw.name ?? undefined);
}

/** Lazily handed over, a namespace import and a default import look alike; the text before the local name tells. */
function isNamespace(source: string, entry: { importName: RawName | null; localName: Span }): boolean {
  if (entry.importName !== null && entry.importName.kind !== undefined)
    return entry.importName.kind === 'NamespaceObject';
  return /\bas(?:\s|\/\*[^*]*\*\/|\/\/.*\n)*$/.test(
    source.slice(Math.max(0, entry.localName.start - 100), entry.localName.start),
  );
}
