import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';
import { commonJsExport, moduleExports } from './commonJs.ts';

/** The names under which a file exports what it declares, by the local name; CommonJS as well. `default` for `module.exports = f`. */
export function exportedNames(source: ts.SourceFile): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (local: string, exported: string) => names.set(local, [...(names.get(local) ?? []), exported]);
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement) || ts.isClassDeclaration(statement))
      addDeclared(statement, add);
    else if (ts.isModuleDeclaration(statement)) addNamespace(statement, add);
    else if (ts.isExportDeclaration(statement)) addListed(statement, add);
    else if (ts.isExportAssignment(statement)) {
      add(ts.isIdentifier(statement.expression) ? statement.expression.text : 'default', 'default');
    } else if (ts.isExpressionStatement(statement)) addCommonJs(statement.expression, add);
  }
  return names;
}

type Add = (local: string, exported: string) => void;

function addDeclared(statement: ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableStatement, add: Add): void {
  const has = (kind: ts.SyntaxKind) => statement.modifiers?.some((modifier) => modifier.kind === kind) === true;
  if (!has(ts.SyntaxKind.ExportKeyword)) return;
  if (!ts.isVariableStatement(statement)) {
    const local = statement.name?.text ?? 'default';
    // An overload is declared several times, and exported once.
    if (ts.isClassDeclaration(statement) || statement.body !== undefined)
      add(local, has(ts.SyntaxKind.DefaultKeyword) ? 'default' : local);
    return;
  }
  for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) add(name.text, name.text);
}

function addNamespace({ name, modifiers }: ts.ModuleDeclaration, add: Add): void {
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) add(name.text, name.text);
}

/** `export { a, b as c }` */
function addListed({ moduleSpecifier, exportClause, isTypeOnly }: ts.ExportDeclaration, add: Add): void {
  if (moduleSpecifier !== undefined || isTypeOnly || exportClause === undefined || !ts.isNamedExports(exportClause))
    return;
  for (const { name, propertyName } of exportClause.elements) add((propertyName ?? name).text, name.text);
}

/** `module.exports = f`, `module.exports = { f, g: h, k() { … } }`, `exports.f = g`, `exports.f = function …`. */
function addCommonJs(expression: ts.Expression, add: Add): void {
  const exported = commonJsExport(expression);
  if (exported === undefined) return;
  const value = bare(exported.value);
  if (exported.name !== moduleExports) {
    add(ts.isIdentifier(value) ? value.text : exported.name, exported.name);
  } else if (ts.isObjectLiteralExpression(value)) {
    for (const property of value.properties) addProperty(property, add);
  } else add(ts.isIdentifier(value) ? value.text : 'default', 'default');
}

function addProperty(property: ts.ObjectLiteralElementLike, add: Add): void {
  const { name } = property;
  if (name === undefined || !ts.isIdentifier(name)) return;
  const value = ts.isPropertyAssignment(property) ? bare(property.initializer) : undefined;
  add(value !== undefined && ts.isIdentifier(value) ? value.text : name.text, name.text);
}
