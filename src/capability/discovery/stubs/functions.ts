import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';
import { commonJsExport, moduleExports } from './commonJs.ts';

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

/** Objects in objects that are looked at. */
const deepest = 4;

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
  if (ts.isModuleDeclaration(statement)) return ofNamespace(statement);
  if (ts.isExportAssignment(statement)) return ofValue(statement.expression, 'default', undefined, statement);
  if (ts.isExpressionStatement(statement)) return ofAssignment(statement);
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isIdentifier(name) ? ofValue(initializer, name.text, name, statement) : [],
  );
}

/** `exports.f = …`, `module.exports.f = …`, `module.exports = { … }`. */
function ofAssignment(statement: ts.ExpressionStatement): NamedFunction[] {
  const assigned = commonJsExport(statement.expression);
  if (assigned === undefined) return [];
  const { name, value, target } = assigned;
  if (name !== moduleExports) return ofValue(value, name, target, statement);
  // What an object there has is exported by itself.
  return ofValue(value, 'default', undefined, statement).map(({ owner, ...found }) => {
    if (owner === undefined || !ts.isObjectLiteralExpression(bare(value))) return { ...found, ...(owner && { owner }) };
    const own = found.name.slice(owner.length + 1);
    const below = /^(.*?)\./.exec(own)?.[1];
    return { ...found, name: own, ...(below === undefined ? {} : { owner: below }) };
  });
}

/** What `namespace Texts { export function slug … }` declares: what it exports are its members. */
function ofNamespace({ name, body }: ts.ModuleDeclaration): NamedFunction[] {
  if (body === undefined || !ts.isModuleBlock(body) || !ts.isIdentifier(name)) return [];
  return body.statements
    .filter(isExported)
    .flatMap(ofStatement)
    .map((found) => within(found, name.text));
}

function isExported(statement: ts.Statement): boolean {
  const flags = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return flags?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

/** A function as a member of something. */
function within(found: NamedFunction, owner: string): NamedFunction {
  return { ...found, name: `${owner}.${found.name}`, owner };
}

function ofValue(
  value: ts.Expression,
  name: string,
  named: ts.Node | undefined,
  documented: ts.Node,
  depth = 0,
): NamedFunction[] {
  const inner = bare(value);
  if (isFunction(inner)) return [{ name, named, code: inner, documented }];
  if (ts.isClassExpression(inner)) return ofClass(inner, name);
  if (!ts.isObjectLiteralExpression(inner) || depth > deepest) return [];
  return inner.properties.flatMap((property) => {
    if (ts.isMethodDeclaration(property)) return ofMember(property, property, name);
    if (!ts.isPropertyAssignment(property)) return [];
    const code = bare(property.initializer);
    if (isFunction(code)) return ofMember(property, code, name);
    const { name: key } = property;
    if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) return [];
    const below = ofValue(code, key.text, key, property, depth + 1);
    return below.map((found) => within(found, name));
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
