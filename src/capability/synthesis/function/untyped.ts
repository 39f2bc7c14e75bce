import { ts } from 'ts-morph';
import type { FunctionParts } from './parts.ts';

/** A program as JavaScript has it: the same text without its types. */
export function untyped({ body, helpers }: FunctionParts): FunctionParts {
  // In a function, so that it may return and wait.
  const [opening, closing] = ['async function run() {\n', '\n}'];
  const inner = withoutTypes(opening + body + closing);
  return { body: inner.slice(opening.length, -closing.length), helpers: withoutTypes(helpers) };
}

function withoutTypes(code: string): string {
  const source = ts.createSourceFile('index.ts', code, { languageVersion: ts.ScriptTarget.Latest }, true);
  const cuts: (readonly [start: number, end: number])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      // With the documentation above, and the empty lines below it.
      const [, below = ''] = /^(\s*)/.exec(code.slice(node.end)) ?? [];
      cuts.push([node.getStart(source, true), node.end + below.length]);
      return;
    }
    cuts.push(...typesOf(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return cuts
    .toSorted(([a], [b]) => b - a)
    .reduce((text, [start, end]) => text.slice(0, start) + text.slice(end), code);
}

interface TypeLists {
  readonly typeArguments?: ts.NodeArray<ts.Node>;
  readonly typeParameters?: ts.NodeArray<ts.Node>;
}

/** The stretches of a node that say nothing but types. */
function typesOf(node: ts.Node, source: ts.SourceFile): (readonly [start: number, end: number])[] {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
    return [[node.expression.end, node.end]];
  const cuts: (readonly [number, number])[] = [];
  const { typeArguments, typeParameters } = node as ts.Node & TypeLists;
  for (const list of [typeArguments, typeParameters]) if (list !== undefined) cuts.push([list.pos - 1, list.end + 1]);
  const { type, questionToken } = node as Partial<ts.ParameterDeclaration>;
  const isDeclared = ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isFunctionLike(node);
  // The colon stands right before a type and the space in front of it.
  if (isDeclared && type !== undefined) cuts.push([questionToken?.getStart(source) ?? type.pos - 1, type.end]);
  return cuts;
}
