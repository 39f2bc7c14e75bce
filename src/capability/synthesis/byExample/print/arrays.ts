import type { ArrayExpression } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import { access, readArray, readRecord, typeText } from './inputs.ts';
import { loop } from './loops.ts';
import type { Printer } from './printer.ts';
import { itemTypeOf, resultTypeOf } from './types.ts';

/** An array of any items as TypeScript. */
export function printArray(expression: ArrayExpression, to: Printer): string {
  const { writer } = to;
  if (expression.op === 'arrayInput') return readArray(expression, writer, to.inputs);
  if (expression.op === 'entries') return printEntries(expression, to);
  if (expression.op === 'texts') return to.list(expression.of);
  if (expression.op === 'zipped') {
    const [left, right] = [to.array(expression.left), to.array(expression.right)].map(unwrapped);
    return writer.require('pairs', `${writer.use('zipped')}(${left}, ${right})`);
  }
  const type = itemTypeOf(expression.of, to.inputs);
  const of = operand(to.array(expression.of));
  switch (expression.op) {
    case 'mapped': {
      const { each } = expression;
      const results = typeText(resultTypeOf(each, [{ name: 'entry', type }]));
      return loop(of, type, to, { map: { type: results, print: (inner) => inner.value(each) } });
    }
    case 'filtered':
      return loop(of, type, to, { filter: (inner) => inner.test(expression.test) });
    case 'unique':
      return type.kind === 'string' || type.kind === 'number' || type.kind === 'boolean'
        ? `[...new Set(${of})]`
        : `${writer.use('uniqueItems')}(${of})`;
    case 'uniqueBy': {
      const key = access('item', type, expression.path, writer).code;
      return `${writer.use('uniqueBy')}(${of}, (item) => ${key})`;
    }
    case 'part':
      return `${of}.slice(${expression.from}${expression.to === undefined ? '' : `, ${expression.to}`})`;
    case 'turned':
      return `${of}.toReversed()`;
    case 'flattened': {
      if (type.kind === 'array') return `${of}.flat()`;
      const items = writer.declare('items', of);
      writer.declineIf(`!${items}.every((item) => Array.isArray(item))`);
      return `${items}.flat()`;
    }
    case 'sortedBy': {
      const key = access('item', type, expression.path, writer).code;
      return writer.require('sorted', `${writer.use('sortedBy')}(${of}, (item) => ${key}, ${expression.descending})`);
    }
    case 'running':
      return writer.require('sums', `${writer.use('runningSums')}(${of})`);
  }
}

function printEntries(place: Extract<ArrayExpression, { op: 'entries' }>, { writer, inputs }: Printer): string {
  return `Object.entries(${readRecord(place, writer, inputs)}).map(([name, value]) => ({ name, value }))`;
}
