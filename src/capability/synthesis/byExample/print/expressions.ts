import type {
  ItemExpression,
  ListExpression,
  MomentExpression,
  NumberExpression,
  NumberFormat,
  Test,
  TextExpression,
} from '../language/expression.ts';
import { type PrintedInputs, readInput } from './inputs.ts';
import { partHelpers } from './momentHelpers.ts';
import { regex, wordFor } from './patterns.ts';
import { printSlice } from './slices.ts';
import { quoted, type Writer } from './writer.ts';

/** Prints expressions as TypeScript: statements go to the writer, what comes back is an expression for their value. */
export function printText(expression: TextExpression, writer: Writer, inputs: PrintedInputs): string {
  switch (expression.op) {
    case 'input':
      return readInput(expression, 'text', writer, inputs);
    case 'literal':
      return quoted(expression.value);
    case 'concat':
      return template(expression.parts, writer, inputs);
    case 'item':
      return printItem(expression.of, expression.at, writer, inputs);
    case 'itemAt': {
      const at = printNumber(expression.at, writer, inputs);
      const items = writer.declare('items', printList(expression.of, writer, inputs));
      const index =
        expression.plus === 0 ? at : `${at} ${expression.plus < 0 ? '-' : '+'} ${Math.abs(expression.plus)}`;
      return writer.require('item', `${items}[${index}]`);
    }
    case 'itemWith': {
      const part = printText(expression.containing, writer, inputs);
      const items = printList(expression.of, writer, inputs);
      return writer.require('found', `${items}.find((item) => item.includes(${part}))`);
    }
    case 'join':
      return joined(expression.of, expression.with, writer, inputs);
    case 'format': {
      writer.uses.helpers.add('formatNumber');
      const value = printNumber(expression.of, writer, inputs);
      return writer.require('formatted', `formatNumber(${value}, ${formatLiteral(expression.as)})`);
    }
    case 'moment':
      return printPart(expression, writer, inputs);
    case 'if':
      return printChoice(expression, writer, inputs);
    case 'decline':
      writer.lines.push('return null;');
      writer.canDecline = true;
      return "''";
    default:
      return printChange(expression, writer, inputs);
  }
}

type Change = Extract<
  TextExpression,
  { op: 'slice' | 'casing' | 'trim' | 'squeeze' | 'replace' | 'strip' | 'ensure' | 'pad' | 'shiftPoint' | 'lookup' }
>;

function printChange(change: Change, writer: Writer, inputs: PrintedInputs): string {
  const of = operand(printText(change.of, writer, inputs));
  switch (change.op) {
    case 'slice':
      return printSlice(change, of, writer);
    case 'casing':
      return casing(of, change.to, writer);
    case 'trim':
      return `${of}.trim()`;
    case 'squeeze':
      return `${of}.trim().replace(/\\s+/g, ' ')`;
    case 'replace':
      return change.find.kind === 'literal'
        ? `${of}.replaceAll(${quoted(change.find.text)}, ${replacement(change.with)})`
        : `${of}.replace(${regex(change.find)}, ${replacement(change.with)})`;
    case 'strip': {
      const text = writer.declare('whole', of);
      const affix = quoted(change.affix);
      return change.side === 'start'
        ? `(${text}.startsWith(${affix}) ? ${text}.slice(${change.affix.length}) : ${text})`
        : `(${text}.endsWith(${affix}) ? ${text}.slice(0, -${change.affix.length}) : ${text})`;
    }
    case 'ensure': {
      const text = writer.declare('whole', of);
      const affix = quoted(change.affix);
      return change.side === 'start'
        ? `(${text}.startsWith(${affix}) ? ${text} : ${affix} + ${text})`
        : `(${text}.endsWith(${affix}) ? ${text} : ${text} + ${affix})`;
    }
    case 'pad':
      return `${of}.${change.side === 'start' ? 'padStart' : 'padEnd'}(${change.width}, ${quoted(change.fill)})`;
    case 'shiftPoint':
      writer.uses.helpers.add('shiftPoint');
      return writer.require('shifted', `shiftPoint(${of}, ${change.digits})`);
    case 'lookup': {
      const entries = change.table.map(([key, value]) => `[${quoted(key)}, ${quoted(value)}]`).join(', ');
      const table = writer.declare('table', `new Map([${entries}])`);
      return writer.require('found', `${table}.get(${of})`);
    }
  }
}

