import { ts } from 'ts-morph';
import { isRun } from '../entry.ts';
import type { Evaluator } from './evaluation.ts';

/**
 * Whether `this` belongs to no object: in a plain function that is called by its name or at once. Modules have
 * `undefined` there, and scripts the global object: who writes it means the latter.
 */
export function isThisOfNothing(node: ts.Node, evaluator: Evaluator): boolean {
  const owner = ts.findAncestor(
    node,
    (at) => ts.isSourceFile(at) || ts.isClassElement(at) || (ts.isFunctionLike(at) && !ts.isArrowFunction(at)),
  );
  if (owner === undefined || ts.isSourceFile(owner)) return true;
  if (!ts.isFunctionDeclaration(owner) && !ts.isFunctionExpression(owner)) return false;
  const own = owner.parameters[0];
  const type = own?.name.getText() === 'this' ? own.type : undefined;
  // Who says which object it is has one.
  if (type !== undefined && type.kind !== ts.SyntaxKind.AnyKeyword) return false;
  return isRun(owner) || evaluator.callsOf(owner).length > 0;
}
