import type { SynthesisExample } from '../../generator.ts';
import type { Program, TextExpression, Value } from '../language/expression.ts';
import { printList, printNumber, printTest, printText } from './expressions.ts';
import { type HelperName, helpers } from './helpers.ts';
import { type PrintedInputs, propertyKey, readArray, typeOf, typeText } from './inputs.ts';
import {
  addTimeSource,
  type MomentHelperName,
  momentHelpers,
  partHelpers,
  readMomentSource,
  roundTimeSource,
  timeSource,
} from './momentHelpers.ts';
import { type Uses, Writer } from './writer.ts';

export interface PrintOptions {
  /** What the program is for, in words; the first line of its documentation. */
  readonly intent: string;
  readonly parameters: readonly string[];
  readonly examples: readonly SynthesisExample[];
  /** Further inputs whose types the parameters have to take. */
  readonly otherInputs?: readonly (readonly Value[])[];
}

/** The program as a TypeScript module that exports `run`, with the helper functions that it uses and no others. */
export function print(program: Program, options: PrintOptions): string {
  const { parameters, examples, otherInputs = [] } = options;
  const rows = [...examples.map(({ input }) => input), ...otherInputs];
  const inputs = parameters.map((name, column) => ({ name, type: typeOf(rows.map((row) => row[column])) }));
  const uses: Uses = { helpers: new Set(), moments: new Set(), parts: new Set() };
  const writer = new Writer(uses, [...reserved, ...parameters]);
  printBody(program, writer, inputs);
  const result = `${resultType(program)}${writer.canDecline ? ' | null' : ''}`;
  const names = parameters.join(', ');
  const types = inputs.map(({ name, type }) => `${name}: ${typeText(type)}`).join('; ');
  const main = [
    ...documentation(options, writer.canDecline),
    `export function run({ ${names} }: { ${types} }): ${result} {`,
    ...writer.lines.map((line) => `  ${line}`),
    '}',
  ].join('\n');
  return `${[main, ...helpersOf(uses)].join('\n\n')}\n`;
}

/** Names that printed helpers and the language have. */
const reserved: readonly string[] = [
  ...Object.keys(helpers),
  ...Object.keys(momentHelpers),
  ...Object.values(partHelpers).map(({ name }) => name),
  ...['readMoment', 'addTime', 'roundTime', 'run', 'secondsOf', 'index', 'item', 'all', 'String', 'Map', 'Set', 'Math'],
];

function printBody(program: Program, writer: Writer, inputs: PrintedInputs): void {
  if (program.gives === 'text') returnText(program.body, writer, inputs);
  else writer.lines.push(`return ${unwrapped(printValue(program, writer, inputs))};`);
}

/** A program as an expression; its statements go to the writer. */
function printValue(program: Program, writer: Writer, inputs: PrintedInputs): string {
  switch (program.gives) {
    case 'text':
      return printText(program.body, writer, inputs);
    case 'number':
      return printNumber(program.body, writer, inputs);
    case 'boolean':
      return printTest(program.body, writer, inputs);
    case 'list':
      return printList(program.body, writer, inputs);
    case 'record': {
      const fields = program.fields.map(([name, field]) => {
        const value = printValue(field, writer, inputs);
        return value === name ? name : `${propertyKey(name)}: ${value}`;
      });
      return `{ ${fields.join(', ')} }`;
    }
    case 'mapped':
      return printMapped(program, writer, inputs);
  }
}

/** A loop, so that one item without a value ends the whole. */
function printMapped(program: Extract<Program, { gives: 'mapped' }>, writer: Writer, inputs: PrintedInputs): string {
  const { code, type } = readArray(program, writer, inputs);
  const results = writer.freeName('results');
  const name = writer.freeName('entry');
  const block = writer.block();
  const value = printValue(program.each, block, [{ name, type }]);
  block.lines.push(`${results}.push(${value});`);
  writer.lines.push(`const ${results}: ${arrayOf(resultType(program.each))} = [];`, `for (const ${name} of ${code}) {`);
  writer.add(block);
  writer.lines.push('}');
  return results;
}

function arrayOf(type: string): string {
  return /^\w+$|^\{.*\}$/.test(type) ? `${type}[]` : `(${type})[]`;
}