function template(parts: readonly TextExpression[], writer: Writer, inputs: PrintedInputs): string {
  const printed = parts.map((part) =>
    part.op === 'literal' ? { text: part.value } : { code: printText(part, writer, inputs) },
  );
  const body = printed.map((part) => ('code' in part ? `\${${part.code}}` : templateText(part.text ?? ''))).join('');
  return `\`${body}\``;
}

function templateText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** `$` has a meaning in the replacement of a regular expression. */
function replacement(text: string): string {
  return text.includes('$') ? `() => ${quoted(text)}` : quoted(text);
}

function casing(of: string, to: 'lower' | 'upper' | 'title' | 'capital', writer: Writer): string {
  if (to === 'lower') return `${of}.toLowerCase()`;
  if (to === 'upper') return `${of}.toUpperCase()`;
  const helper = to === 'title' ? 'titleCase' : 'capitalise';
  writer.uses.helpers.add(helper);
  return `${helper}(${of})`;
}

function printItem(of: ListExpression, at: number, writer: Writer, inputs: PrintedInputs): string {
  const index = at < 0 ? `.at(${at})` : `[${at}]`;
  if (of.op === 'split') {
    const text = operand(printText(of.of, writer, inputs));
    const fields = `${text}.split(${quoted(of.by)})`;
    // Every text has a first and a last field.
    if (at === 0 || at === -1) return `(${fields}${index} ?? '')`;
    return writer.require('field', `${fields}${index}`);
  }
  if (of.op === 'matches') {
    const text = operand(printText(of.of, writer, inputs));
    const matches = at === 0 ? `${text}.match(${regex(of.pattern, 'u')})` : `${text}.match(${regex(of.pattern)})`;
    return writer.require(wordFor(of.pattern), `${matches}?.${at < 0 ? index.slice(1) : index}`);
  }
  return writer.require('item', `${printList(of, writer, inputs)}${index}`);
}

function joined(of: ListExpression, by: string, writer: Writer, inputs: PrintedInputs): string {
  return `${printList(of, writer, inputs)}.join(${quoted(by)})`;
}

/** A list as TypeScript. */
export function printList(expression: ListExpression, writer: Writer, inputs: PrintedInputs): string {
  if (expression.op === 'split' || expression.op === 'matches' || expression.op === 'characters') {
    const of = operand(printText(expression.of, writer, inputs));
    if (expression.op === 'split') return `${of}.split(${quoted(expression.by)})`;
    if (expression.op === 'matches') return `(${of}.match(${regex(expression.pattern)}) ?? [])`;
    writer.uses.helpers.add('characters');
    return `characters(${of})`;
  }
  const of = printList(expression.of, writer, inputs);
  switch (expression.op) {
    case 'map':
      return `${of}.map((item) => ${printEach(expression.each, writer)})`;
    case 'mapEvery': {
      const test = everyTest(expression.step, expression.offset, true);
      return `${of}.map((item, index) => (${test} ? ${printEach(expression.each, writer)} : item))`;
    }
    case 'every':
      return `${of}.filter((_, index) => ${everyTest(expression.step, expression.offset, expression.keep)})`;
    case 'distinct':
      return expression.adjacent
        ? `${of}.filter((item, index, all) => item !== all[index - 1])`
        : `[...new Set(${of})]`;
    case 'nonEmpty':
      return `${of}.filter((item) => item.trim() !== '')`;
    case 'sorted':
      return `${of}.toSorted()`;
    case 'reversed':
      return `${of}.toReversed()`;
    case 'range':
      return `${of}.slice(${expression.from}${expression.to === undefined ? '' : `, ${expression.to}`})`;
  }
}

