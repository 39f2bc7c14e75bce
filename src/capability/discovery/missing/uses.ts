import { ts } from 'ts-morph';
import type { PlainData, SourcePlace } from '#protocol';
import { plainValue } from '../examples/plainValue.ts';
import { blockScope, functionScope, type Scope } from '../examples/scope.ts';
import { literalValue, Unreadable } from '../examples/values.ts';
import { parseSource, placeOf } from '../syntax/source.ts';

/** A call of a function that is not there. */
export interface Use {
  readonly place: SourcePlace;
  /** The values of its arguments; absent where only running it would tell one of them. */
  readonly input?: readonly PlainData[];
  /** What the arguments are called, where they are names. */
  readonly names: readonly (string | undefined)[];
}

/** More calls of one name tell nothing new. */
const mostUses = 50;

/** The calls of a name in a text, in their order. Where it is declared once more further inside, it is another one. */
export function usesOf(path: string, text: string, name: string): Use[] {
  const source = parseSource(path, text);
  const uses: Use[] = [];
  const visit = (node: ts.Node, scope: Scope): void => {
    if (uses.length >= mostUses) return;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name) {
      uses.push(useOf(node, scope, source));
    }
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

function useOf(call: ts.CallExpression, scope: Scope, source: ts.SourceFile): Use {
  const values = call.arguments.map((argument) => plainValue(literalValue(argument, scope)));
  const input = values.flatMap((value) => (value instanceof Unreadable ? [] : [value]));
  return {
    place: placeOf(call.expression, source),
    ...(input.length === values.length ? { input } : {}),
    names: call.arguments.map(nameOfArgument),
  };
}

/** `text`, `user.name`, `this.#text` */
function nameOfArgument(argument: ts.Expression): string | undefined {
  if (ts.isIdentifier(argument)) return argument.text;
  return ts.isPropertyAccessExpression(argument) ? argument.name.text.replace(/^#/, '') : undefined;
}

/**
 * Names for the parameters of a function that is called like that: what its arguments are called, where all calls that
 * name one agree, and a plain word where none does.
 */
export function parametersFrom(uses: readonly Use[], count: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, at) => {
    const names = new Set(uses.flatMap(({ names: own }) => own[at] ?? []));
    const [only] = names;
    const name = names.size === 1 && only !== undefined && !taken.has(only) ? only : wordFor(count, at);
    taken.add(name);
    return name;
  });
}

function wordFor(count: number, at: number): string {
  return count === 1 ? 'input' : `input${at + 1}`;
}
