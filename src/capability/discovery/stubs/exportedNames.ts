import { ts } from 'ts-morph';

/** The names under which a file exports what it declares, by the local name; CommonJS as well. `default` for `module.exports = f`. */
export function exportedNames(source: ts.SourceFile): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (local: string, exported: string) => names.set(local, [...(names.get(local) ?? []), exported]);
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement) || ts.isClassDeclaration(statement))
      addDeclared(statement, add);
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

/** `export { a, b as c }` */
function addListed({ moduleSpecifier, exportClause, isTypeOnly }: ts.ExportDeclaration, add: Add): void {
  if (moduleSpecifier !== undefined || isTypeOnly || exportClause === undefined || !ts.isNamedExports(exportClause))
    return;
  for (const { name, propertyName } of exportClause.elements) add((propertyName ?? name).text, name.text);
}

/** `module.exports = f`, `module.exports = { f, g: h }`, `exports.f = g`. */
function addCommonJs(expression: ts.Expression, add: Add): void {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
  const { left, right } = expression;
  const target = left.getText();
  if (target === 'module.exports') {
    if (ts.isIdentifier(right)) add(right.text, 'default');
    if (!ts.isObjectLiteralExpression(right)) return;
    for (const property of right.properties) {
      if (ts.isShorthandPropertyAssignment(property)) add(property.name.text, property.name.text);
      else if (
        ts.isPropertyAssignment(property) &&
        ts.isIdentifier(property.initializer) &&
        ts.isIdentifier(property.name)
      ) {
        add(property.initializer.text, property.name.text);
      }
    }
    return;
  }
  const exported = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1];
  if (exported !== undefined && ts.isIdentifier(right)) add(right.text, exported);
}
