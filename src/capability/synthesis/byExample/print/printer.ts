import type {
  ArrayExpression,
  ListExpression,
  MomentExpression,
  NumberExpression,
  Program,
  Test,
  TextExpression,
} from '../language/expression.ts';
import type { PrintedInputs } from './inputs.ts';
import type { Writer } from './writer.ts';

/**
 * Prints expressions as TypeScript: statements go to the writer, what comes back is an expression for their value. The
 * kinds of expressions are within each other, so each finds the printers of the others here.
 */
export interface Printer {
  readonly writer: Writer;
  /** With the types that are known at this place. */
  readonly inputs: PrintedInputs;
  /** As they are declared. */
  readonly declared: PrintedInputs;
  /** Whether more than one part of the program takes from a list: then it has a name. */
  isRepeated(list: ListExpression): boolean;
  text(expression: TextExpression): string;
  list(expression: ListExpression): string;
  array(expression: ArrayExpression): string;
  number(expression: NumberExpression): string;
  moment(expression: MomentExpression, wanted: 'date' | 'time' | 'both'): string;
  test(test: Test): string;
  value(program: Program): string;
  /** For other inputs, or for a block within this one. */
  within(writer: Writer, inputs?: PrintedInputs): Printer;
  /** Where more is known of the inputs. */
  knowing(inputs: PrintedInputs): Printer;
}

/** `firstNumber` as text is `firstText`, `sum` is `sumText`. */
export function nameFrom(code: string, word: string, otherwise = word): string {
  const place = /^(?:first|second|third|last)(?=[A-Z])/.exec(code)?.[0];
  return place === undefined ? otherwise : `${place}${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
