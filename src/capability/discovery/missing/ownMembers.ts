import { ts } from 'ts-morph';
import { bare, parseSource } from '../syntax/source.ts';

/**
 * The names of all members of the classes and objects at the top of a file, static ones among them. Left out are those of
 * which some may come from elsewhere: from another class, by a spread, an index, a decorator or an assignment.
 */
export function ownMembers(path: string, text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  const add = (name: string, members: ReadonlySet<string> | undefined) => {
    if (members !== undefined && !isOpen(name, text)) found.set(name, members);
  };
  for (const statement of parseSource(path, text).statements) {
    if (ts.isClassDeclaration(statement) && statement.name) add(statement.name.text, ofClass(statement));
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || type !== undefined || initializer === undefined) continue;
      const value = bare(initializer);
      if (ts.isClassExpression(value)) add(name.text, ofClass(value));
      else if (ts.isObjectLiteralExpression(value)) add(name.text, ofObject(value));
    }
  }
  return found;
}

/** Whether the text gives something more members. */
function isOpen(name: string, text: string): boolean {
  const own = name.replaceAll('$', '\\$');
  return (
    new RegExp(`\\b(?:${own}\\.prototype\\b|Object\\.\\w+\\(\\s*${own}\\b|(?:interface|namespace)\\s+${own}\\b)`).test(
      text,
    ) || new RegExp(`(?<![\\w$.])${own}(?:\\.[\\w$]+|\\[[^\\]]+\\])\\s*=(?!=)`).test(text)
  );
}

function ofClass(node: ts.ClassLikeDeclaration): ReadonlySet<string> | undefined {
  const inherits = node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) === true;
  if (inherits || ts.getDecorators(node as ts.ClassDeclaration)?.length) return undefined;
  const names = new Set<string>(
    Object.getOwnPropertyNames(Object.prototype).concat('name', 'length', 'call', 'apply', 'bind'),
  );
  for (const member of node.members) {
    if (ts.isIndexSignatureDeclaration(member)) return undefined;
    if (ts.isConstructorDeclaration(member)) {
      for (const { name } of member.parameters) if (ts.isIdentifier(name)) names.add(name.text);
    } else if (member.name !== undefined) {
      if (ts.isComputedPropertyName(member.name)) return undefined;
      names.add(member.name.text);
    }
  }
  return names;
}

function ofObject(node: ts.ObjectLiteralExpression): ReadonlySet<string> | undefined {
  const names = new Set<string>(Object.getOwnPropertyNames(Object.prototype));
  for (const { name } of node.properties) {
    if (name === undefined || ts.isComputedPropertyName(name)) return undefined;
    names.add(name.text);
  }
  return names;
}
