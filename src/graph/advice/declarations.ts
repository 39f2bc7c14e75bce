import type { ts } from 'ts-morph';

/** What has to move with some declarations of a file when they move out of it. */
export interface MovedCode {
  /** Names of the declarations that move, those asked for first. */
  readonly names: readonly string[];
  /** Line of the first one asked for. */
  readonly line: number;
  /** Places of the specifiers of the imports they need: `start` offsets. */
  readonly imports: ReadonlySet<number>;
  /** What stays uses what moves. */
  readonly usedByRest: boolean;
}

/**
 * Collects what top-level declarations of a file need of the same file, and that again, without end.
 *
 * @returns undefined where they can't simply move: one of them is no top-level function, class, constant, enum or type,
 *   or a variable is involved that is assigned to
 */
export type CollectMovedCode = (wanted: readonly string[]) => MovedCode | undefined;

/** Reads a file once for all declarations of it that might move. */
export async function movableCode(text: string, path: string): Promise<CollectMovedCode> {
  const { ts: typescript } = await import('ts-morph');
  const name = /\.(tsx|[cm]?jsx?)$/.test(path) ? 'file.tsx' : 'file.ts';
  const { ESNext: languageVersion } = typescript.ScriptTarget;
  const { ParseNone: jsDocParsingMode } = typescript.JSDocParsingMode;
  const source = typescript.createSourceFile(name, text, { languageVersion, jsDocParsingMode }, true);
  const { statements, importOf } = topLevel(typescript, source);
  const mentions = new Map<ts.Statement, readonly string[]>();
  const mentionsOf = (statement: ts.Statement): readonly string[] => {
    const known = mentions.get(statement);
    if (known !== undefined) return known;
    const found = mentionedIn(typescript, statement, (word) => statements.has(word) || importOf.has(word));
    mentions.set(statement, found);
    return found;
  };

  return (wanted) => {
    const moving = new Set<ts.Statement>();
    const names = new Set<string>();
    const imports = new Set<number>();
    const queue = [...wanted];
    for (const next of queue) {
      const specifier = importOf.get(next);
      if (specifier !== undefined) imports.add(specifier);
      const declaring = statements.get(next) ?? [];
      if (specifier === undefined && declaring.length === 0) return undefined;
      if (declaring.length > 0) names.add(next);
      for (const statement of declaring) {
        if (moving.has(statement)) continue;
        if (!isMovable(typescript, statement)) return undefined;
        moving.add(statement);
        queue.push(...mentionsOf(statement));
      }
    }
    const first = statements.get(wanted[0] ?? '')?.[0];
    if (first === undefined) return undefined;
    const rest = source.statements.filter((node) => !moving.has(node) && !typescript.isImportDeclaration(node));
    return {
      names: [...names],
      line: source.getLineAndCharacterOfPosition(first.getStart()).line + 1,
      imports,
      usedByRest: rest.some((node) => mentionsOf(node).some((word) => names.has(word))),
    };
  };
}

interface TopLevel {
  /** Statements that declare a name: several for overloads and merged declarations. */
  readonly statements: ReadonlyMap<string, readonly ts.Statement[]>;
  /** Offset of the specifier that an imported name comes from. */
  readonly importOf: ReadonlyMap<string, number>;
}

function topLevel(typescript: typeof ts, source: ts.SourceFile): TopLevel {
  const statements = new Map<string, ts.Statement[]>();
  const importOf = new Map<string, number>();
  for (const statement of source.statements) {
    if (typescript.isImportDeclaration(statement)) {
      const bindings = new Set<string>();
      collectBindings(typescript, statement, bindings);
      for (const name of bindings) importOf.set(name, statement.moduleSpecifier.getStart());
      continue;
    }
    const declared = new Set<string>();
    if (typescript.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        collectBindings(typescript, declaration.name, declared);
      }
    } else {
      const { name } = statement as { name?: ts.Node };
      if (name !== undefined && typescript.isIdentifier(name)) declared.add(name.text);
    }
    for (const name of declared) statements.set(name, [...(statements.get(name) ?? []), statement]);
  }
  return { statements, importOf };
}

function collectBindings(typescript: typeof ts, node: ts.Node, to: Set<string>): void {
  if (typescript.isIdentifier(node)) to.add(node.text);
  else if (typescript.isBindingElement(node)) collectBindings(typescript, node.name, to);
  else if (typescript.isImportSpecifier(node)) to.add(node.name.text);
  else if (!typescript.isExpression(node))
    typescript.forEachChild(node, (child) => collectBindings(typescript, child, to));
}

/** A `let` may be assigned to from both sides, which imports do not allow. */
function isMovable(typescript: typeof ts, statement: ts.Statement): boolean {
  if (typescript.isVariableStatement(statement)) {
    return (statement.declarationList.flags & typescript.NodeFlags.Const) !== 0;
  }
  return (
    typescript.isFunctionDeclaration(statement) ||
    typescript.isClassDeclaration(statement) ||
    typescript.isInterfaceDeclaration(statement) ||
    typescript.isTypeAliasDeclaration(statement) ||
    typescript.isEnumDeclaration(statement)
  );
}

/** Names that a piece of code may refer to. A local name that hides one of the file counts too: that errs to caution. */
function mentionedIn(typescript: typeof ts, root: ts.Node, known: (name: string) => boolean): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (typescript.isIdentifier(node)) {
      if (known(node.text) && !isMemberName(typescript, node)) found.add(node.text);
      return;
    }
    typescript.forEachChild(node, visit);
  };
  visit(root);
  return [...found];
}

/** The `b` of `a.b`, `{ b: 1 }`, `class { b() {} }` and `interface { b: T }`. */
function isMemberName(typescript: typeof ts, node: ts.Identifier): boolean {
  const { parent } = node;
  if (typescript.isPropertyAccessExpression(parent)) return parent.name === node;
  if (typescript.isQualifiedName(parent)) return parent.right === node;
  return (
    (typescript.isPropertyAssignment(parent) ||
      typescript.isClassElement(parent) ||
      typescript.isTypeElement(parent)) &&
    parent.name === node
  );
}
