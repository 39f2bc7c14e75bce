import { ts } from 'ts-morph';
import type { PlainData, SourcePlace } from '#protocol';
import { type ArgumentNames, nameOfArgument } from '../examples/argumentNames.ts';
import { plainValue } from '../examples/plainValue.ts';
import { blockScope, functionScope, type Scope } from '../examples/scope.ts';
import { Unreadable } from '../examples/unreadable.ts';
import { literalValue } from '../examples/values.ts';
import { bare, parseSource, placeOf } from '../syntax/source.ts';

/** A call of a function that is not there. */
export interface Use {
  readonly place: SourcePlace;
  /** The values of its arguments; absent where only running it would tell one of them. */
  readonly input?: readonly PlainData[];
  readonly names: ArgumentNames;
  /** What a method is called on, as it is written. */
  readonly on?: string;
}

/** More calls of one name tell nothing new. */
const mostUses = 50;

/** The calls of a name in a text, in their order. Where it is declared once more further inside, it is another one. */
export function usesOf(path: string, text: string, name: string): Use[] {
  return usesWhere(parseSource(path, text), (callee) => ts.isIdentifier(callee) && callee.text === name);
}

/**
 * The calls of a method in a text: on the class or object itself, on what is made of the class at once, on names that the
 * text declares as nothing but objects of it, and on `this` in the class.
 */
export function usesOfMember(path: string, text: string, owner: string, member: string): Use[] {
  const source = parseSource(path, text);
  const isOwner = (node: ts.Expression): boolean => {
    const object = bare(node);
    if (object.kind === ts.SyntaxKind.ThisKeyword) return classAround(object)?.name?.text === owner;
    if (ts.isNewExpression(object)) return ts.isIdentifier(object.expression) && object.expression.text === owner;
    if (!ts.isIdentifier(object)) return false;
    return object.text === owner || isAlways(source, object.text, owner);
  };
  return usesWhere(
    source,
    (callee) => ts.isPropertyAccessExpression(callee) && callee.name.text === member && isOwner(callee.expression),
  );
}

function usesWhere(source: ts.SourceFile, isMeant: (callee: ts.Expression) => boolean): Use[] {
  const uses: Use[] = [];
  const visit = (node: ts.Node, scope: Scope): void => {
    if (uses.length >= mostUses) return;
    if (ts.isCallExpression(node) && isMeant(node.expression)) uses.push(useOf(node, scope, source));
    const inner = ts.isFunctionLike(node)
      ? functionScope(node, scope)
      : ts.isSourceFile(node) || ts.isBlock(node)
        ? blockScope(node, scope)
        : scope;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, { names: new Map() });
  return uses;
}

/** The class that `this` is an object of; a function of its own has another one. */
function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isClassLike(at)) return at;
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at) || ts.isObjectLiteralExpression(at))
      return undefined;
    if (ts.isClassElement(at) && ts.getCombinedModifierFlags(at as ts.Declaration) & ts.ModifierFlags.Static)
      return undefined;
  }
  return undefined;
}

/** Whether each declaration of a name says that it is an object of a class. */
function isAlways(source: ts.SourceFile, name: string, owner: string): boolean {
  let count = 0;
  const visit = (node: ts.Node): boolean => {
    const own = (node as { readonly name?: ts.Node }).name;
    if (own !== undefined && ts.isIdentifier(own) && own.text === name && !ts.isPropertyAccessExpression(node)) {
      count++;
      if (!isObjectOf(node, owner)) return false;
    }
    return ts.forEachChild(node, (child) => !visit(child) || undefined) !== true;
  };
  return visit(source) && count > 0;
}

function isObjectOf(node: ts.Node, owner: string): boolean {
  if (!ts.isVariableDeclaration(node) && !ts.isParameter(node)) return false;
  if (node.type !== undefined) return node.type.getText() === owner;
  const made = node.initializer && bare(node.initializer);
  return made !== undefined && ts.isNewExpression(made) && made.expression.getText() === owner;
}

function useOf(call: ts.CallExpression, scope: Scope, source: ts.SourceFile): Use {
  const values = call.arguments.map((argument) => plainValue(literalValue(argument, scope)));
  const input = values.flatMap((value) => (value instanceof Unreadable ? [] : [value]));
  return {
    place: placeOf(ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression, source),
    ...(input.length === values.length ? { input } : {}),
    names: call.arguments.map(nameOfArgument),
    ...(ts.isPropertyAccessExpression(call.expression) ? { on: call.expression.expression.getText(source) } : {}),
  };
}
