import { ts } from 'ts-morph';

/** The name of all that a module in CommonJS exports. */
export const moduleExports = 'module.exports';

/** What a statement of a module in CommonJS exports. */
export interface CommonJsExport {
  /** Of the export; {@link moduleExports} for the whole. */
  readonly name: string;
  readonly value: ts.Expression;
  /** Where its name stands. */
  readonly target: ts.Node;
}

/** `exports.f = value`, `module.exports.f = value`, `module.exports = value`; undefined for anything else. */
export function commonJsExport(expression: ts.Expression): CommonJsExport | undefined {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const { left, right } = expression;
  // `exports = module.exports = value`, `exports.a = exports.b = value`
  const value = commonJsExport(right)?.value ?? right;
  const text = left.getText();
  if (text === moduleExports) return { name: moduleExports, value, target: left };
  const isNamed = ts.isPropertyAccessExpression(left) && /^(?:module\.)?exports$/.test(left.expression.getText());
  return isNamed ? { name: left.name.text, value, target: left.name } : undefined;
}
