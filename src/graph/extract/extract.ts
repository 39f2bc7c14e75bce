import type { Problem } from '#base';
import type { CarriedName, Dependency, DependencySyntax, ExportedName } from '#protocol';
import { TreeCollector } from './commonjs.ts';
import { namesLeft } from './elision.ts';
import { type Language, languageOf } from './language.ts';
import { LineIndex } from './lines.ts';
import { nestedTooDeeply } from './nesting.ts';
import { lazySupported, type ParsedModule, parseModule } from './parse.ts';
import type { Span, Specifier } from './record.ts';
import { scriptBlocks } from './scriptBlocks.ts';
import { type FoundImport, scanTolerantly } from './tolerant.ts';

/** A dependency before it is known where it leads. */
export type Reference = Omit<Dependency, 'target'>;

/** What one file says by itself; depends on its extension and content only, so it can be cached by content. */
export interface ExtractedModule {
  readonly lines: number;
  readonly references: readonly Reference[];
  readonly exports: readonly ExportedName[];
  readonly problems: readonly Omit<Problem, 'path'>[];
}

/** Files above this many UTF-16 code units are bundles or data; they are listed but not read for imports. */
const sizeLimit = 4 * 1024 * 1024;

/**
 * Reads what a file imports and exports. Never throws for bad input: it says in `problems` what is wrong with it.
 * @param lazy parse the fast way
 */
export function extractModule(path: string, text: string, lazy = lazySupported()): ExtractedModule {
  if (text.length > sizeLimit)
    return unread(
      'file-too-large',
      `The file is larger than ${sizeLimit / 1024 / 1024} MB; its imports were not read.`,
    );
  if (text.slice(0, 8192).includes('\0'))
    return unread('binary-file', 'The file is binary; its imports were not read.');
  const markup = /\.(?:vue|svelte)$/.test(path);
  const script = markup ? scriptBlocks(text) : { source: text, language: languageOf(path) };
  if (nestedTooDeeply(script.source)) return readByLooks(script.source);
  const sourceType = script.language === 'jsx' && !path.endsWith('.mjs') ? 'unambiguous' : 'module';
  const parsed = parseModule(path, script.source, { lang: script.language, sourceType }, lazy);
  try {
    const module = read(parsed, script.source);
    return markup || parsed.error ? module : withElidable(module, script);
  } catch (error) {
    // Walking the tree: `a + a + a …` is flat to the parser, and its tree is as deep as it is long.
    if (error instanceof RangeError) return readByLooks(script.source);
    throw error;
  } finally {
    parsed.dispose();
  }
}

/** Marks the names that the compiler may drop. In the script blocks of markup the rest of the file uses them too. */
function withElidable(
  module: ExtractedModule,
  { source, language }: { readonly source: string; readonly language: Language },
): ExtractedModule {
  const dropped = ({ syntax }: Reference) => syntax === 'import' || syntax === 'import-equals';
  const written = module.references.filter(dropped).flatMap(({ names }) => names.filter(({ typeOnly }) => !typeOnly));
  const left = namesLeft(
    source,
    language,
    written.map(({ as }) => as),
  );
  if (!left || written.every(({ as }) => left.has(as))) return module;
  const mark = (name: CarriedName): CarriedName =>
    name.typeOnly || left.has(name.as) ? name : { ...name, elidable: true };
  const references = module.references.map((reference) =>
    dropped(reference) ? { ...reference, names: reference.names.map(mark) } : reference,
  );
  return { ...module, references };
}

function unread(code: string, message: string): ExtractedModule {
  return {
    lines: 0,
    references: [],
    exports: [],
    problems: [
      {
        code,
        severity: 'warning',
        message,
        hint: 'Exclude it with .gitignore or the setting toolwright.graph.exclude.',
      },
    ],
  };
}

/** What can be said of a file that the parser must not see. */
function readByLooks(source: string): ExtractedModule {
  const index = new LineIndex(source);
  const references = Array.from(scanTolerantly(source), ({ specifier: { value, start, end }, names, typeKeyword }) => ({
    specifier: value,
    syntax: 'import' as const,
    typeOnly: typeKeyword,
    names,
    start,
    end,
    line: index.lineAt(start),
  }));
  const problem = {
    code: 'nested-too-deeply',
    severity: 'warning' as const,
    message:
      'The code is nested too deeply to be parsed; its imports were read by their looks, and its exports were not.',
    hint: 'If it is generated, exclude it with .gitignore or the setting toolwright.graph.exclude. Otherwise split it up.',
  };
  return { lines: index.count, references, exports: [], problems: [problem] };
}

