import type { ts } from 'ts-morph';
import type { TextEdit } from '#protocol';
import type { Definer } from './definers.ts';

type TypeScript = typeof ts;
type Declaration = ts.ImportDeclaration | ts.ExportDeclaration;

/** One name of a declaration: what it is where it comes from, what it is called here. */
interface Name {
  readonly there: string;
  readonly here: string;
  /** It has a `type` of its own. */
  readonly type: boolean;
}

/**
 * Leads an import, or an `export … from`, that is needed at run time to the files that define its names, grouped by file, in its own style.
 *
 * @param specifierStart where the specifier of the declaration starts, quotes included
 * @returns undefined where there is no such declaration or a comment would be lost
 */
export function rewriteImport(
  typescript: TypeScript,
  source: ts.SourceFile,
  specifierStart: number,
  definers: ReadonlyMap<string, Definer>,
): TextEdit[] | undefined {
  const declaration = source.statements.find(
    (node): node is Declaration =>
      (typescript.isImportDeclaration(node) || typescript.isExportDeclaration(node)) &&
      node.moduleSpecifier?.getStart() === specifierStart,
  );
  const specifier = declaration?.moduleSpecifier;
  if (declaration === undefined || specifier === undefined || declaration.attributes !== undefined) return undefined;
  const names = namesOf(typescript, declaration);
  if (names?.some(({ there }) => !definers.has(there)) !== false) return undefined;

  const groups = Map.groupBy(names, ({ there }) => definers.get(there)?.specifier ?? '');
  const [only, ...others] = groups.keys();
  if (only === undefined) return undefined;
  if (others.length === 0 && names.every(({ there }) => definers.get(there)?.name === there)) {
    return [{ start: specifier.getStart() + 1, end: specifier.end - 1, text: only }];
  }
  const start = declaration.getStart();
  const clause = source.text.slice(start, specifier.getStart());
  if (/\/[/*]/.test(clause)) return undefined;
  const style = styleOf(source.text, declaration, clause);
  const statements = [...groups].flatMap(([path, members]) => {
    // `import { type A }` alone would still load the file.
    const allTypes = members.every((name) => name.type);
    const moved = members.map((name) => ({
      there: definers.get(name.there)?.name ?? name.there,
      here: name.here,
      type: name.type && !allTypes,
    }));
    return print(moved, allTypes, style).map((what) => `${what} from ${style.quote}${path}${style.quote}`);
  });
  return [{ start, end: specifier.end, text: statements.join(style.next) }];
}

function namesOf(typescript: TypeScript, declaration: Declaration): Name[] | undefined {
  if (typescript.isExportDeclaration(declaration)) {
    const clause = declaration.exportClause;
    return clause && typescript.isNamedExports(clause) ? elementNames(clause.elements) : undefined;
  }
  const { name, namedBindings } = declaration.importClause ?? {};
  const first = name === undefined ? [] : [{ there: 'default', here: name.text, type: false }];
  if (namedBindings === undefined) return first;
  if (typescript.isNamespaceImport(namedBindings)) return undefined;
  const rest = elementNames(namedBindings.elements);
  return rest && [...first, ...rest];
}

function elementNames(elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): Name[] | undefined {
  const names = elements.map(({ name, propertyName, isTypeOnly }) => ({
    there: (propertyName ?? name).text,
    here: name.text,
    type: isTypeOnly,
  }));
  // `export { 'any text' as a }`: too rare to write back.
  return names.every(({ there, here }) => isWord(there) && isWord(here)) ? names : undefined;
}

function isWord(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

interface Style {
  readonly keyword: 'import' | 'export';
  readonly quote: string;
  /** Between `{` and the first name. */
  readonly space: string;
  /** Before each name where names stand on lines of their own. */
  readonly line: string | undefined;
  /** Between two declarations. */
  readonly next: string;
}

function styleOf(text: string, declaration: Declaration, clause: string): Style {
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const keyword = clause.startsWith('export') ? 'export' : 'import';
  return {
    keyword,
    quote: text[declaration.moduleSpecifier?.getStart() ?? 0] ?? "'",
    space: /\{\S/.test(clause) ? '' : ' ',
    line: /\{\s*?(\r?\n[ \t]*)/.exec(clause)?.[1],
    next: `${text[declaration.end - 1] === ';' ? ';' : ''}${newLine}`,
  };
}

/** Declarations without their ends: one, or more where the syntax can't join the names in one. */
function print(names: readonly Name[], allTypes: boolean, style: Style): string[] {
  const { keyword, space, line } = style;
  const head = allTypes ? `${keyword} type ` : `${keyword} `;
  const namespaces = names.filter(({ there }) => there === '*');
  const isFirst = ({ there, type }: Name) => keyword === 'import' && there === 'default' && !type;
  const firsts = names.filter(isFirst);
  const rest = names.filter((name) => name.there !== '*' && !isFirst(name));
  const words = rest.map(
    ({ there, here, type }) => `${type ? 'type ' : ''}${there === here ? there : `${there} as ${here}`}`,
  );
  const short = `{${space}${words.join(', ')}${space}}`;
  const long = `{${words.map((word) => `${line}${word},`).join('')}${line?.replace(/[ \t]+$/, '')}}`;
  const braces = line !== undefined && short.length > 60 ? long : short;
  const printed = namespaces.map(({ here, type }) => `${head}${type ? 'type ' : ''}* as ${here}`);
  const [first, ...more] = firsts.map(({ here }) => here);
  if (rest.length === 0)
    return [...printed, ...(first === undefined ? [] : [first, ...more]).map((here) => head + here)];
  const apart = allTypes ? [first, ...more].filter((here) => here !== undefined) : more;
  printed.push(...apart.map((here) => head + here));
  printed.push(first === undefined || allTypes ? head + braces : `${head}${first}, ${braces}`);
  return printed;
}
