import { ts } from 'ts-morph';
import { declarationOf, type Symbols } from './names.ts';
import { bare } from './tree.ts';

const deepest = 8;

/**
 * The type that the text itself gives an expression, where it does: an annotation or a cast. Nothing is inferred and
 * nothing expanded, for a type can be made to take any time and memory.
 */
function declaredType(expression: ts.Expression, symbols: Symbols, depth = 0): ts.TypeNode | undefined {
  if (depth > deepest) return undefined;
  if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)) {
    return declaredType(expression.expression, symbols, depth + 1);
  }
  if (ts.isAsExpression(expression) || ts.isTypeAssertionExpression(expression)) return expression.type;
  if (ts.isPropertyAccessExpression(expression)) {
    const member = memberOf(declaredType(expression.expression, symbols, depth + 1), expression.name.text, symbols);
    return member && typeOfMember(member);
  }
  const declaration = ts.isIdentifier(expression) ? declarationOf(expression, symbols) : undefined;
  if (!declaration) return undefined;
  if (ts.isParameter(declaration)) return declaration.type;
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  return declaration.type ?? (declaration.initializer && declaredType(declaration.initializer, symbols, depth + 1));
}

/** Whether the text declares the property of an object as data: `car: { constructor: string }`. */
export function isDeclaredData(object: ts.Expression, name: string, symbols: Symbols): boolean {
  const member = memberOf(declaredType(object, symbols), name, symbols);
  const type = member && typeOfMember(member);
  return type !== undefined && type.kind !== ts.SyntaxKind.AnyKeyword && !isFunctionType(type, symbols);
}

/** Whether an expression is a function, as the text says or as a method of the language is. */
export function isDeclaredFunction(expression: ts.Expression, symbols: Symbols): boolean {
  const type = declaredType(expression, symbols);
  if (type !== undefined) return isFunctionType(type, symbols);
  const inner = bare(expression);
  return ts.isPropertyAccessExpression(inner) && methods.has(inner.name.text);
}

function isFunctionType(type: ts.TypeNode, symbols: Symbols, depth = 0): boolean {
  if (ts.isFunctionTypeNode(type) || ts.isConstructorTypeNode(type)) return true;
  if (ts.isParenthesizedTypeNode(type)) return isFunctionType(type.type, symbols, depth);
  if (ts.isTypeLiteralNode(type)) return type.members.some(isSignature);
  if (!ts.isTypeReferenceNode(type) || depth > deepest) return false;
  if (['Function', 'CallableFunction', 'NewableFunction'].includes(type.typeName.getText())) return true;
  return declarationsOf(type, symbols).some((declared) => {
    if (ts.isTypeAliasDeclaration(declared)) return isFunctionType(declared.type, symbols, depth + 1);
    return ts.isInterfaceDeclaration(declared) && declared.members.some(isSignature);
  });
}

function isSignature(member: ts.Node): boolean {
  return ts.isCallSignatureDeclaration(member) || ts.isConstructSignatureDeclaration(member);
}

type Member = ts.TypeElement | ts.ClassElement;

function memberOf(type: ts.TypeNode | undefined, name: string, symbols: Symbols, depth = 0): Member | undefined {
  if (type === undefined || depth > deepest) return undefined;
  if (ts.isTypeLiteralNode(type)) return named(type.members, name);
  if (ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type)) {
    return firstOf(type.types, (part) => memberOf(part, name, symbols, depth + 1));
  }
  if (!ts.isTypeReferenceNode(type)) return undefined;
  return firstOf(declarationsOf(type, symbols), (declared) => {
    if (ts.isTypeAliasDeclaration(declared)) return memberOf(declared.type, name, symbols, depth + 1);
    return ts.isInterfaceDeclaration(declared) || ts.isClassLike(declared) ? named(declared.members, name) : undefined;
  });
}

function declarationsOf({ typeName }: ts.TypeReferenceNode, symbols: Symbols): readonly ts.Declaration[] {
  const file = typeName.getSourceFile();
  const all = ts.isIdentifier(typeName) ? symbols.getSymbolAtLocation(typeName)?.declarations : undefined;
  return all?.filter((declaration) => declaration.getSourceFile() === file) ?? [];
}

function named(members: readonly Member[], name: string): Member | undefined {
  return members.find((member) => member.name !== undefined && textOf(member.name) === name);
}

function textOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

function typeOfMember(member: Member): ts.TypeNode | undefined {
  return ts.isPropertySignature(member) || ts.isPropertyDeclaration(member) || ts.isGetAccessor(member)
    ? member.type
    : undefined;
}

function firstOf<T, U>(all: readonly T[], find: (one: T) => U | undefined): U | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of the methods that values of the language have. */
const methods = new Set(
  [Array, String, Number, RegExp, Date, Map, Set, Promise, Function].flatMap(({ prototype }) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
      .map(([name]) => name),
  ),
);
