import { ts } from 'ts-morph';

/** A statement at the top of a module, with the comments before it. */
export interface Declaration {
  /** Classes count as constants: what comes before them cannot use them. */
  readonly kind: 'type' | 'constant' | 'function';
  /** What it declares; nothing where it only does something. */
  readonly names: readonly string[];
  /** Names that it may refer to, its own among them. */
  readonly uses: ReadonlySet<string>;
  /** With comments, without `export`. Offsets of {@link Declaration.constants} and {@link Declaration.inputs} are of it. */
  readonly text: string;
  /** Where its comments end and its code begins. */
  readonly code: number;
  /** Whether no empty line is between it and the declaration before it. */
  readonly close: boolean;
  /** Initial values of constants, by name. */
  readonly constants: ReadonlyMap<string, Range>;
  /** Places where a property of the input is named: in the type `Input`, and in the pattern of the first parameter of `run`. */
  readonly inputs: readonly (Range & { readonly name: string; readonly shorthand: boolean })[];
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
}

/** A file of a template's program. */
export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
  readonly declarations: readonly Declaration[];
  /** A comment that has to stay with the code: `/*! … *\/`, as licences are kept. */
  readonly notice?: string;
}

/** Why a text is no module of a template. */
export interface NoModule {
  readonly reason: string;
  /** 1-based. */
  readonly line: number;
}

/** Reads a module: TypeScript with named imports of its own library, and declarations. Nothing is run. */
export function readModule(path: string, text: string): Module | NoModule {
  const file = ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest }, true, ts.ScriptKind.TS);
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const [error] = (file as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] })
    .parseDiagnostics;
  if (error) {
    const { line } = file.getLineAndCharacterOfPosition(error.start);
    return { reason: ts.flattenDiagnosticMessageText(error.messageText, ' ').replace(/\.$/, ''), line: line + 1 };
  }
  const imports: Import[] = [];
  const declarations: Declaration[] = [];
  let from = 0;
  for (const statement of file.statements) {
    const end = ts.getTrailingCommentRanges(text, statement.end)?.at(-1)?.end ?? statement.end;
    const start = Math.max(from, statement.getFullStart());
    from = end;
    if (ts.isImportDeclaration(statement)) {
      const names = importedNames(statement);
      if (names === undefined) return { reason: 'only `import { name } from` can be used', line: lineOf(statement) };
      imports.push({ specifier: (statement.moduleSpecifier as ts.StringLiteral).text, names });
    } else if (exportsOtherwise(statement)) {
      return { reason: 'only declarations can be exported', line: lineOf(statement) };
    } else declarations.push(declarationOf(statement, file, start, end));
  }
  const notice = /^\s*(\/\*![\s\S]*?\*\/)/.exec(text)?.[1];
  return { path, imports, declarations, ...(notice === undefined ? {} : { notice }) };
}

function exportsOtherwise(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
}

/** Undefined for imports whose names would have to be changed when modules become one. */
function importedNames({ importClause }: ts.ImportDeclaration): string[] | undefined {
  const bindings = importClause?.namedBindings;
  if (importClause?.name || bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
  if (bindings.elements.some(({ propertyName }) => propertyName !== undefined)) return undefined;
  return bindings.elements.map(({ name }) => name.text);
}

function declarationOf(statement: ts.Statement, file: ts.SourceFile, from: number, end: number): Declaration {
  const before = file.text.slice(from, statement.getStart(file));
  const comment = before.replace(/^\s*\/\*![\s\S]*?\*\//, '').trimStart();
  const start = statement.getStart(file) - comment.length;
  const exported = ts.canHaveModifiers(statement)
    ? ts.getModifiers(statement)?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    : undefined;
  const exportStart = exported?.getStart(file) ?? 0;
  const cut = exported === undefined ? 0 : 'export '.length;
  const at = (offset: number) => offset - start - (offset > exportStart ? cut : 0);
  const text = file.text.slice(start, end);
  const range = (node: ts.Node): Range => ({ start: at(node.getStart(file)), end: at(node.end) });
  return {
    kind: kindOf(statement),
    names: namesOf(statement),
    uses: namesIn(statement),
    text: exported === undefined ? text : text.slice(0, exportStart - start) + text.slice(exportStart - start + cut),
    code: comment.length,
    close: !/\n\s*\n/.test(file.text.slice(from, start)) && from > 0,
    constants: new Map(constantsOf(statement).map(([name, value]) => [name, range(value)])),
    inputs: inputNames(statement).map(([name, shorthand]) => ({ ...range(name), name: name.text, shorthand })),
  };
}

function kindOf(statement: ts.Statement): Declaration['kind'] {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return 'type';
  return ts.isFunctionDeclaration(statement) ? 'function' : 'constant';
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as { name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function constantsOf(statement: ts.Statement): [string, ts.Expression][] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) && initializer !== undefined ? [[name.text, initializer] as [string, ts.Expression]] : [],
  );
}

/** All names in it but those of properties. Names of locals are among them, which keeps more than is needed, never less. */
function namesIn(statement: ts.Statement): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) {
    return parent.name === node;
  }
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

function inputNames(statement: ts.Statement): [ts.Identifier, boolean][] {
  if (ts.isInterfaceDeclaration(statement) && statement.name.text === 'Input') {
    return statement.members.flatMap(({ name }) =>
      name && ts.isIdentifier(name) ? [[name, false] as [ts.Identifier, boolean]] : [],
    );
  }
  if (!ts.isFunctionDeclaration(statement) || statement.name?.text !== 'run') return [];
  const pattern = statement.parameters[0]?.name;
  if (pattern === undefined || !ts.isObjectBindingPattern(pattern)) return [];
  return pattern.elements.flatMap(({ propertyName, name }) => {
    if (propertyName !== undefined)
      return ts.isIdentifier(propertyName) ? [[propertyName, false] as [ts.Identifier, boolean]] : [];
    return ts.isIdentifier(name) ? [[name, true] as [ts.Identifier, boolean]] : [];
  });
}
