import { ts } from 'ts-morph';
import { type EnclosedSource, enclosed } from '../combination/print/enclosed.ts';

/** A program as a function of a file: what stands in its body, indented by two blanks, and what stands beside it. */
export interface FunctionParts {
  readonly body: string;
  readonly helpers: string;
}

/** What a program becomes a part of. */
export interface FilledFunction {
  /** Without its class. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly async: boolean;
}

/**
 * A program that exports `run({ … })` as the body of a function whose parameters are the properties of its input. Where
 * its own code cannot stand there, the function calls it.
 * @returns undefined for a program that imports something, needs permissions, or waits where the function does not
 */
export function functionParts(source: string, wanted: FilledFunction): FunctionParts | undefined {
  const program = enclosed(source);
  if (program === undefined || program.takesContext || (program.isAsync && !wanted.async)) return undefined;
  const file = ts.createSourceFile('index.ts', program.text, { languageVersion: ts.ScriptTarget.Latest }, true);
  return inPlace(file, program, wanted) ?? called(file, program, wanted);
}

/**
 * As {@link functionParts}, for what by-example synthesis prints: its function `run` takes its input apart by name, and
 * can always stand in the function's place.
 */
export function runParts(source: string): FunctionParts {
  const file = ts.createSourceFile('index.ts', source, { languageVersion: ts.ScriptTarget.Latest }, true);
  const run = file.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === 'run');
  if (run === undefined || !ts.isFunctionDeclaration(run) || run.body === undefined)
    throw new Error('The printed program has no function `run`.');
  return partsAround(source, file, run, run.body);
}

/** The code of `run` itself, where its names and texts stay what they are. */
function inPlace(
  file: ts.SourceFile,
  { text, entry }: EnclosedSource,
  { parameters }: FilledFunction,
): FunctionParts | undefined {
  const run = file.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === entry);
  if (run === undefined || !ts.isFunctionDeclaration(run) || run.body === undefined) return undefined;
  const isItself = (node: ts.Identifier) => node.text === entry && node !== run.name && !isProperty(node);
  if (has(file, (node) => ts.isIdentifier(node) && isItself(node)) || has(run.body, spansLines)) return undefined;
  const [input] = run.parameters;
  const opening = input === undefined ? '' : openingOf(input, parameters);
  if (opening === undefined) return undefined;
  const { body, helpers } = partsAround(text, file, run, run.body);
  return { body: [opening, body].filter((part) => part !== '').join('\n'), helpers };
}

function partsAround(text: string, file: ts.SourceFile, run: ts.Node, block: ts.Node): FunctionParts {
  const inner = text.slice(block.getStart(file) + 1, block.end - 1);
  const rest = [text.slice(0, run.pos).trim(), text.slice(run.end).trim()].filter((part) => part !== '');
  return { body: dedented(inner), helpers: ended(rest.join('\n\n')) };
}

/** How `run` calls what it is given, in terms of the parameters; undefined where names would meet. */
function openingOf({ name, type, initializer }: ts.ParameterDeclaration, given: readonly string[]): string | undefined {
  if (initializer !== undefined) return undefined;
  const object = `{ ${given.join(', ')} }`;
  if (ts.isIdentifier(name)) {
    if (given.includes(name.text)) return undefined;
    return `  const ${name.text}${type === undefined ? '' : `: ${type.getText()}`} = ${object};`;
  }
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const isGiven = ({ name: one, propertyName, initializer: usual, dotDotDotToken: rest }: ts.BindingElement) =>
    ts.isIdentifier(one) && given.includes(one.text) && !propertyName && !usual && !rest;
  return name.elements.every(isGiven) ? '' : undefined;
}

/** The program beside it under a name that tells whose it is, and a call of it. */
function called(file: ts.SourceFile, { text, entry, isAsync }: EnclosedSource, wanted: FilledFunction): FunctionParts {
  const name = `${wanted.name.replaceAll(/[^\p{ID_Continue}$]/gu, '')}Answer`;
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === entry && !isProperty(node)) places.push(node.getStart(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const helpers = places.reduceRight((code, at) => code.slice(0, at) + name + code.slice(at + entry.length), text);
  const call = `${name}({ ${wanted.parameters.join(', ')} })`;
  return { body: `  return ${isAsync ? 'await ' : ''}${call};`, helpers: ended(helpers) };
}

/** `value.run`, `{ run: … }` */
function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) &&
    parent.name === node
  );
}

/** Whether a text goes on in further lines, which must not be indented. */
function spansLines(node: ts.Node): boolean {
  return (ts.isTemplateLiteral(node) || ts.isStringLiteral(node)) && node.getText().includes('\n');
}

function has(node: ts.Node, is: (node: ts.Node) => boolean): boolean {
  return is(node) || ts.forEachChild(node, (child) => has(child, is) || undefined) === true;
}

function dedented(text: string): string {
  const lines = text
    .replace(/^[ \t]*\n/, '')
    .trimEnd()
    .split('\n');
  const indents = lines.flatMap((line) => (line.trim() === '' ? [] : (/^\s*/.exec(line)?.[0].length ?? 0)));
  const least = Math.min(...indents);
  // Two blanks are what bodies are indented by.
  return lines.map((line) => (line.trim() === '' ? '' : `  ${line.slice(least)}`)).join('\n');
}

function ended(text: string): string {
  return text === '' ? '' : `${text}\n`;
}