function read(parsed: ParsedModule, source: string): ExtractedModule {
  const index = new LineIndex(source);
  const references: Reference[] = [];
  const exports: ExportedName[] = [];
  const refer = (
    syntax: DependencySyntax,
    { value, start, end }: Specifier,
    names: readonly CarriedName[],
    typeOnly: boolean,
    typeKeyword = true,
  ) => {
    const inlineTypes = typeOnly && !typeKeyword ? ({ inlineTypes: true } as const) : {};
    references.push({
      specifier: value,
      syntax,
      typeOnly,
      ...inlineTypes,
      names,
      start,
      end,
      line: index.lineAt(start),
    });
  };

  for (const { specifier, names, typeKeyword } of parsed.gaveUp ? scanTolerantly(source) : importsOf(parsed, source)) {
    const typeOnly = typeKeyword || (names.length > 0 && names.every((name) => name.typeOnly));
    refer('import', specifier, names, typeOnly, typeKeyword);
  }
  readExports(parsed, source, index, refer, exports);
  readEmptyExports(parsed, source, refer);
  for (const span of parsed.dynamicImports) {
    const value = literalText(source.slice(span.start, span.end));
    if (value !== undefined)
      refer('dynamic-import', { value, ...span }, [{ imported: '*', as: '*', typeOnly: false }], false);
  }
  readTree(parsed, source, index, refer, exports);
  readDirectives(source, refer);
  references.sort((a, b) => a.start - b.start || (a.syntax < b.syntax ? -1 : 1));
  return { lines: index.count, references, exports, problems: syntaxProblems(parsed, index) };
}

/** @param typeKeyword whether the statement itself says `type`, where all that it names are types */
type Refer = (
  syntax: DependencySyntax,
  specifier: Specifier,
  names: readonly CarriedName[],
  typeOnly: boolean,
  typeKeyword?: boolean,
) => void;

const typeClause = /^(?:import|export)(?:\s|\/\*.*?\*\/)*\btype\b(?!\s*,|\s+from\b)/s;
/** `export { … } from`, and not `export { … }` of what was imported. */
const directly = /^export\s*\{[^}]*\}\s*from\s*$/;

function* importsOf(parsed: ParsedModule, source: string): Generator<FoundImport> {
  for (const statement of parsed.imports) {
    const names = statement.names.map(({ imported, local, typeOnly }) => ({ imported, as: local, typeOnly }));
    const typeKeyword =
      names.every(({ typeOnly }) => typeOnly) &&
      typeClause.test(source.slice(statement.start, statement.specifier.start));
    yield { specifier: statement.specifier, names, typeKeyword };
  }
}

/** Own exports are listed; what is passed on from one statement becomes one reference. */
function readExports(
  parsed: ParsedModule,
  source: string,
  index: LineIndex,
  refer: Refer,
  exports: ExportedName[],
): void {
  const passedOn = new Map<number, { specifier: Specifier; names: CarriedName[]; start: number }>();
  for (const entry of parsed.exports) {
    if (entry.from && entry.imported !== undefined) {
      const group = passedOn.get(entry.from.start) ?? { specifier: entry.from, names: [], start: entry.start };
      group.names.push({ imported: entry.imported, as: entry.exported, typeOnly: entry.typeOnly });
      passedOn.set(entry.from.start, group);
    } else {
      const abstractClass = /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?abstract\b/.test(
        source.slice(entry.start, entry.start + 60),
      );
      exports.push({
        name: entry.exported,
        typeOnly: entry.typeOnly && !abstractClass,
        abstract: entry.typeOnly || abstractClass,
        start: entry.start,
        line: index.lineAt(entry.start),
      });
    }
  }
  for (const { specifier, names, start } of passedOn.values()) {
    const typeOnly = names.every((name) => name.typeOnly);
    refer('export', specifier, names, typeOnly, !(typeOnly && directly.test(source.slice(start, specifier.start))));
  }
}