function everyTest(step: number, offset: number, keep: boolean): string {
  return `index % ${step} ${keep ? '===' : '!=='} ${offset}`;
}

function printEach(each: ItemExpression, writer: Writer): string {
  if (each.op === 'casing') return casing('item', each.to, writer);
  if (each.op === 'trim') return 'item.trim()';
  writer.uses.helpers.add('characters');
  const slice = each.op === 'first' ? `slice(0, ${each.characters})` : `slice(-${each.characters})`;
  return `characters(item).${slice}.join('')`;
}

/** A number as TypeScript. */
export function printNumber(expression: NumberExpression, writer: Writer, inputs: PrintedInputs): string {
  switch (expression.op) {
    case 'numberInput':
      return readInput(expression, 'number', writer, inputs);
    case 'constant':
      return String(expression.value);
    case 'parse':
      writer.uses.helpers.add('parseNumber');
      return writer.require('value', `parseNumber(${printText(expression.of, writer, inputs)})`);
    case 'length':
      writer.uses.helpers.add('characters');
      return `characters(${printText(expression.of, writer, inputs)}).length`;
    case 'size':
      return `${printList(expression.of, writer, inputs)}.length`;
    case 'count': {
      const find = writer.declare('part', printText(expression.find, writer, inputs));
      if (expression.find.op !== 'literal') writer.declineIf(`${find} === ''`);
      return `(${operand(printText(expression.of, writer, inputs))}.split(${find}).length - 1)`;
    }
    case 'indexOf': {
      writer.uses.helpers.add('nthIndexOf');
      const [of, find] = [printText(expression.of, writer, inputs), printText(expression.find, writer, inputs)];
      return writer.require('index', `nthIndexOf(${of}, ${find}, ${printNumber(expression.nth, writer, inputs)})`);
    }
    case 'roundTo': {
      writer.uses.helpers.add('roundTo');
      const of = printNumber(expression.of, writer, inputs);
      return writer.declare('rounded', `roundTo(${of}, ${expression.step}, '${expression.mode}')`);
    }
    case 'arithmetic': {
      writer.uses.helpers.add('tidy');
      const [left, right] = [
        printNumber(expression.left, writer, inputs),
        printNumber(expression.right, writer, inputs),
      ];
      if (expression.by === '/' && expression.right.op !== 'constant') writer.declineIf(`${right} === 0`);
      return writer.declare('result', `tidy(${left} ${expression.by} ${right})`);
    }
  }
}

function formatLiteral({ integerDigits, minimumDecimals, maximumDecimals, grouping }: NumberFormat): string {
  const maximum = maximumDecimals === undefined ? '' : `, maximumDecimals: ${maximumDecimals}`;
  return `{ integerDigits: ${integerDigits}, minimumDecimals: ${minimumDecimals}${maximum}, grouping: '${grouping}' }`;
}

function printPart(
  { of, part }: Extract<TextExpression, { op: 'moment' }>,
  writer: Writer,
  inputs: PrintedInputs,
): string {
  const moment = printMoment(of, writer, inputs);
  const helper = partHelpers[part];
  writer.uses.parts.add(part);
  return writer.require(helper.name.replace(/Of$/, ''), `${helper.name}(${moment})`);
}

/** A moment as TypeScript. */
function printMoment(expression: MomentExpression, writer: Writer, inputs: PrintedInputs): string {
  writer.uses.moments.add('read');
  if (expression.op === 'readMoment') {
    const of = printText(expression.of, writer, inputs);
    return writer.require('moment', `readMoment(${of}, '${expression.order}', ${expression.nth})`);
  }
  const of = printMoment(expression.of, writer, inputs);
  writer.uses.moments.add('time').add(expression.op);
  if (expression.op === 'addTime') return writer.require('later', `addTime(${of}, ${expression.seconds})`);
  const { step, offset, mode } = expression;
  return writer.require('rounded', `roundTime(${of}, ${step}, ${offset}, '${mode}')`);
}

