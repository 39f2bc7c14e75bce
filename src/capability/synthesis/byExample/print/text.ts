import type { TextChange } from '../evaluate/changedText.ts';
import { plainDecimals } from '../evaluate/plain.ts';
import type { ListExpression, NumberFormat, TextExpression } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import { printCasing } from './casings.ts';
import { readInput } from './inputs.ts';
import { printJoined } from './joined.ts';
import { partWriters } from './library.generated.ts';
import { isTimePart, printDatePart } from './moments.ts';
import { regex, wordFor } from './patterns.ts';
import { nameFrom, type Printer } from './printer.ts';
import { printSlice } from './slices.ts';
import { quoted, type Writer } from './writer.ts';

/** A text as TypeScript. */
export function printText(expression: TextExpression, to: Printer): string {
  const { writer } = to;
  switch (expression.op) {
    case 'input':
      return readInput(expression, 'text', writer, to.inputs);
    case 'literal':
      return quoted(expression.value);
    case 'concat':
      return template(expression.parts, to);
    case 'item':
      return printItem(expression.of, expression.at, to);
    case 'itemAt': {
      const at = to.number(expression.at);
      const items = writer.declare('items', to.list(expression.of));
      const index =
        expression.plus === 0 ? at : `${at} ${expression.plus < 0 ? '-' : '+'} ${Math.abs(expression.plus)}`;
      return writer.require('item', `${items}[${index}]`);
    }
    case 'itemWith': {
      const part = to.text(expression.containing);
      return writer.require('found', `${to.list(expression.of)}.find((item) => item.includes(${part}))`);
    }
    case 'join':
      return printJoined(expression, to);
    case 'format': {
      const value = to.number(expression.of);
      const decimals = expression.plain ? plainDecimals(expression.as) : undefined;
      if (decimals === 'all' || isCount(expression)) return `String(${value})`;
      if (decimals !== undefined) return `${operand(value)}.toFixed(${decimals})`;
      const name = nameFrom(
        value,
        'text',
        /^[A-Za-z]+\d*$/.test(value) ? `${value.replace(/\d+$/, '')}Text` : 'formatted',
      );
      const format = formatLiteral(expression.as);
      return writer.require(name, `${writer.use('formatNumber')}(${value}${format === '' ? '' : `, ${format}`})`);
    }
    case 'inRadix': {
      const value = to.number(expression.of);
      return writer.require(
        nameFrom(value, 'digits'),
        `${writer.use('inRadix')}(${value}, ${expression.radix}, ${expression.digits})`,
      );
    }
    case 'numeral': {
      const value = to.number(expression.of);
      const helper = writer.use(expression.as === 'roman' ? 'romanNumeral' : 'ordinal');
      return writer.require(nameFrom(value, 'numeral'), `${helper}(${value})`);
    }
    case 'substitute':
      return printSubstitute(expression, to);
    case 'take': {
      const [of, count] = [to.text(expression.of), to.number(expression.count)];
      const { from, keep } = expression;
      return writer.require(keep ? 'part' : 'rest', `${writer.use('taken')}(${of}, ${count}, '${from}', ${keep})`);
    }
    case 'repeat': {
      const [of, times] = [to.text(expression.of), to.number(expression.times)];
      return writer.require('repeatedText', `${writer.use('repeated')}(${of}, ${times})`);
    }
    case 'moment': {
      const printed = printDatePart(expression, to);
      if (printed !== undefined) return printed;
      const moment = to.moment(expression.of, isTimePart(expression.part) ? 'time' : 'date');
      const name = partWriters[expression.part];
      return writer.require(name.replace(/Of$/, ''), `${writer.use(name)}(${moment})`);
    }
    default:
      return printChange(expression, to);
  }
}

function printSubstitute(expression: Extract<TextExpression, { op: 'substitute' }>, to: Printer): string {
  const of = operand(to.text(expression.of));
  const find = to.text(expression.find);
  if (expression.find.op !== 'literal') to.writer.declineIf(`${find} === ''`);
  const by =
    expression.with.op === 'literal' ? replacement(expression.with.value) : `() => ${to.text(expression.with)}`;
  return `${of}.replaceAll(${find}, ${by})`;
}

function printChange(change: TextChange, to: Printer): string {
  const { writer } = to;
  const of = operand(to.text(change.of));
  switch (change.op) {
    case 'slice':
      return printSlice(change, of, writer);
    case 'casing':
      return printCasing(of, change.to, writer);
    case 'trim':
      return `${of}.trim()`;
    case 'squeeze':
      return `${of}.trim().replace(/\\s+/g, ' ')`;
    case 'replace':
      return printReplace(change, of);
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
      return writer.require('shifted', `${writer.use('shiftPoint')}(${of}, ${change.digits})`);
    case 'lookup':
      return lookedUp(of, change.table, writer);
  }
}

