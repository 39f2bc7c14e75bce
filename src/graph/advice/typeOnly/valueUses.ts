import type { ts } from 'ts-morph';

type TypeScript = typeof ts;

/**
 * Imported names that a file needs at run time for certain, told from its syntax alone: they are called, constructed,
 * passed on, extended, … and nothing else in the file has their name. Names that are left out may be needed as well:
 * that takes the compiler, which is slower by far.
 *
 * @param source parent nodes are not needed
 */
export function plainValueUses(typescript: TypeScript, source: ts.SourceFile): ReadonlySet<string> {
  const { SyntaxKind } = typescript;
  const used = new Set<string>();
  const declared = new Set<string>();
  /** Depth in what leaves nothing behind when it is compiled, or is too special to say. */
  let erased = 0;
  const use = (node: ts.Node | undefined): void => {
    if (erased === 0 && node?.kind === SyntaxKind.Identifier) used.add((node as ts.Identifier).text);
  };
  const visit = (node: ts.Node): void => {
    if (typescript.isTypeNode(node) || hidesUses(typescript, node)) return;
    if (isDeclaration(typescript, node)) {
      if (node.name?.kind === SyntaxKind.Identifier) declared.add((node.name as ts.Identifier).text);
    }
    for (const operand of operandsOf(typescript, node)) use(operand);
    const within = isErased(typescript, node) ? 1 : 0;
    erased += within;
    typescript.forEachChild(node, visit);
    erased -= within;
  };
  visit(source);
  for (const name of declared) used.delete(name);
  return used;
}

/** Whether nothing is looked for in a node: names of members, and imports and exports, are no plain uses. */
function hidesUses({ SyntaxKind }: TypeScript, { kind }: ts.Node): boolean {
  return (
    kind === SyntaxKind.ImportDeclaration ||
    kind === SyntaxKind.ExportDeclaration ||
    kind === SyntaxKind.ExportAssignment ||
    kind === SyntaxKind.InterfaceDeclaration ||
    kind === SyntaxKind.TypeAliasDeclaration ||
    kind === SyntaxKind.ComputedPropertyName
  );
}

type Declaration =
  | ts.VariableDeclaration
  | ts.ParameterDeclaration
  | ts.BindingElement
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ClassLikeDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.ImportEqualsDeclaration;

function isDeclaration({ SyntaxKind }: TypeScript, node: ts.Node): node is Declaration {
  switch (node.kind) {
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.Parameter:
    case SyntaxKind.BindingElement:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.ModuleDeclaration:
    case SyntaxKind.ImportEqualsDeclaration:
      return true;
    default:
      return false;
  }
}

/** Ambient declarations, signatures without a body, namespaces and enums. */
function isErased(typescript: TypeScript, node: ts.Node): boolean {
  const { SyntaxKind } = typescript;
  switch (node.kind) {
    case SyntaxKind.ModuleDeclaration:
    case SyntaxKind.EnumDeclaration:
      return true;
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      return (node as ts.FunctionLikeDeclaration).body === undefined;
    case SyntaxKind.VariableStatement:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.PropertyDeclaration:
      return (node as ts.VariableStatement).modifiers?.some(({ kind }) => kind === SyntaxKind.DeclareKeyword) ?? false;
    default:
      return false;
  }
}

const none: readonly ts.Node[] = [];

/** Of the most common expressions and the like what they take the values of; anything that is no identifier is passed over. */
function operandsOf(typescript: TypeScript, node: ts.Node): readonly (ts.Node | undefined)[] {
  const { SyntaxKind } = typescript;
  switch (node.kind) {
    case SyntaxKind.CallExpression:
    case SyntaxKind.NewExpression: {
      const { expression, arguments: passed = none } = node as ts.CallExpression | ts.NewExpression;
      return [expression, ...passed];
    }
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.SpreadElement:
    case SyntaxKind.TemplateSpan:
    case SyntaxKind.Decorator:
    case SyntaxKind.JsxExpression:
      return [(node as ts.PropertyAccessExpression).expression];
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertyDeclaration:
      return [(node as ts.PropertyAssignment).initializer];
    case SyntaxKind.ArrayLiteralExpression:
      return (node as ts.ArrayLiteralExpression).elements;
    case SyntaxKind.TaggedTemplateExpression:
      return [(node as ts.TaggedTemplateExpression).tag];
    case SyntaxKind.JsxOpeningElement:
    case SyntaxKind.JsxSelfClosingElement:
      return [tagOf(typescript, node as ts.JsxOpeningLikeElement)];
    case SyntaxKind.BinaryExpression: {
      const { right, operatorToken } = node as ts.BinaryExpression;
      return operatorToken.kind === SyntaxKind.InstanceOfKeyword ? [right] : none;
    }
    case SyntaxKind.HeritageClause: {
      const { token, types } = node as ts.HeritageClause;
      return token === SyntaxKind.ExtendsKeyword ? types.map(({ expression }) => expression) : none;
    }
    default:
      return none;
  }
}

/** `<div>` names no value, `<Div>` does. */
function tagOf(typescript: TypeScript, { tagName }: ts.JsxOpeningLikeElement): ts.Node | undefined {
  return typescript.isIdentifier(tagName) && /^[A-Z]/.test(tagName.text) ? tagName : undefined;
}
