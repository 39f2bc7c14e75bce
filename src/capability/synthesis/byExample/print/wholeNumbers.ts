import type { ArrayExpression, NumberExpression } from '../language/expression.ts';
import { type PrintedInputs, typeAt } from './inputs.ts';
import { itemTypeOf } from './types.ts';

/** What is known of a number beside that it is whole. */
export type Whole = 'nonNegative' | 'any';

/**
 * Whether a number is whole for inputs like those that are known: then arithmetic on it has no noise of binary fractions
 * to take away. Undefined where that is not known.
 */
export function wholeOf(expression: NumberExpression, inputs: PrintedInputs): Whole | undefined {
  switch (expression.op) {
    case 'numberInput': {
      const type = typeAt(inputs[expression.column]?.type ?? { kind: 'unknown' }, expression.path);
      return type.kind === 'number' ? type.whole : undefined;
    }
    case 'constant':
      if (!Number.isSafeInteger(expression.value)) return undefined;
      return expression.value < 0 ? 'any' : 'nonNegative';
    case 'length':
    case 'size':
    case 'count':
    case 'indexOf':
      return 'nonNegative';
    case 'fold': {
      if (expression.by === 'count') return 'nonNegative';
      const item = itemTypeOf(expression.of, inputs);
      return expression.by === 'sum' && item.kind === 'number' ? item.whole : undefined;
    }
    case 'arithmetic': {
      const [left, right] = [wholeOf(expression.left, inputs), wholeOf(expression.right, inputs)];
      if (left === undefined || right === undefined || expression.by === '/') return undefined;
      if (expression.by === '%') return left;
      return left === 'nonNegative' && right === 'nonNegative' && expression.by !== '-' ? 'nonNegative' : 'any';
    }
    default:
      return undefined;
  }
}

/** What whole numbers can be divided by without a remainder that has no end in binary or decimal digits. */
const exactDivisors: ReadonlySet<number> = new Set([2, 4, 5, 8, 10, 16, 20, 25, 50, 100, 1000]);

/** Whether the result of arithmetic is exact as it is, and no negative zero. */
export function isExact(expression: Extract<NumberExpression, { op: 'arithmetic' }>, inputs: PrintedInputs): boolean {
  const { by, left, right } = expression;
  const [first, second] = [wholeOf(left, inputs), wholeOf(right, inputs)];
  switch (by) {
    case 'min':
    case 'max':
      return true;
    case '+':
    case '-':
      return first !== undefined && second !== undefined;
    case '*':
      return first === 'nonNegative' && second === 'nonNegative';
    case '%':
      return first === 'nonNegative' && second !== undefined;
    case '/':
      return first !== undefined && right.op === 'constant' && exactDivisors.has(right.value);
  }
}

/** As {@link isExact}, for what many numbers become. */
export function isExactFold(fold: Extract<NumberExpression, { op: 'fold' }>, inputs: PrintedInputs): boolean {
  const whole = wholeItemOf(fold.of, inputs);
  return fold.by === 'product' ? whole === 'nonNegative' : fold.by === 'sum' && whole !== undefined;
}

function wholeItemOf(of: ArrayExpression, inputs: PrintedInputs): Whole | undefined {
  if (of.op === 'mapped' && of.each.gives === 'number')
    return wholeOf(of.each.body, [{ name: 'entry', type: itemTypeOf(of.of, inputs) }]);
  const item = itemTypeOf(of, inputs);
  return item.kind === 'number' ? item.whole : undefined;
}
