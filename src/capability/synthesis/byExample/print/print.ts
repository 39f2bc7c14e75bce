import type { ExpectedFailure, SynthesisExample } from '../../generator.ts';
import type { Program, Value } from '../language/expression.ts';
import { printArray } from './arrays.ts';
import { unwrapped } from './brackets.ts';
import { defaulted } from './defaulted.ts';
import { withDictionaries } from './dictionaries.ts';
import { documentation } from './documentation.ts';
import { type HelperName, helperNames, helpersFor } from './helpers.ts';
import { type PrintedInputs, typeOf, typeText } from './inputs.ts';
import { printList } from './lists.ts';
import { printMoment } from './moments.ts';
import { narrowedBy } from './narrowed.ts';
import { printNumber } from './numbers.ts';
import type { Printer } from './printer.ts';
import { printTest } from './tests.ts';
import { printText } from './text.ts';
import { resultTypeOf } from './types.ts';
import { printValue, thrown } from './values.ts';
import { Writer } from './writer.ts';

export interface PrintOptions {
  /** What the program is for, in words; the first line of its documentation. */
  readonly intent: string;
  readonly parameters: readonly string[];
  readonly examples: readonly SynthesisExample[];
  /** Calls that the program ends with an error. */
  readonly failures?: readonly ExpectedFailure[];
  /** Further inputs whose types the parameters have to take. */
  readonly otherInputs?: readonly (readonly Value[])[];
}

/** The program as a TypeScript module that exports `run`, with the helper functions that it uses and no others. */
export function print(program: Program, options: PrintOptions): string {
  const { parameters, examples, failures = [], otherInputs = [] } = options;
  const rows = [...[...examples, ...failures].map(({ input }) => input), ...otherInputs];
  const seen = parameters.map((name, column) => ({ name, type: typeOf(rows.map((row) => row[column])) }));
  const inputs = withDictionaries(program, seen);
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

function printerFor(
  writer: Writer,
  inputs: PrintedInputs,
  repeated: ReadonlySet<string>,
  declared: PrintedInputs = inputs,
): Printer {
  const printer: Printer = {
    writer,
    inputs,
    declared,
    isRepeated: (list) => repeated.has(JSON.stringify(list)),
    text: (expression) => printText(expression, printer),
    list: (expression) => printList(expression, printer),
    array: (expression) => printArray(expression, printer),
    number: (expression) => printNumber(expression, printer),
    moment: (expression, wanted) => printMoment(expression, wanted, printer),
    test: (test) => printTest(test, printer),
    value: (program) => printValue(program, printer),
    // In what is done with each item, a name would make a loop of it.
    within: (block, others) =>
      others === undefined ? printerFor(block, inputs, repeated, declared) : printerFor(block, others, new Set()),
    knowing: (known) => printerFor(writer, known, repeated, declared),
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
  ...['run', 'index', 'item', 'all', 'String', 'Map', 'Set', 'Math', 'Object', 'Array', 'JSON'],
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
  if (program.gives === 'error') {
    writer.lines.push(thrown(program, to));
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
  const otherwise = defaulted(program, to);
  if (otherwise !== undefined) {
    writer.lines.push(`return ${otherwise};`);
    return;
  }
  const block = writer.block();
  const [condition, rest] = sameErrors(program, test, to);
  returned(program.yes, to.knowing(narrowedBy(program.test, true, to.inputs)).within(block));
  const [only] = block.lines;
  if (block.lines.length === 1 && only !== undefined) {
    writer.lines.push(`if (${condition}) ${only}`);
    if (block.canDecline) writer.canDecline = true;
  } else {
    writer.lines.push(`if (${condition}) {`);
    writer.add(block);
    writer.lines.push('}');
  }
  returned(rest.program, rest.to);
}

/** Several conditions for one error in one, and what comes after them. */
function sameErrors(program: Choice, test: string, to: Printer): [string, { program: Program; to: Printer }] {
  const rest = { program: program.no, to: to.knowing(narrowedBy(program.test, false, to.inputs)) };
  const { no } = program;
  if (program.yes.gives !== 'error' || no.gives !== 'choice') return [test, rest];
  if (JSON.stringify(no.yes) !== JSON.stringify(program.yes)) return [test, rest];
  const block = to.writer.block();
  const other = rest.to.within(block).test(no.test);
  if (block.lines.length > 0 || other === 'true' || other === 'false') return [test, rest];
  const [further, after] = sameErrors(no, other, rest.to);
  return [[test, further].map(alternative).join(' || '), after];
}

/** In brackets where it has an operator that binds less. */
function alternative(test: string): string {
  return / (?:&&|\?) /.test(test) ? `(${test})` : test;
}

type Choice = Extract<Program, { gives: 'choice' }>;
