import { ts } from 'ts-morph';

/** A function of another file, as a test names it. */
export interface ImportedFunction {
  readonly specifier: string;
  /** The name that the other file exports it under; `*` where the whole module is meant. */
  readonly imported: string;
  /**
   * The method of the class or object with that name, with those that the object is in; of a default import it may be an
   * export of its own.
   */
  readonly member?: string;
}

/** What a name stands for. */
export type Binding =
  | { readonly kind: 'import'; readonly target: ImportedFunction }
  /** A constant: its value is that of the expression, at the way into it. */
  | {
      readonly kind: 'constant';
      readonly expression: ts.Expression;
      readonly at: readonly Step[];
      readonly scope: Scope;
    }
  /** A value of a table's row. */
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration; readonly scope: Scope }
  /** A function of the same file. */
  | { readonly kind: 'function' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A property or an index on the way into a destructured value. */
export type Step = string | number;

/** The names of a block and of all around it. */
export interface Scope {
  readonly names: ReadonlyMap<string, Binding>;
  readonly outer?: Scope;
  /** Of the outermost: the values of what is imported. */
  readonly constants?: Constants;
}

/** The value that another file exports; undefined where it is none, or none that is written down there. */
export type Constants = (target: ImportedFunction) => unknown;

export function constantsOf(scope: Scope): Constants | undefined {
  let at = scope;
  while (at.outer !== undefined) at = at.outer;
  return at.constants;
}

export function lookUp(name: string, scope: Scope): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

/** The scope inside of a block or a file. */
export function blockScope(block: ts.SourceFile | ts.Block | ts.CaseOrDefaultClause, outer: Scope | undefined): Scope {
  const names = new Map<string, Binding>();
  const scope: Scope = { names, ...(outer === undefined ? {} : { outer }) };
  for (const statement of block.statements) {
    if (ts.isImportDeclaration(statement)) addImports(statement, names);
    else if (ts.isVariableStatement(statement)) addVariables(statement.declarationList, names, scope);
    else if (ts.isFunctionDeclaration(statement) && statement.name)
      names.set(statement.name.text, { kind: 'function' });
    else if (ts.isEnumDeclaration(statement)) names.set(statement.name.text, { kind: 'enum', node: statement, scope });
    else if (ts.isClassDeclaration(statement) && statement.name) names.set(statement.name.text, unknown('a class'));
  }
  return scope;
}

/** The scope inside of a function whose parameters nobody knows. */
export function functionScope(code: ts.SignatureDeclaration, outer: Scope): Scope {
  const names = new Map<string, Binding>();
  for (const { name } of code.parameters) addUnknown(name, names, 'a parameter');
  return { names, outer };
}

/** Binds the names of a pattern to what a table's row holds. */
export function bindValue(
  pattern: ts.BindingName,
  valueAt: (steps: readonly Step[]) => Binding,
  names: Map<string, Binding>,
  at: readonly Step[] = [],
): void {
  if (ts.isIdentifier(pattern)) {
    names.set(pattern.text, valueAt(at));
    return;
  }
  for (const [index, element] of pattern.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    const step = stepOf(element, index);
    if (step === undefined || element.initializer !== undefined || element.dotDotDotToken !== undefined) {
      addUnknown(element.name, names, 'taken apart in a way that is not followed');
    } else bindValue(element.name, valueAt, names, [...at, step]);
  }
}

function stepOf(element: ts.BindingElement, index: number): Step | undefined {
  if (ts.isArrayBindingPattern(element.parent)) return index;
  const key = element.propertyName ?? element.name;
  return ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : undefined;
}

function addImports({ importClause, moduleSpecifier }: ts.ImportDeclaration, names: Map<string, Binding>): void {
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return;
  const specifier = moduleSpecifier.text;
  const add = (local: ts.Identifier, imported: string) =>
    names.set(local.text, { kind: 'import', target: { specifier, imported } });
  if (importClause.name) add(importClause.name, 'default');
  const { namedBindings } = importClause;
  if (namedBindings === undefined) return;
  if (ts.isNamespaceImport(namedBindings)) add(namedBindings.name, '*');
  else for (const { name, propertyName } of namedBindings.elements) add(name, (propertyName ?? name).text);
}

function addVariables(list: ts.VariableDeclarationList, names: Map<string, Binding>, scope: Scope): void {
  const constant = (list.flags & ts.NodeFlags.Const) !== 0;
  for (const { name, initializer } of list.declarations) {
    const loaded = initializer && loadedModule(initializer);
    if (initializer === undefined) addUnknown(name, names, 'given its value elsewhere');
    else if (loaded !== undefined) addLoaded(name, loaded, names);
    else if (!constant) addUnknown(name, names, 'a variable, and no constant');
    else if (ts.isIdentifier(name) && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))) {
      names.set(name.text, { kind: 'function' });
    } else bindValue(name, (at) => ({ kind: 'constant', expression: initializer, at, scope }), names);
  }
}

/** `const f = require('./f')`, `const { f } = await import('./f')`. */
function addLoaded(name: ts.BindingName, target: ImportedFunction, names: Map<string, Binding>): void {
  if (target.imported !== '*' && !ts.isIdentifier(name)) return;
  bindValue(
    name,
    (steps) => {
      const [step] = steps;
      if (steps.length > 1) return unknown('a property of what is imported');
      return { kind: 'import', target: step === undefined ? target : { ...target, imported: String(step) } };
    },
    names,
  );
}

function loadedModule(initializer: ts.Expression): ImportedFunction | undefined {
  const inner = ts.isAwaitExpression(initializer) ? initializer.expression : initializer;
  if (ts.isPropertyAccessExpression(inner)) {
    const whole = loadedModule(inner.expression);
    return whole?.imported === '*' ? { ...whole, imported: inner.name.text } : undefined;
  }
  if (!ts.isCallExpression(inner)) return undefined;
  const loads =
    inner.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(inner.expression) && inner.expression.text === 'require');
  const [specifier] = inner.arguments;
  return loads && specifier && ts.isStringLiteral(specifier) ? { specifier: specifier.text, imported: '*' } : undefined;
}

function addUnknown(name: ts.BindingName, names: Map<string, Binding>, reason: string): void {
  if (ts.isIdentifier(name)) names.set(name.text, unknown(reason));
  else
    for (const element of name.elements) if (!ts.isOmittedExpression(element)) addUnknown(element.name, names, reason);
}

function unknown(reason: string): Binding {
  return { kind: 'unknown', reason };
}
