import { ts } from 'ts-morph';
import { exportsOf } from './exports.ts';
import { bare } from './tree.ts';

/** What the file itself calls what it exports as `run`. */
const names = new WeakMap<ts.SourceFile, string | undefined>();

/** Whether a function is what the program exports as `run`. */
export function isRun(node: ts.Node): boolean {
  const named = ts.isVariableDeclaration(node.parent) ? node.parent : node;
  const top = ts.isFunctionDeclaration(node) ? node.parent : named.parent?.parent?.parent;
  return (
    top !== undefined &&
    ts.isSourceFile(top) &&
    (ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named)) &&
    named.name !== undefined &&
    named.name.getText() === nameOfRun(top)
  );
}

function nameOfRun(file: ts.SourceFile): string | undefined {
  if (!names.has(file)) names.set(file, exportsOf(file).get('run') ?? 'run');
  return names.get(file);
}

/** Whether a parameter is the second one of `run`, and nothing shows that it is data: the context. */
export function isContext(node: ts.ParameterDeclaration): boolean {
  return node.parent.parameters.indexOf(node) === 1 && isRun(node.parent) && !isData(node.initializer);
}

/** Whether a default shows that a parameter is data: the context has none, or an empty one. */
function isData(start: ts.Expression | undefined): boolean {
  if (start === undefined) return false;
  const inner = bare(start);
  if (inner.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(inner) && inner.text === 'undefined')) return false;
  return !(ts.isObjectLiteralExpression(inner) && inner.properties.length === 0);
}
