import { isTyped, typeOf } from '#capability/discovery';
import type { PlainData, Stub, StubParameter } from '#protocol';

/** A change of a text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a function needs so that a program for its examples' types is one for its own. */
export interface Narrowing {
  /** Types in its head that say nothing, or are not there, and what they have to be. */
  readonly edits: readonly Edit[];
  /** Lines at the beginning of its body that refuse values of further types. */
  readonly guards: readonly string[];
}

/**
 * Parameters of type `unknown` or `any`, or of none, get the type that the examples have; of `string | number` and of what
 * may be left out those values are refused that the examples do not show.
 * @param isUsed whether the body works on a parameter
 */
export function narrowingOf(
  { parameters, parametersAt, place }: Stub,
  inputs: readonly (readonly PlainData[])[],
  isUsed: (name: string) => boolean,
): Narrowing {
  const edits: Edit[] = [];
  const guards: string[] = [];
  const undeclared = parameters.filter((one) => one.undeclared);
  if (parametersAt !== undefined && undeclared.length > 0) {
    const text = undeclared.map((one, at) => declaration(one, valuesAt(inputs, at), isTyped(place.path))).join(', ');
    edits.push({ start: parametersAt, end: parametersAt, text });
  }
  for (const [at, parameter] of parameters.entries()) {
    const { name, typeAt } = parameter;
    if (parameter.undeclared) continue;
    const values = valuesAt(inputs, at);
    const known = values.length === 0 ? 'unknown' : typeOf(values);
    if (known === 'unknown' || !isUsed(name)) continue;
    if (typeAt !== undefined && saysNothing(parameter)) {
      const colon = typeAt.start === typeAt.end ? ': ' : '';
      edits.push({ ...typeAt, text: `${colon}${known}` });
    } else if (isWider(parameter, known))
      guards.push(`  if (typeof ${name} !== '${known}') throw new TypeError('${name} has to be a ${known}.');`);
  }
  return { edits, guards };
}

function valuesAt(inputs: readonly (readonly PlainData[])[], at: number): readonly PlainData[] {
  return inputs.flatMap((input) => (at < input.length ? [input[at] ?? null] : []));
}

/** `text: string`; in JavaScript its name. */
function declaration({ name, optional }: StubParameter, values: readonly PlainData[], typed: boolean): string {
  return typed ? `${name}${optional ? '?' : ''}: ${typeOf(values)}` : name;
}

function saysNothing({ type }: StubParameter): boolean {
  return type === undefined || /\b(?:unknown|any)\b/.test(type);
}

/** Whether a type has other simple values as well. */
function isWider({ type = '', optional, from }: StubParameter, known: string): boolean {
  if (!/^(?:string|number|boolean)$/.test(known)) return false;
  const parts = type.split('|').map((part) => part.trim());
  if (!parts.includes(known)) return false;
  const isLeftOut = optional && from?.usual === undefined;
  return isLeftOut || parts.some((part) => part !== known && simple.includes(part));
}

const simple = ['string', 'number', 'boolean', 'null', 'undefined'];