function printReplace({ find, with: by, once }: Extract<TextChange, { op: 'replace' }>, of: string): string {
  if (find.kind !== 'literal') return `${of}.replace(${regex(find, once === true ? 'u' : 'gu')}, ${replacement(by)})`;
  return `${of}.${once === true ? 'replace' : 'replaceAll'}(${quoted(find.text)}, ${replacement(by)})`;
}

/** What a text stands for, by a table of texts and values. */
export function lookedUp(
  of: string,
  entries: readonly (readonly [string, string | number | boolean])[],
  writer: Writer,
): string {
  const literal = (value: string | number | boolean) => (typeof value === 'string' ? quoted(value) : String(value));
  const rows = entries.map(([key, value]) => `[${quoted(key)}, ${literal(value)}]`);
  const kinds = [...new Set(entries.map(([, value]) => typeof value))].join(' | ');
  const inLine = `new Map<string, ${kinds}>([${rows.join(', ')}])`;
  const table =
    inLine.length < 90 ? inLine : `new Map<string, ${kinds}>([${rows.map((row) => `\n  ${row},`).join('')}\n])`;
  return writer.require('found', `${writer.declare('table', table)}.get(${of})`);
}

/** Whole numbers that are never so large that they would be written with an exponent, and are written as they are. */
function isCount({ of, as }: Extract<TextExpression, { op: 'format' }>): boolean {
  const isPlain =
    as.integerDigits === 1 && as.minimumDecimals === 0 && as.grouping === 'none' && as.decimal === undefined;
  return isPlain && ['fromRadix', 'length', 'size', 'count'].includes(of.op);
}

function template(parts: readonly TextExpression[], to: Printer): string {
  const printed = parts.map((part) =>
    part.op === 'literal' ? templateText(part.value) : `\${${inTemplate(to.text(part))}}`,
  );
  return `\`${printed.join('')}\``;
}

/** What stands in a template becomes text there, and needs no brackets. */
function inTemplate(code: string): string {
  return /^String\(([\w.]+)\)$/.exec(code)?.[1] ?? unwrapped(code);
}

function templateText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** `$` has a meaning in the replacement of a regular expression. */
function replacement(text: string): string {
  return text.includes('$') ? `() => ${quoted(text)}` : quoted(text);
}

function printItem(of: ListExpression, at: number, to: Printer): string {
  const { writer } = to;
  const index = at < 0 ? `.at(${at})` : `[${at}]`;
  if (of.op === 'split') {
    const fields = to.list(of);
    // Every text has a first and a last field.
    if ((at === 0 || at === -1) && of.by !== '') return `(${fields}${index} ?? '')`;
    return writer.require(to.isRepeated(of) ? nameOfMatch('field', at) : 'field', `${fields}${index}`);
  }
  if (of.op === 'matches') {
    const name = nameOfMatch(wordFor(of.pattern), at);
    if (to.isRepeated(of)) return writer.require(name, `${to.list(of)}${index}`);
    const text = operand(to.text(of.of));
    const matches = at === 0 ? `${text}.match(${regex(of.pattern, 'u')})` : `${text}.match(${regex(of.pattern)})`;
    return writer.require(name, `${matches}?.${at < 0 ? index.slice(1) : index}`);
  }
  return writer.require('item', `${to.list(of)}${index}`);
}

const places = new Map([
  [0, 'first'],
  [1, 'second'],
  [2, 'third'],
  [-1, 'last'],
]);

/** `lastWord`, `secondNumber`: what a person would call it. */
function nameOfMatch(word: string, at: number): string {
  const place = places.get(at);
  return place === undefined ? word : `${place}${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** What is not as `formatNumber` does it anyway. */
function formatLiteral({ integerDigits, minimumDecimals, maximumDecimals, grouping, decimal }: NumberFormat): string {
  const told = [
    ...(integerDigits === 1 ? [] : [`integerDigits: ${integerDigits}`]),
    ...(minimumDecimals === 0 ? [] : [`minimumDecimals: ${minimumDecimals}`]),
    ...(maximumDecimals === undefined ? [] : [`maximumDecimals: ${maximumDecimals}`]),
    ...(grouping === 'none' ? [] : [`grouping: '${grouping}'`]),
    ...(decimal === undefined ? [] : [`decimal: '${decimal}'`]),
  ];
  return told.length === 0 ? '' : `{ ${told.join(', ')} }`;
}