function printChoice(expression: Extract<TextExpression, { op: 'if' }>, writer: Writer, inputs: PrintedInputs): string {
  const test = printTest(expression.test, writer, inputs);
  if (test === 'true') return printText(expression.yes, writer, inputs);
  if (test === 'false') return printText(expression.no, writer, inputs);
  const name = writer.freeName('chosen');
  writer.lines.push(`let ${name}: string;`, `if (${test}) {`);
  for (const [branch, close] of [
    [expression.yes, '} else {'],
    [expression.no, '}'],
  ] as const) {
    const block = writer.block();
    const value = printText(branch, block, inputs);
    if (branch.op !== 'decline') block.lines.push(`${name} = ${value};`);
    writer.add(block);
    writer.lines.push(close);
  }
  return name;
}

/** A test as TypeScript. */
export function printTest(test: Test, writer: Writer, inputs: PrintedInputs): string {
  switch (test.op) {
    case 'missing':
      return `${inputs[test.column]?.name ?? 'undefined'} == null`;
    case 'not':
      return negated(printTest(test.of, writer, inputs));
    case 'answers':
      return printAnswers(test.of, writer, inputs);
    case 'less':
      return `${printNumber(test.left, writer, inputs)} < ${printNumber(test.right, writer, inputs)}`;
    case 'contains':
      return `${operand(printText(test.of, writer, inputs))}.includes(${printText(test.find, writer, inputs)})`;
    case 'equals':
      return `${printText(test.of, writer, inputs)} === ${printText(test.to, writer, inputs)}`;
    default:
      return printTextTest(test, operand(printText(test.of, writer, inputs)), writer);
  }
}

function negated(test: string): string {
  if (test === 'true') return 'false';
  return test === 'false' ? 'true' : `!(${test})`;
}

/** Whether something has a value: a function of its own, which says so by `null`. */
function printAnswers(of: TextExpression, writer: Writer, inputs: PrintedInputs): string {
  const block = writer.block();
  const value = printText(of, block, inputs);
  if (!block.canDecline) return 'true';
  const name = writer.freeName('answer');
  const inner = writer.block();
  inner.lines.push(...block.lines, `return ${value};`);
  writer.lines.push(`const ${name} = (): string | null => {`, ...inner.lines.map((line) => `  ${line}`), '};');
  return `${name}() !== null`;
}

type TextTest = Extract<
  Test,
  { op: 'startsWith' | 'endsWith' | 'oneOf' | 'has' | 'is' | 'beginsWith' | 'finishesWith' }
>;

function printTextTest(test: TextTest, code: string, writer: Writer): string {
  const isUsedTwice = test.op === 'is' || test.op === 'finishesWith';
  const of = isUsedTwice && !/^\w+$/.test(code) ? writer.declare('whole', code) : code;
  switch (test.op) {
    case 'startsWith':
      return `${of}.startsWith(${quoted(test.find)})`;
    case 'endsWith':
      return `${of}.endsWith(${quoted(test.find)})`;
    case 'oneOf':
      return `[${test.values.map(quoted).join(', ')}].includes(${of})`;
    case 'has':
      if (test.times === 1 && test.pattern.kind === 'literal') return `${of}.includes(${quoted(test.pattern.text)})`;
      return test.times === 1
        ? `${regex(test.pattern, 'u')}.test(${of})`
        : `(${of}.match(${regex(test.pattern)}) ?? []).length >= ${test.times}`;
    case 'is':
      return `${of}.match(${regex(test.pattern, 'u')})?.[0] === ${of}`;
    case 'beginsWith':
      return `${of}.search(${regex(test.pattern, 'u')}) === 0`;
    case 'finishesWith':
      writer.uses.helpers.add('nthMatch');
      return `nthMatch(${of}, ${regex(test.pattern)}, -1)?.end === ${of}.length`;
  }
}

/** Something that a method can be called on. */
function operand(code: string): string {
  return /^[\w$]+$|\)$|^'.*'$|^`.*`$/s.test(code) ? code : `(${code})`;
}