/** `export {} from './x'` loads a file and passes nothing on; the module record leaves it out. */
function readEmptyExports(parsed: ParsedModule, source: string, refer: Refer): void {
  // A plain search first: the expression would look at every line of every file.
  if (!source.includes('{} from')) return;
  for (const match of source.matchAll(/^[ \t]*export\s*(type\b)?\s*\{\} from\s*(["'])([^"'\n]+)\2/gm)) {
    const [whole, type, , value = ''] = match;
    const end = match.index + whole.length;
    if (parsed.comments().some((comment) => comment.start <= match.index && end <= comment.end)) continue;
    refer('export', { value, start: end - value.length - 2, end }, [], type !== undefined);
  }
}

/** Walks the tree only where the text hints at something that the module record leaves out. */
function readTree(parsed: ParsedModule, source: string, index: LineIndex, refer: Refer, exports: ExportedName[]): void {
  // A plain search is many times faster than an expression, and most files need no more.
  const requires = source.includes('require') && /\brequire\s*\(/.test(source);
  const exportsByAssignment =
    parsed.exports.length === 0 && source.includes('export') && /\bexports?\s*[.=]/.test(source);
  const importTypes = hasImportTypes(parsed, source);
  if (!requires && !exportsByAssignment && !importTypes) return;
  const tree = new TreeCollector(source);
  parsed.visit(tree.visitor, importTypes);
  for (const { syntax, specifier, names, typeOnly } of tree.references) refer(syntax, specifier, names, typeOnly);
  if (parsed.exports.length > 0) return;
  const seen = new Set<string>();
  for (const { name, start } of tree.exports) {
    if (seen.has(name)) continue;
    seen.add(name);
    exports.push({ name, typeOnly: false, abstract: false, start, line: index.lineAt(start) });
  }
}

/** An `import(` that is neither a dynamic import nor inside of a string or comment may be a type; the fast walk does not see them all. */
function hasImportTypes(parsed: ParsedModule, source: string): boolean {
  if (!source.includes('import(')) return false;
  const dynamic = new Set(parsed.dynamicImports.map(({ start }) => start));
  const others: number[] = [];
  for (const match of source.matchAll(/\bimport\(\s*(?=["'`])/g)) {
    if (!dynamic.has(match.index + match[0].length)) others.push(match.index);
  }
  if (others.length === 0) return false;
  const texts = parsed.comments();
  const collect = ({ start, end }: Span) => texts.push({ start, end });
  parsed.visit({ StringLiteral: collect, TemplateLiteral: collect }, false);
  return others.some((at) => !texts.some(({ start, end }) => start < at && at < end));
}

const directive = /^\/\/\/\s*<reference\s+(path|types)\s*=\s*(["'])(.+?)\2[^>]*\/>/;

/** Triple-slash references count only in the comments at the top of a file (TypeScript handbook). */
function readDirectives(source: string, refer: Refer): void {
  if (!source.includes('<reference')) return;
  const header = /^\uFEFF?(?:#!.*\n)?(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/.exec(source)?.[0] ?? '';
  for (const comment of header.matchAll(/\/\/\/.*/g)) {
    const match = directive.exec(comment[0]);
    if (!match) continue;
    const [, kind, , value] = match as unknown as [string, string, string, string];
    const start = comment.index + comment[0].indexOf(value) - 1;
    const specifier = {
      value: kind === 'path' && !/^\.{0,2}\//.test(value) ? `./${value}` : value,
      start,
      end: start + value.length + 2,
    };
    refer(
      kind === 'path' ? 'triple-slash-path' : 'triple-slash-types',
      specifier,
      [{ imported: '*', as: '*', typeOnly: true }],
      true,
    );
  }
}

/** The text of a string literal or of a template without expressions, undefined for anything else. */
function literalText(argument: string): string | undefined {
  const match = /^(["'`])((?:(?!\1)[^\\])*)\1$/.exec(argument.trim());
  if (!match || (match[1] === '`' && match[2]?.includes('${'))) return undefined;
  return match[2];
}

function syntaxProblems(parsed: ParsedModule, index: LineIndex): Omit<Problem, 'path'>[] {
  if (!parsed.error) return [];
  return [
    {
      code: 'syntax-error',
      severity: 'warning',
      message: `Syntax error: ${parsed.error.message.replace(/\.?$/, '.')}`,
      hint: parsed.gaveUp
        ? 'Its imports were read by their looks until it is mended.'
        : 'What could be read of it is in the graph.',
      line: index.lineAt(parsed.error.offset),
    },
  ];
}
