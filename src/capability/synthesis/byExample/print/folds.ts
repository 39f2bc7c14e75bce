import type { NumberExpression, Program } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import type { InputType } from './inputs.ts';
import type { Printer } from './printer.ts';
import { itemTypeOf, resultTypeOf } from './types.ts';
import { isExactFold } from './wholeNumbers.ts';

type FoldExpression = Extract<NumberExpression, { op: 'fold' }>;

const helpers = {
  sum: ['sum', 'sumOf'],
  product: ['product', 'productOf'],
  min: ['least', 'leastOf'],
  max: ['greatest', 'greatestOf'],
  average: ['average', 'averageOf'],
} as const;

/** How two numbers become one, and what nothing becomes, if it becomes anything. */
const steps = {
  sum: ['total', (total: string, value: string) => `${total} + ${value}`, ', 0'],
  product: ['product', (product: string, value: string) => `${product} * ${value}`, ', 1'],
  min: ['least', (least: string, value: string) => `Math.min(${least}, ${value})`, ''],
  max: ['greatest', (greatest: string, value: string) => `Math.max(${greatest}, ${value})`, ''],
} as const;

/** What many numbers become, as TypeScript. Numbers by their type need no reading of texts. */
export function printFold(expression: FoldExpression, to: Printer): string {
  const { writer } = to;
  const { by, of, plain } = expression;
  if (by === 'count') return `${operand(to.array(of))}.length`;
  const [name, helper] = helpers[by];
  const areNumbers = itemTypeOf(of, to.inputs).kind === 'number';
  if (!areNumbers && !plain) return writer.require(name, `${writer.use(helper)}(${unwrapped(to.array(of))})`);
  const summed = by === 'sum' || by === 'product' ? summedInPlace(expression, to) : undefined;
  if (summed !== undefined) return tidied(summed, name, expression, to);
  const array = to.array(of);
  const items = areNumbers ? array : writer.require('numbers', `${writer.use('numbersOf')}(${unwrapped(array)})`);
  if (by === 'sum' || by === 'product') return tidied(reduced(items, by, to), name, expression, to);
  const known = writer.declare('numbers', items);
  writer.declineIf(`${known}.length === 0`);
  if (by !== 'average') return reduced(known, by, to);
  return tidied(`${reduced(known, 'sum', to)} / ${known}.length`, name, expression, to);
}

function tidied(code: string, name: string, expression: FoldExpression, { writer, inputs }: Printer): string {
  return expression.plain || isExactFold(expression, inputs)
    ? writer.declare(name, code)
    : writer.declare(name, `${writer.use('tidy')}(${code})`);
}

function reduced(items: string, by: keyof typeof steps, { writer }: Printer): string {
  const [, step, start] = steps[by];
  const [so, value] = [writer.freeName(steps[by][0]), writer.freeName('number')];
  writer.freed(so);
  writer.freed(value);
  return `${operand(items)}.reduce((${so}, ${value}) => ${step(so, value)}${start})`;
}

/** Where what is done with each item can be said in one expression, it is done on the way. */
function summedInPlace({ by, of }: FoldExpression, to: Printer): string | undefined {
  if (of.op !== 'mapped' || (by !== 'sum' && by !== 'product')) return undefined;
  const type = itemTypeOf(of.of, to.inputs);
  const { writer } = to;
  const name = writer.freeName('entry');
  const value = inOneExpression(of.each, { name, type }, to);
  writer.freed(name);
  if (value === undefined) return undefined;
  const [wish, step, start] = steps[by];
  const so = writer.freeName(wish);
  writer.freed(so);
  return `${operand(to.array(of.of))}.reduce((${so}, ${name}) => ${step(so, value)}${start})`;
}

function inOneExpression(
  each: Program,
  item: { readonly name: string; readonly type: InputType },
  to: Printer,
): string | undefined {
  if (resultTypeOf(each, [item]).kind !== 'number' || (each.gives !== 'number' && each.gives !== 'value'))
    return undefined;
  const block = to.writer.block();
  const value = to.within(block, [item]).value(each);
  if (block.lines.length > 0) return undefined;
  const isLoose = each.gives === 'number' && each.body.op === 'arithmetic' && each.body.by !== '*';
  return isLoose ? `(${value})` : value;
}
