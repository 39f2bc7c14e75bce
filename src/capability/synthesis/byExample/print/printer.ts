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
  readonly inputs: PrintedInputs;
  text(expression: TextExpression): string;
  list(expression: ListExpression): string;
  array(expression: ArrayExpression): string;
  number(expression: NumberExpression): string;
  moment(expression: MomentExpression, wanted: 'date' | 'time'): string;
  test(test: Test): string;
  value(program: Program): string;
  /** For other inputs, or for a block within this one. */
  within(writer: Writer, inputs?: PrintedInputs): Printer;
}

/** Something that a method can be called on. */
export function operand(code: string): string {
  return /^[\w$]+$|\)$|\]$|^'.*'$|^`.*`$/s.test(code) && !/^(?:await|typeof|new|!)/.test(code) ? code : `(${code})`;
}
