import type { SynthesisExample } from '../../generator.ts';
import type { Program, Value } from '../language/expression.ts';
import { printArray } from './arrays.ts';
import { unwrapped } from './brackets.ts';
import { documentation } from './documentation.ts';
import { type HelperName, helperNames, helpersFor } from './helpers.ts';
import { type PrintedInputs, typeOf, typeText } from './inputs.ts';
import { printList } from './lists.ts';
import { printMoment } from './moments.ts';
import { printNumber } from './numbers.ts';
import type { Printer } from './printer.ts';
import { printTest } from './tests.ts';
import { printText } from './text.ts';
import { resultTypeOf } from './types.ts';
import { printValue } from './values.ts';
import { Writer } from './writer.ts';

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
  const uses = new Set<HelperName>();
  const writer = new Writer(uses, [...reserved, ...parameters]);
  returned(program, printerFor(writer, inputs, repeatedLists(program)));
  const result = resultText(program, inputs, writer.canDecline);
  const names = parameters.join(', ');
  const types = inputs.map(({ name, type }) => `${name}: ${typeText(type)}`).join('; ');
  const main = [
    ...documentation(options, writer.canDecline),
    `export function run({ ${names} }: { ${types} }): ${result} {`,
    ...writer.lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}`),
    '}',
  ].join('\n');
  return `${[main, ...helpersFor(uses)].join('\n\n')}\n`;
}

function printerFor(writer: Writer, inputs: PrintedInputs, repeated: ReadonlySet<string>): Printer {
  const printer: Printer = {
    writer,
    inputs,
    isRepeated: (list) => repeated.has(JSON.stringify(list)),
    text: (expression) => printText(expression, printer),
    list: (expression) => printList(expression, printer),
    array: (expression) => printArray(expression, printer),
    number: (expression) => printNumber(expression, printer),
    moment: (expression, wanted) => printMoment(expression, wanted, printer),
    test: (test) => printTest(test, printer),
    value: (program) => printValue(program, printer),
    // In what is done with each item, a name would make a loop of it.
    within: (block, others) => printerFor(block, others ?? inputs, others === undefined ? repeated : new Set()),
  };
  return printer;
}

/** Fields and matches that more than one part of the program takes from. */
function repeatedLists(program: Program): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('op' in node && (node.op === 'split' || node.op === 'matches')) {
      const key = JSON.stringify(node);
      if (seen.has(key)) {
        // What it is made of is printed once.
        repeated.add(key);
        return;
      }
      seen.add(key);
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(program);
  return repeated;
}

/** Names that printed helpers and the language have. */
const reserved: readonly string[] = [
  ...helperNames,
  ...['run', 'index', 'item', 'all', 'name', 'value', 'String', 'Map', 'Set', 'Math', 'Object', 'Array', 'JSON'],
];

function resultText(program: Program, inputs: PrintedInputs, canDecline: boolean): string {
  const type = resultTypeOf(program, inputs);
  if (type.kind === 'never') return 'null';
  const text = typeText(type);
  return !canDecline || type.kind === 'unknown' || /(?:^|\| )null$/.test(text) ? text : `${text} | null`;
}

/** Choices end the function in each of their branches. */
function returned(program: Program, to: Printer): void {
  const { writer } = to;
  if (program.gives === 'nothing') {
    writer.lines.push('return null;');
    writer.canDecline = true;
    return;
  }
  if (program.gives !== 'choice') {
    writer.lines.push(`return ${writer.returned(unwrapped(to.value(program)))};`);
    return;
  }
  const test = to.test(program.test);
  if (test === 'true' || test === 'false') {
    returned(test === 'true' ? program.yes : program.no, to);
    return;
  }
  const block = writer.block();
  returned(program.yes, to.within(block));
  const [only] = block.lines;
  if (block.lines.length === 1 && only !== undefined) {
    writer.lines.push(`if (${test}) ${only}`);
    if (block.canDecline) writer.canDecline = true;
  } else {
    writer.lines.push(`if (${test}) {`);
    writer.add(block);
    writer.lines.push('}');
  }
  returned(program.no, to);
}
