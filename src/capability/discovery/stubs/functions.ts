import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';

/** A function of a file that can be named from outside: at its top, or a member of a class or an object there. */
export interface NamedFunction {
  /** What it is called in its file: `slug`, `Slugger.slug`; `default` where it has no name. */
  readonly name: string;
  /** What it is called in the code. */
  readonly named: ts.Node | undefined;
  readonly code: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;
  /** What its documentation stands above. */
  readonly documented: ts.Node;
  /** What it is a member of: that is what the file exports. */
  readonly owner?: string;
}

/** The functions of a file, in source order. Accessors, constructors and members with computed names are none. */
export function functionsOf(source: ts.SourceFile): NamedFunction[] {
  return source.statements.flatMap(ofStatement);
}

function ofStatement(statement: ts.Statement): NamedFunction[] {
  if (ts.isFunctionDeclaration(statement)) {
    const { name } = statement;
    return [{ name: name?.text ?? 'default', named: name, code: statement, documented: statement }];
  }
  if (ts.isClassDeclaration(statement)) return ofClass(statement, statement.name?.text ?? 'default');
  if (ts.isExportAssignment(statement)) return ofValue(statement.expression, 'default', undefined, statement);
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isIdentifier(name) ? ofValue(initializer, name.text, name, statement) : [],
  );
}

function ofValue(value: ts.Expression, name: string, named: ts.Node | undefined, documented: ts.Node): NamedFunction[] {
  const inner = bare(value);
  if (isFunction(inner)) return [{ name, named, code: inner, documented }];
  if (ts.isClassExpression(inner)) return ofClass(inner, name);
  if (!ts.isObjectLiteralExpression(inner)) return [];
  return inner.properties.flatMap((property) => {
    if (ts.isMethodDeclaration(property)) return ofMember(property, property, name);
    if (!ts.isPropertyAssignment(property)) return [];
    const code = bare(property.initializer);
    return isFunction(code) ? ofMember(property, code, name) : [];
  });
}

function ofClass({ members }: ts.ClassLikeDeclaration, owner: string): NamedFunction[] {
  return members.flatMap((member) => {
    if (ts.isMethodDeclaration(member)) return ofMember(member, member, owner);
    const code = ts.isPropertyDeclaration(member) && member.initializer && bare(member.initializer);
    return code && isFunction(code) ? ofMember(member, code, owner) : [];
  });
}

function ofMember(
  member: ts.MethodDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration,
  code: NamedFunction['code'],
  owner: string,
): NamedFunction[] {
  const { name } = member;
  if (!ts.isIdentifier(name) && !ts.isStringLiteral(name) && !ts.isPrivateIdentifier(name)) return [];
  return [{ name: `${owner}.${name.text}`, named: name, code, documented: member, owner }];
}

function isFunction(node: ts.Expression): node is ts.FunctionExpression | ts.ArrowFunction {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}