/** Choices end the function in each of their branches. */
function returnText(body: TextExpression, writer: Writer, inputs: PrintedInputs): void {
  if (body.op === 'decline') {
    writer.lines.push('return null;');
    writer.canDecline = true;
    return;
  }
  if (body.op !== 'if') {
    writer.lines.push(`return ${unwrapped(printText(body, writer, inputs))};`);
    return;
  }
  const test = printTest(body.test, writer, inputs);
  if (test === 'true' || test === 'false') {
    returnText(test === 'true' ? body.yes : body.no, writer, inputs);
    return;
  }
  const block = writer.block();
  returnText(body.yes, block, inputs);
  const [only] = block.lines;
  if (block.lines.length === 1 && only !== undefined) {
    writer.lines.push(`if (${test}) ${only}`);
    if (block.canDecline) writer.canDecline = true;
  } else {
    writer.lines.push(`if (${test}) {`);
    writer.add(block);
    writer.lines.push('}');
  }
  returnText(body.no, writer, inputs);
}

/** Without the brackets around all of it. */
function unwrapped(code: string): string {
  return /^\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(code) ? code.slice(1, -1) : code;
}

function resultType(program: Program): string {
  switch (program.gives) {
    case 'text':
      return 'string';
    case 'list':
      return 'readonly string[]';
    case 'mapped':
      return arrayOf(resultType(program.each));
    case 'record':
      return `{ ${program.fields.map(([name, field]) => `${propertyKey(name)}: ${resultType(field)}`).join('; ')} }`;
    default:
      return program.gives;
  }
}

const examplesShown = 4;

function documentation({ intent, examples }: PrintOptions, canDecline: boolean): string[] {
  const shown = examples.slice(0, examplesShown).map(({ input, output }) => {
    const from = input.map((value) => shortened(JSON.stringify(value))).join(', ');
    return ` * - ${from} gives ${output === null ? 'no answer' : shortened(JSON.stringify(output))}`;
  });
  const decline = canDecline ? [' *', ' * Gives `null` for an input that is not of this form.'] : [];
  return ['/**', ` * ${sentence(intent)}`, ' *', ...shown.map(withoutEnd), ...decline, ' */'];
}

function sentence(intent: string): string {
  const text = withoutEnd(intent.replace(/\s+/g, ' ').trim());
  if (text === '') return 'Made from examples.';
  const [first = '', ...rest] = text;
  return `${first.toUpperCase()}${rest.join('')}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** An example must not end the comment that it is in. */
function withoutEnd(line: string): string {
  return line.replaceAll('*/', '*\\/');
}

function shortened(text: string): string {
  return text.length > 90 ? `${[...text].slice(0, 87).join('')}…` : text;
}

function helpersOf({ helpers: used, moments, parts }: Uses): string[] {
  const names = new Set<HelperName>();
  const add = (name: HelperName): void => {
    if (names.has(name)) return;
    names.add(name);
    helpers[name].needs?.forEach(add);
  };
  used.forEach(add);
  return [...[...names].map((name) => helpers[name].source), ...momentSources(moments, parts)];
}

function momentSources(moments: Uses['moments'], parts: ReadonlySet<string>): string[] {
  const names = new Set<MomentHelperName>();
  const add = (name: MomentHelperName): void => {
    if (names.has(name)) return;
    names.add(name);
    momentHelpers[name].needs?.forEach(add);
  };
  const used = Object.entries(partHelpers).filter(([part]) => parts.has(part));
  if (moments.has('read')) add('monthNames');
  for (const [, { needs }] of used) needs?.forEach(add);
  return [
    ...used.map(([, { name, takes, body }]) =>
      body.startsWith('{')
        ? `function ${name}({ ${takes} }: Moment): string | undefined ${body}`
        : `function ${name}({ ${takes} }: Moment): string | undefined {\n  return ${body};\n}`,
    ),
    ...(moments.has('addTime') ? [addTimeSource] : []),
    ...(moments.has('roundTime') ? [roundTimeSource] : []),
    ...(moments.has('time') ? [timeSource] : []),
    ...(moments.has('read') ? [readMomentSource] : []),
    ...[...names].map((name) => momentHelpers[name].source),
  ];
}
