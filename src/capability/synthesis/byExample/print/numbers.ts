import { plainRounding } from '../evaluate/plain.ts';
import type { NumberExpression } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import { printFold } from './folds.ts';
import { readInput } from './inputs.ts';
import { nameFrom, type Printer } from './printer.ts';
import { isExact, wholeOf } from './wholeNumbers.ts';

type Arithmetic = Extract<NumberExpression, { op: 'arithmetic' }>;

const resultNames = {
  '+': 'sum',
  '-': 'difference',
  '*': 'product',
  '/': 'quotient',
  '%': 'remainder',
  min: 'least',
  max: 'greatest',
} as const;

/** A number as TypeScript. */
export function printNumber(expression: NumberExpression, to: Printer): string {
  return unwrapped(printOperand(expression, to));
}

/** In brackets where an operator in it is not the last to be applied. */
function printOperand(expression: NumberExpression, to: Printer): string {
  const { writer } = to;
  switch (expression.op) {
    case 'numberInput':
      return readInput(expression, 'number', writer, to.inputs);
    case 'constant':
      return String(expression.value);
    case 'parse': {
      const of = unwrapped(to.text(expression.of));
      return writer.require(nameFrom(of, 'value', 'number'), `${writer.use('parseNumber')}(${of})`);
    }
    case 'fromRadix': {
      const of = unwrapped(to.text(expression.of));
      return writer.require(nameFrom(of, 'value', 'number'), `${writer.use('fromRadix')}(${of}, ${expression.radix})`);
    }
    case 'fromRoman': {
      const of = unwrapped(to.text(expression.of));
      return writer.require(nameFrom(of, 'value', 'number'), `${writer.use('fromRomanNumeral')}(${of})`);
    }
    case 'length': {
      const of = unwrapped(to.text(expression.of));
      return `${writer.use('charactersOf')}(${of}).length`;
    }
    case 'size':
      return `${to.list(expression.of)}.length`;
    case 'fold':
      return printFold(expression, to);
    case 'time': {
      const { unit } = expression;
      const wanted = unit === 'days' ? 'date' : unit === 'minutes' || unit === 'seconds' ? 'time' : 'both';
      const moment = to.moment(expression.of, wanted);
      return writer.require(unit, `${writer.use('timeIn')}(${moment}, '${expression.unit}')`);
    }
    case 'count': {
      const find = writer.declare('part', to.text(expression.find));
      if (expression.find.op !== 'literal') writer.declineIf(`${find} === ''`);
      return `(${operand(to.text(expression.of))}.split(${find}).length - 1)`;
    }
    case 'indexOf': {
      const [of, find] = [to.text(expression.of), to.text(expression.find)];
      const nth = to.number(expression.nth);
      return writer.require('index', `${writer.use('nthIndexOf')}(${of}, ${find}, ${nth})`);
    }
    case 'roundTo': {
      const plain = expression.plain && plainRounding(expression);
      if (plain) return `Math.${plain}(${to.number(expression.of)})`;
      // Of what is tidy already, the whole part is.
      if (expression.step === 1 && expression.mode === 'floor' && expression.of.op === 'arithmetic') {
        const { plain: _, ...of } = expression.of;
        return writer.declare('whole', `Math.floor(${calculation(of, to)})`);
      }
      const of = to.number(expression.of);
      return writer.declare('rounded', `${writer.use('roundTo')}(${of}, ${expression.step}, '${expression.mode}')`);
    }
    case 'arithmetic':
      if ((expression.plain || isExact(expression, to.inputs)) && isShort(expression))
        return `(${calculation(expression, to)})`;
      return writer.declare(resultNames[expression.by], calculation(expression, to));
  }
}

const longest = 4;

/** What has more parts than a reader takes in at once gets names. */
function isShort(expression: NumberExpression): boolean {
  return partsOf(expression) <= longest;
}

function partsOf(expression: NumberExpression): number {
  return expression.op === 'arithmetic' ? partsOf(expression.left) + partsOf(expression.right) : 1;
}

function calculation(expression: Arithmetic, to: Printer): string {
  const { by, left, right } = expression;
  const { writer } = to;
  const [a, b] = [printOperand(left, to), printOperand(right, to)];
  if ((by === '/' || by === '%') && (right.op !== 'constant' || right.value === 0)) writer.declineIf(`${b} === 0`);
  if (by === 'min' || by === 'max') return `Math.${by}(${unwrapped(a)}, ${unwrapped(b)})`;
  const code = `${within(a, left, by, false)} ${by} ${within(b, right, by, true)}`;
  return expression.plain || isExact(expression, to.inputs) ? code : `${writer.use('tidy')}(${code})`;
}

const ranks: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2 };

/** An operand, in brackets only where the order of operators needs them. */
function within(code: string, of: NumberExpression, by: Arithmetic['by'], isRight: boolean): string {
  if (!code.startsWith('(') || of.op !== 'arithmetic') return code;
  const [inner, outer] = [ranks[of.by] ?? 3, ranks[by] ?? 3];
  return inner > outer || (inner === outer && !isRight) ? unwrapped(code) : code;
}

/** A number that is compared with another one: there zero has no sign. */
export function printCompared(expression: NumberExpression, to: Printer): string {
  if (expression.op === 'arithmetic' && expression.by === '%' && wholeOf(expression, to.inputs) !== undefined) {
    const { left, right } = expression;
    if (right.op === 'constant' && right.value !== 0)
      return `${within(printOperand(left, to), left, '%', false)} % ${right.value}`;
  }
  return to.number(expression);
}
