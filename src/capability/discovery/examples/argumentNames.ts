import { ts } from 'ts-morph';
import { isReserved } from '../syntax/reserved.ts';

/** What arguments are called, where they are names; absent where none is one. */
export type ArgumentNames = readonly (string | undefined)[];

/** `text`, `user.name`, `this.#text`; what the language calls something says nothing about the argument. */
export function nameOfArgument(argument: ts.Expression): string | undefined {
  const name = ts.isIdentifier(argument)
    ? argument.text
    : ts.isPropertyAccessExpression(argument)
      ? argument.name.text.replace(/^#/, '')
      : undefined;
  return name === undefined || isReserved(name) || /^(?:NaN|Infinity|globalThis)$/.test(name) ? undefined : name;
}

/**
 * Names for the parameters of a function that is called like that: what its arguments are called, where all calls that
 * name one agree, and a plain word where none does.
 */
export function parameterNames(calls: readonly ArgumentNames[], count: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, at) => {
    const names = new Set(calls.flatMap((own) => own[at] ?? []));
    const [only] = names;
    const name = names.size === 1 && only !== undefined && !taken.has(only) ? only : wordFor(count, at);
    taken.add(name);
    return name;
  });
}

function wordFor(count: number, at: number): string {
  return count === 1 ? 'input' : `input${at + 1}`;
}
