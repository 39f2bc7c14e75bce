import { ts } from 'ts-morph';
import { isAmbient } from './tree.ts';

/**
 * What the compiler is asked: which declaration a name stands for. Never for a type: what types a source has decides
 * how long that takes.
 */
export type Symbols = Pick<
  ts.TypeChecker,
  'getSymbolAtLocation' | 'getShorthandAssignmentValueSymbol' | 'getExportSpecifierLocalTargetSymbol'
>;

/** Whether an identifier stands for a value, and is not the name of a declaration, a property or a label. */
export function isReference(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) {
    return ts.isPropertyAccessExpression(parent) && parent.expression === node;
  }
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent)) {
    return parent.parent.parent.moduleSpecifier === undefined && (parent.propertyName ?? parent.name) === node;
  }
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isImportEqualsDeclaration(parent) || ts.isNamespaceExport(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return (parent as { readonly name?: ts.Node }).name !== node;
}

/** The declaration in the program's own text that a reference stands for; undefined where it stands for a global. */
export function declarationOf(node: ts.Identifier, checker: Symbols): ts.Declaration | undefined {
  return ownDeclaration(symbolOf(node, checker), node.getSourceFile());
}

export function symbolOf(node: ts.Identifier, checker: Symbols): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  return checker.getSymbolAtLocation(node);
}

/** The first declaration of a symbol that the file itself makes and that exists at run time. */
function ownDeclaration(symbol: ts.Symbol | undefined, file: ts.SourceFile): ts.Declaration | undefined {
  return symbol?.declarations?.find(
    (declaration) => declaration.getSourceFile() === file && isRuntimeDeclaration(declaration),
  );
}

function isRuntimeDeclaration(declaration: ts.Declaration): boolean {
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) return false;
  if (ts.isFunctionDeclaration(declaration) && declaration.body === undefined) return false;
  for (let at: ts.Node = declaration; !ts.isSourceFile(at); at = at.parent) if (isAmbient(at)) return false;
  return true;
}
