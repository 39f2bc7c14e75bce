import { ts } from 'ts-morph';
import type { AddedNames } from './names.ts';

/** Counts a turn of every loop and a call of every function that might recurse against the budget. */
export interface Guards {
  /** Puts a guard into a loop or a function; other nodes stay. */
  guarded(node: ts.Node, original: ts.Node): ts.Node;
}

export function createGuards(names: AddedNames, factory: ts.NodeFactory): Guards {
  const spent = () =>
    factory.createLessThan(
      factory.createPrefixDecrement(factory.createIdentifier(names.of('budget'))),
      factory.createNumericLiteral(0),
    );
  const over = () => factory.createCallExpression(factory.createIdentifier(names.of('over')), undefined, []);
  const guard = () => factory.createIfStatement(spent(), factory.createExpressionStatement(over()));

  const body = (statement: ts.Statement): ts.Block =>
    ts.isBlock(statement)
      ? factory.updateBlock(statement, [guard(), ...statement.statements])
      : factory.createBlock([guard(), statement], true);

  /** Directives stay in front. */
  const functionBody = (block: ts.Block): ts.Block => {
    const first = block.statements.findIndex(
      (one) => !ts.isExpressionStatement(one) || !ts.isStringLiteral(one.expression),
    );
    const at = first === -1 ? block.statements.length : first;
    return factory.updateBlock(block, [...block.statements.slice(0, at), guard(), ...block.statements.slice(at)]);
  };

  return {
    guarded(node, original) {
      if (ts.isForStatement(node)) {
        const { initializer, condition, incrementor } = node;
        return factory.updateForStatement(node, initializer, condition, incrementor, body(node.statement));
      }
      if (ts.isForInStatement(node)) {
        return factory.updateForInStatement(node, node.initializer, node.expression, body(node.statement));
      }
      if (ts.isForOfStatement(node)) {
        const { awaitModifier, initializer, expression } = node;
        return factory.updateForOfStatement(node, awaitModifier, initializer, expression, body(node.statement));
      }
      if (ts.isWhileStatement(node)) return factory.updateWhileStatement(node, node.expression, body(node.statement));
      if (ts.isDoStatement(node)) return factory.updateDoStatement(node, body(node.statement), node.expression);
      return ts.isFunctionLike(node) && mayRecurse(original) ? inFunction(node as ts.FunctionLikeDeclaration) : node;
    },
  };

  function inFunction(node: ts.FunctionLikeDeclaration): ts.Node {
    const { body } = node;
    if (body === undefined) return node;
    if (!ts.isBlock(body)) {
      const checked = factory.createParenthesizedExpression(
        factory.createComma(factory.createLogicalAnd(spent(), over()), body),
      );
      const arrow = node as ts.ArrowFunction;
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = arrow;
      return factory.updateArrowFunction(
        arrow,
        modifiers,
        typeParameters,
        parameters,
        type,
        equalsGreaterThanToken,
        checked,
      );
    }
    return withBody(node, functionBody(body), factory);
  }
}

function withBody(node: ts.FunctionLikeDeclaration, body: ts.Block, factory: ts.NodeFactory): ts.Node {
  const { modifiers, typeParameters, parameters, type } = node as ts.MethodDeclaration;
  if (ts.isFunctionDeclaration(node)) {
    return factory.updateFunctionDeclaration(
      node,
      modifiers,
      node.asteriskToken,
      node.name,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isFunctionExpression(node)) {
    const kept = node.modifiers;
    return factory.updateFunctionExpression(
      node,
      kept,
      node.asteriskToken,
      node.name,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isMethodDeclaration(node)) {
    const { asteriskToken, name, questionToken } = node;
    return factory.updateMethodDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isGetAccessorDeclaration(node)) {
    return factory.updateGetAccessorDeclaration(node, modifiers, node.name, parameters, type, body);
  }
  if (ts.isSetAccessorDeclaration(node)) {
    return factory.updateSetAccessorDeclaration(node, modifiers, node.name, parameters, body);
  }
  if (ts.isArrowFunction(node)) {
    const { equalsGreaterThanToken } = node;
    return factory.updateArrowFunction(
      node,
      node.modifiers,
      typeParameters,
      parameters,
      type,
      equalsGreaterThanToken,
      body,
    );
  }
  // A constructor can't come back to itself without a function or a loop that is counted.
  return node;
}

/** A function that calls nothing comes back to nothing. */
function mayRecurse(node: ts.Node): boolean {
  let calls = false;
  const look = (child: ts.Node): void => {
    calls ||= ts.isCallExpression(child) || ts.isNewExpression(child) || ts.isTaggedTemplateExpression(child);
    if (!calls) ts.forEachChild(child, look);
  };
  ts.forEachChild(node, look);
  return calls;
}
