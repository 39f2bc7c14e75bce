import type { NumberExpression } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import { readInput } from './inputs.ts';
import { nameFrom, type Printer } from './printer.ts';

type Arithmetic = Extract<NumberExpression, { op: 'arithmetic' }>;

const foldNames = {
  sum: ['sum', 'sumOf'],
  product: ['product', 'productOf'],
  min: ['least', 'leastOf'],
  max: ['greatest', 'greatestOf'],
  average: ['average', 'averageOf'],
} as const;

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
    case 'length': {
      const of = unwrapped(to.text(expression.of));
      return `${writer.use('charactersOf')}(${of}).length`;
    }
    case 'size':
      return `${to.list(expression.of)}.length`;
    case 'fold': {
      const items = to.array(expression.of);
      if (expression.by === 'count') return `${operand(items)}.length`;
      const [name, helper] = foldNames[expression.by];
      return writer.require(name, `${writer.use(helper)}(${unwrapped(items)})`);
    }
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
      // Of what is tidy already, the whole part is.
      if (expression.step === 1 && expression.mode === 'floor' && expression.of.op === 'arithmetic') {
        return writer.declare('whole', `Math.floor(${calculation(expression.of, to)})`);
      }
      const of = to.number(expression.of);
      return writer.declare('rounded', `${writer.use('roundTo')}(${of}, ${expression.step}, '${expression.mode}')`);
    }
    case 'arithmetic':
      return writer.declare(resultNames[expression.by], calculation(expression, to));
  }
}

function calculation({ by, left, right }: Arithmetic, to: Printer): string {
  const { writer } = to;
  const [a, b] = [to.number(left), to.number(right)];
  if ((by === '/' || by === '%') && (right.op !== 'constant' || right.value === 0)) writer.declineIf(`${b} === 0`);
  const code = by === 'min' || by === 'max' ? `Math.${by}(${a}, ${b})` : `${a} ${by} ${b}`;
  return `${writer.use('tidy')}(${code})`;
}
