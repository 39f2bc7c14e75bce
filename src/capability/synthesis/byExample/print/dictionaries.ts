import type { Program } from '../language/expression.ts';
import type { InputType, PrintedInputs } from './inputs.ts';

/** What looks at one item, whose column is not one of the inputs. */
const aboutItems: ReadonlySet<string> = new Set(['each', 'test', 'key', 'value']);
const byAnyName: ReadonlySet<unknown> = new Set(['entries', 'hasKey']);

/**
 * Records whose names differ from one to the next, and of which a program takes all, or one by a name that it is given: to
 * it they are no fields but a dictionary.
 */
export function withDictionaries(program: Program, inputs: PrintedInputs): PrintedInputs {
  const named = new Set<number>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { op, gives, column, path, test } = node as { readonly [name: string]: unknown };
    const isPlace = typeof column === 'number' && Array.isArray(path);
    if (isPlace && !((byAnyName.has(op) || gives === 'property') && path.length === 0)) named.add(column);
    const hasItems = op !== undefined || gives === 'keyed' || gives === 'grouped';
    for (const [name, child] of Object.entries(node)) {
      if (!(hasItems && aboutItems.has(name) && (name !== 'key' || gives !== undefined))) visit(child);
    }
    if (gives === 'choice') visit(test);
  };
  visit(program);
  return inputs.map((input, column) => (named.has(column) ? input : { ...input, type: dictionaryOf(input.type) }));
}

function dictionaryOf(type: InputType): InputType {
  if (type.kind !== 'record' || !type.fields.some(({ optional }) => optional)) return type;
  const [first, ...others] = new Map(type.fields.map((field) => [JSON.stringify(field.type), field.type])).values();
  // Whole numbers and others are numbers.
  if (first === undefined) return type;
  const kinds = new Set([first, ...others].map(({ kind }) => kind));
  if (others.length > 0 && kinds.size === 1 && first.kind === 'number') return { kind: 'map', of: { kind: 'number' } };
  return { kind: 'map', of: others.length === 0 ? first : { kind: 'union', of: [first, ...others] } };
}
