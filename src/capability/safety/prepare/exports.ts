import { ts } from 'ts-morph';
import { isErased } from '../model/tree.ts';

const exporting = new Set([ts.SyntaxKind.ExportKeyword, ts.SyntaxKind.DefaultKeyword]);

/**
 * A top-level statement without its `export`: the wrapper exports `run` in its stead. Undefined where nothing is left.
 *
 * @param defaultName what a default export without a name is called
 */
export function withoutExport(
  statement: ts.Statement,
  defaultName: string,
  factory: ts.NodeFactory,
): ts.Statement | undefined {
  if (isErased(statement)) return statement;
  if (ts.isExportDeclaration(statement)) return undefined;
  if (ts.isExportAssignment(statement)) {
    return constantOf(defaultName, statement.expression, factory);
  }
  if (!ts.canHaveModifiers(statement)) return statement;
  const before = ts.getModifiers(statement) ?? [];
  const kept = before.filter(({ kind }) => !exporting.has(kind));
  if (kept.length === before.length) return statement;
  return stripped(statement, kept, defaultName, factory);
}

function stripped(
  node: ts.Statement,
  modifiers: readonly ts.Modifier[],
  defaultName: string,
  factory: ts.NodeFactory,
): ts.Statement {
  if (ts.isFunctionDeclaration(node)) {
    const {
      asteriskToken,
      name = factory.createIdentifier(defaultName),
      typeParameters,
      parameters,
      type,
      body,
    } = node;
    return factory.updateFunctionDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isClassDeclaration(node)) {
    const { name = factory.createIdentifier(defaultName), typeParameters, heritageClauses, members } = node;
    const kept = [...(ts.getDecorators(node) ?? []), ...modifiers];
    return factory.updateClassDeclaration(node, kept, name, typeParameters, heritageClauses, members);
  }
  if (ts.isVariableStatement(node)) return factory.updateVariableStatement(node, modifiers, node.declarationList);
  if (ts.isEnumDeclaration(node)) return factory.updateEnumDeclaration(node, modifiers, node.name, node.members);
  if (ts.isModuleDeclaration(node)) return factory.updateModuleDeclaration(node, modifiers, node.name, node.body);
  return node;
}

function constantOf(name: string, value: ts.Expression, factory: ts.NodeFactory): ts.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
}
