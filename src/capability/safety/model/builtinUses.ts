import { ts } from 'ts-morph';
import { globalObjects } from './builtins.ts';
import { declarationOf, isReference } from './names.ts';
import { isMember } from './usage.ts';
import type { Evaluator } from './values/evaluation.ts';
import { keyValues } from './values/keys.ts';
import { memberValues } from './values/members.ts';
import type { Values } from './values/value.ts';

/** A place where something of the language or its host is reached. */
export interface BuiltinUse {
  readonly node: ts.Node;
  /** From the global object: `Reflect.get`; the global object itself is `''`. */
  readonly path: string;
  /** `name`: by its own name. `alias`: by a name that the program gave it. `derived`: out of something else. */
  readonly by: 'name' | 'alias' | 'derived';
}

/** Every use of what the program did not make itself, whichever way it is reached. */
export function builtinUses(nodes: readonly ts.Node[], evaluator: Evaluator): BuiltinUse[] {
  const { checker } = evaluator.parsed;
  return nodes.flatMap((node): BuiltinUse[] => {
    if (isReference(node)) {
      if (isTarget(node)) return [];
      if (declarationOf(node, checker) === undefined) {
        return [{ node, path: globalObjects.has(node.text) ? '' : node.text, by: 'name' }];
      }
      return paths(evaluator.of(node)).map((path) => ({ node, path, by: 'alias' }));
    }
    return paths(derived(node, evaluator)).map((path) => ({ node, path, by: 'derived' }));
  });
}

function derived(node: ts.Node, evaluator: Evaluator): Values {
  if (isMember(node) || ts.isCallExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword) {
    return evaluator.of(node as ts.Expression);
  }
  if (ts.isBindingElement(node)) return takenOut(node, evaluator);
  const assigned = assignedPattern(node);
  if (assigned === undefined || !(ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))) return [];
  return memberValues(evaluator.of(assigned), keyValues(node.name, evaluator), undefined, evaluator);
}

/** What destructuring takes out, without what a default gives: that is a use of its own. */
function takenOut(node: ts.BindingElement, evaluator: Evaluator): Values {
  const own = node.initializer ? evaluator.of(node.initializer) : [];
  return evaluator.ofDeclaration(node).filter((value) => !own.includes(value));
}

/** `({ a: b } = value)`: the value, for a property of the pattern. */
function assignedPattern(node: ts.Node): ts.Expression | undefined {
  const pattern = node.parent;
  if (pattern === undefined || !ts.isObjectLiteralExpression(pattern)) return undefined;
  const { parent } = pattern;
  return ts.isBinaryExpression(parent) &&
    parent.left === pattern &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? parent.right
    : undefined;
}

/** A name that is assigned to is no use of what it holds. */
function isTarget(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node.parent) &&
    node.parent.left === node &&
    node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    !globalObjects.has(node.getText())
  );
}

function paths(values: Values): string[] {
  return values.flatMap((value) => (value.kind === 'builtin' ? [value.path] : []));
}
