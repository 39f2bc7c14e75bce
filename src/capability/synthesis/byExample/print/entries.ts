import type { ArrayExpression, Program } from '../language/expression.ts';
import { readRecord } from './inputs.ts';
import type { Printer } from './printer.ts';
import { itemTypeOf } from './types.ts';

/**
 * `Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0))`: a record of another one's properties, of
 * which some are left out, or get another name or value. Undefined where that takes statements of its own.
 */
export function printEntriesKept(program: Extract<Program, { gives: 'keyed' }>, to: Printer): string | undefined {
  const { of, test } = entriesOf(program.of);
  if (of === undefined) return undefined;
  const { writer } = to;
  const block = writer.block();
  const [name, value] = [block.freeName('name'), block.freeName('value')];
  const item = { name: 'entry', type: itemTypeOf(of, to.inputs), parts: { name, value } };
  const inner = to.within(block, [item]);
  const kept = test && inner.test(test);
  const made = [inner.text(program.key), inner.value(program.value)];
  if (block.lines.length > 0) return undefined;
  const taken = (code: string) => {
    const [hasName, hasValue] = [name, value].map((one) => new RegExp(`(?<![\\w$.])${one}(?![\\w$])`).test(code));
    return hasValue ? `[${hasName ? name : ''}, ${value}]` : `[${name}]`;
  };
  const entries = `Object.entries(${readRecord(of, writer, to.inputs)})`;
  const filtered = kept === undefined ? entries : `${entries}.filter((${taken(kept)}) => ${kept})`;
  const pair = `[${made.join(', ')}]`;
  const mapped = made[0] === name && made[1] === value ? filtered : `${filtered}.map((${taken(pair)}) => ${pair})`;
  return `Object.fromEntries(${mapped})`;
}

function entriesOf(expression: ArrayExpression): {
  readonly of?: Extract<ArrayExpression, { op: 'entries' }>;
  readonly test?: Extract<ArrayExpression, { op: 'filtered' }>['test'];
} {
  if (expression.op === 'entries') return { of: expression };
  if (expression.op !== 'filtered' || expression.of.op !== 'entries') return {};
  return { of: expression.of, test: expression.test };
}
