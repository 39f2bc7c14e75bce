import type { Casing } from '../language/expression.ts';
import type { Writer } from './writer.ts';

const casingHelpers = {
  title: 'titleCase',
  capital: 'capitalise',
  upperFirst: 'upperFirst',
  lowerFirst: 'lowerFirst',
} as const;

/** A text in another case. */
export function printCasing(of: string, to: Casing, writer: Writer): string {
  if (to === 'lower') return `${of}.toLowerCase()`;
  if (to === 'upper') return `${of}.toUpperCase()`;
  return `${writer.use(casingHelpers[to])}(${of})`;
}
