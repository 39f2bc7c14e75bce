import { ts } from 'ts-morph';

/** The text of a module as it can stand in the body of a function. */
export interface EnclosedSource {
  /** Without `export`, not indented. */
  readonly text: string;
  /** Offsets into the text between which lines stay where they are: inside of template literals. */
  readonly fixed: readonly (readonly [start: number, end: number])[];
  /** What it calls the function that it exports as `run`. */
  readonly entry: string;
  readonly isAsync: boolean;
  /** Whether `run` takes the granted objects. */
  readonly takesContext: boolean;
  /** All names in it: what is around it must not take one of them for something else. */
  readonly names: ReadonlySet<string>;
}

interface Cut {
  readonly start: number;
  readonly end: number;
}

/**
 * A capability's source without its exports. Undefined where it cannot stand inside of a function: it imports something,
 * even if only a type, has a namespace or a `declare`, waits at its top level, or its `run` is not a function that it declares itself.
 */
export function enclosed(source: string): EnclosedSource | undefined {
  const text = source.replaceAll(/\r\n?/g, '\n').trim();
  const file = ts.createSourceFile('index.ts', text, { languageVersion: ts.ScriptTarget.Latest }, true);
  const cuts: Cut[] = [];
  let entry = 'run';
  for (const statement of file.statements) {
    if (!mayBeInside(statement)) return undefined;
    if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier !== undefined) return undefined;
      entry = exportedAsRun(statement) ?? entry;
      cuts.push({ start: statement.getStart(file), end: statement.end });
    } else cuts.push(...exportKeywords(statement, file));
  }
  const declared = functionNamed(entry, file);
  if (declared === undefined || waitsAtTop(file)) return undefined;
  const names = new Set<string>();
  const fixed: Cut[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    if (isTemplatePart(node)) fixed.push({ start: node.getStart(file), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const kept = without(text, cuts);
  return {
    text: kept.text.trimEnd(),
    fixed: fixed.map(({ start, end }) => [kept.moved(start), kept.moved(end)]),
    entry,
    isAsync: isAsync(declared, file),
    takesContext: declared.parameters.length > 1,
    names,
  };
}

function mayBeInside(statement: ts.Statement): boolean {
  return !(
    ts.isImportDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isExportAssignment(statement) ||
    isDeclaredOnly(statement)
  );
}

function isDeclaredOnly(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true;
}

function exportedAsRun({ exportClause }: ts.ExportDeclaration): string | undefined {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return undefined;
  const found = exportClause.elements.find(({ name }) => name.text === 'run');
  return found && (found.propertyName ?? found.name).text;
}

/** The words `export` and `default` before a declaration, with the space behind them. */
function exportKeywords(statement: ts.Statement, file: ts.SourceFile): Cut[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers
    .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword)
    .map((modifier) => {
      const [space = ''] = /^\s*/.exec(file.text.slice(modifier.end)) ?? [];
      return { start: modifier.getStart(file), end: modifier.end + space.length };
    });
}

type Code = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

/** Overloads come before what is written. */
function functionNamed(name: string, file: ts.SourceFile): Code | undefined {
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name && statement.body) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(declared) || declared.text !== name || initializer === undefined) continue;
      return ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer) ? initializer : undefined;
    }
  }
  return undefined;
}

function isAsync(code: Code, file: ts.SourceFile): boolean {
  const marked = code.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
  return marked || /^Promise(?:Like)?\b/.test(code.type?.getText(file) ?? '');
}

function waitsAtTop(file: ts.SourceFile): boolean {
  const waits = (node: ts.Node): boolean =>
    ts.isAwaitExpression(node) ||
    (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
    (!ts.isFunctionLike(node) && ts.forEachChild(node, waits) === true);
  return waits(file);
}

function isTemplatePart(node: ts.Node): boolean {
  return (
    ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateLiteralTypeNode(node)
  );
}

function without(text: string, cuts: readonly Cut[]): { text: string; moved: (offset: number) => number } {
  let kept = '';
  let from = 0;
  for (const { start, end } of cuts) {
    kept += text.slice(from, start);
    from = end;
  }
  const moved = (offset: number): number =>
    cuts.reduce((at, { start, end }) => (end <= offset ? at - (end - start) : at), offset);
  return { text: kept + text.slice(from), moved };
}
