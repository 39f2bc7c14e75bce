import type { ItemExpression, ListExpression } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import { printCasing } from './casings.ts';
import { loop } from './loops.ts';
import { regex, wordsFor } from './patterns.ts';
import type { Printer } from './printer.ts';
import { itemTypeOf } from './types.ts';
import { quoted, type Writer } from './writer.ts';

/** A list of texts as TypeScript. */
export function printList(expression: ListExpression, to: Printer): string {
  const { writer } = to;
  if (isOfText(expression)) {
    const of = operand(to.text(expression.of));
    const isRepeated = to.isRepeated(expression);
    if (expression.op === 'split') {
      const fields = `${of}.split(${quoted(expression.by)})`;
      return isRepeated ? writer.declare(expression.by === '\n' ? 'lines' : 'fields', fields) : fields;
    }
    if (expression.op === 'matches') {
      const matches = `${of}.match(${regex(expression.pattern)}) ?? []`;
      return isRepeated ? writer.declare(wordsFor(expression.pattern), matches) : `(${matches})`;
    }
    if (expression.op === 'chunks') return `${writer.use('chunksOf')}(${unwrapped(of)}, ${expression.size})`;
    return `${writer.use('charactersOf')}(${of})`;
  }
  if (expression.op === 'itemsOf') return printItemsOf(expression, to);
  const of = operand(to.list(expression.of));
  switch (expression.op) {
    case 'map':
      return `${of}.map((item) => ${printEach(expression.each, writer)})`;
    case 'mapFirst':
      return `${of}.map((item, index) => (index === 0 ? ${printEach(expression.each, writer)} : item))`;
    case 'mapEvery': {
      const test = everyTest(expression.step, expression.offset, true);
      return `${of}.map((item, index) => (${test} ? ${printEach(expression.each, writer)} : item))`;
    }
    case 'mapEach':
      return loop(of, { kind: 'string' }, to, {
        map: { type: 'string', print: (inner) => inner.text(expression.each) },
      });
    case 'having':
      return loop(of, { kind: 'string' }, to, { filter: (inner) => inner.test(expression.test) });
    case 'every':
      return `${of}.filter((_, index) => ${everyTest(expression.step, expression.offset, expression.keep)})`;
    case 'numbered':
      return `${of}.map((item, index) => \`\${index + 1}${templateSafe(expression.with)}\${item}\`)`;
    case 'distinct':
      return expression.adjacent
        ? `${of}.filter((item, index, all) => item !== all[index - 1])`
        : `[...new Set(${of})]`;
    case 'nonEmpty':
      return `${of}.filter((item) => item.trim() !== '')`;
    case 'rangesExpanded':
      return `${writer.use('expandedRanges')}(${of})`;
    case 'rangesCollapsed':
      return `${writer.use('collapsedRanges')}(${of})`;
    case 'sorted':
      return printSorted(expression, of, writer);
    case 'reversed':
      return `${of}.toReversed()`;
    case 'range':
      return `${of}.slice(${expression.from}${expression.to === undefined ? '' : `, ${expression.to}`})`;
  }
}

function isOfText(
  expression: ListExpression,
): expression is Extract<ListExpression, { op: 'split' | 'matches' | 'characters' | 'chunks' }> {
  return ['split', 'matches', 'characters', 'chunks'].includes(expression.op);
}

function printSorted(
  { by, descending }: Extract<ListExpression, { op: 'sorted' }>,
  of: string,
  writer: Writer,
): string {
  if (by === 'text' && !descending) return `${of}.toSorted()`;
  const helper = by === 'text' ? 'sortedTexts' : by === 'number' ? 'sortedByNumber' : 'sortedByLength';
  return `${writer.use(helper)}(${of}, ${descending})`;
}

/** Numbers, and yes or no, as texts; what is a record or a list has none. */
function printItemsOf({ of }: Extract<ListExpression, { op: 'itemsOf' }>, to: Printer): string {
  const type = itemTypeOf(of, to.inputs);
  const items = operand(to.array(of));
  if (type.kind === 'string') return items;
  if (type.kind === 'number' || type.kind === 'boolean') return `${items}.map(String)`;
  const known = to.writer.declare('items', items);
  to.writer.declineIf(`!${known}.every((item) => ['string', 'number', 'boolean'].includes(typeof item))`);
  return `${known}.map(String)`;
}

function everyTest(step: number, offset: number, keep: boolean): string {
  return `index % ${step} ${keep ? '===' : '!=='} ${offset}`;
}

function printEach(each: ItemExpression, writer: Writer): string {
  if (each.op === 'casing') return printCasing('item', each.to, writer);
  if (each.op === 'trim') return 'item.trim()';
  const slice = each.op === 'first' ? `slice(0, ${each.characters})` : `slice(-${each.characters})`;
  return `${writer.use('charactersOf')}(item).${slice}.join('')`;
}

function templateSafe(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${');
}
