import { redactTexts } from '#journal';
import type { PlainData } from '#protocol';
import type { Value } from '../byExample/language/expression.ts';
import { typeOf, typeText } from '../byExample/print/inputs.ts';
import { isOfLines } from '../draft/perLine.ts';
import type { Counterexample, DeclaredFunction, Rejection, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';

/** A program of another generator that is nearly right. */
export interface NearMiss {
  readonly source: string;
  /** What is wrong with it, one sentence each. */
  readonly reasons: readonly string[];
}

/** What a language model is told of a gap: bounded, and without what looks like a secret. */
export interface SharedGap {
  readonly intent: string;
  /** The function of the workspace that the program becomes, as it is declared, with its documentation. */
  readonly declaration?: string;
  /** Whether the program may wait for something. */
  readonly mayWait: boolean;
  /** Without a type where no value is known. */
  readonly parameters: readonly { readonly name: string; readonly type?: string }[];
  /** The type of the result; absent where no output is known. */
  readonly result?: string;
  readonly examples: readonly SharedExample[];
  /** Known examples that are not told, because they are many or large, or because they hold what looks like a secret. */
  readonly untold: { readonly many: number; readonly secret: number };
  /** Whether the examples are of single lines, and texts of several lines are meant line by line. */
  readonly ofLines: boolean;
  readonly otherInputs: readonly PlainData[];
  readonly nearMisses: readonly NearMiss[];
}

interface SharedExample {
  readonly input: PlainData;
  readonly output: PlainData;
}

/** What a language model is told of a rejection: bounded, and without what looks like a secret. */
export interface SharedRejection {
  readonly gate: Rejection['gate'];
  readonly reasons: readonly string[];
  readonly counterexamples: readonly Counterexample[];
  /** Counterexamples that are not told. */
  readonly untold: number;
}

/** Characters of JSON: of one example, and of all of them. Prompts are paid by their length. */
const longest = { example: 2000, examples: 12_000, inputs: 4000, source: 8000, reason: 400, intent: 2000 };
const most = { examples: 30, inputs: 10, nearMisses: 2, reasons: 10, counterexamples: 5 };

/** What may leave the machine of a gap, and of what other generators have tried for it. */
export async function sharedGap(gap: SynthesisGap, nearMisses: readonly NearMiss[]): Promise<SharedGap> {
  const names = parametersOf(gap);
  const object = (input: readonly Value[]): PlainData =>
    Object.fromEntries(names.map((name, at) => [name, (input[at] ?? null) as PlainData]));
  const known = gap.examples.map(({ input, output }) => ({ input: object(input), output: output as PlainData }));
  const examples = fitting(known, most.examples, longest.examples);
  const inputs = fitting((gap.otherInputs ?? []).map(object), most.inputs, longest.inputs);
  const misses = nearMisses.slice(0, most.nearMisses).map(({ source, reasons }) => ({
    source: cut(source, longest.source),
    reasons: reasons.slice(0, most.reasons).map((reason) => cut(reason, longest.reason)),
  }));
  const declaration = gap.declared === undefined ? '' : cut(declarationOf(gap.declared, names), longest.intent);
  const intent = cut(gap.intent, longest.intent);
  const redacted = await withoutSecrets({ intent, declaration, misses, examples, inputs });
  const told = examples.filter((example, at) => isSame(example, redacted.examples[at]));
  return {
    intent: redacted.intent,
    ...(redacted.declaration === '' ? {} : { declaration: redacted.declaration }),
    mayWait: gap.declared?.async ?? true,
    parameters: names.map((name, at) => ({ name, ...typeOfParameter(gap, at) })),
    ...typeOfResult(gap),
    examples: told,
    untold: { many: known.length - examples.length, secret: examples.length - told.length },
    ofLines: gap.examples.length > 0 && isOfLines(gap),
    otherInputs: inputs.filter((input, at) => isSame(input, redacted.inputs[at])),
    nearMisses: redacted.misses,
  };
}

/** What may leave the machine of a rejection. */
export async function sharedRejection({ gate, reasons, counterexamples }: Rejection): Promise<SharedRejection> {
  const shortened = {
    reasons: reasons.slice(0, most.reasons).map((reason) => cut(reason, longest.reason)),
    counterexamples: fitting(counterexamples, most.counterexamples, longest.examples),
  };
  const redacted = await withoutSecrets(shortened);
  const told = shortened.counterexamples.filter((one, at) => isSame(one, redacted.counterexamples[at]));
  return {
    gate,
    reasons: redacted.reasons,
    counterexamples: told,
    untold: counterexamples.length - told.length,
  };
}

/** The first that are few and small enough together; one that is large alone is left out. */
function fitting<T>(values: readonly T[], count: number, characters: number): T[] {
  const kept: T[] = [];
  let left = characters;
  for (const value of values) {
    const { length } = JSON.stringify(value);
    if (kept.length === count) break;
    if (length > longest.example || length > left) continue;
    left -= length;
    kept.push(value);
  }
  return kept;
}

/** One look at all of it: a look for secrets costs more than the length of what is looked at. */
async function withoutSecrets<T>(value: T): Promise<T> {
  return (await redactTexts(value as PlainData)) as T;
}

/**
 * Whether nothing was redacted. An example with `[redacted]` in it would say something false, so that one which differs
 * is not told at all.
 */
function isSame(value: unknown, redacted: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(redacted);
}

function valuesAt({ examples, otherInputs = [] }: SynthesisGap, at: number): (Value | undefined)[] {
  return [...examples.map(({ input }) => input[at]), ...otherInputs.map((input) => input[at])];
}

/** As it is declared, where that says something by itself; else what the known values are. */
function typeOfParameter(gap: SynthesisGap, at: number): { readonly type?: string } {
  const declared = gap.declared?.types[at];
  if (declared !== undefined && isPlainType(declared)) return { type: declared };
  const values = valuesAt(gap, at);
  return values.length === 0 ? {} : { type: typeText(typeOf(values)) };
}

function typeOfResult({ declared, examples }: SynthesisGap): { readonly result?: string } {
  const returns = declared?.returns;
  if (returns !== undefined && isPlainType(returns)) return { result: returns };
  return examples.length === 0 ? {} : { result: typeText(typeOf(examples.map(({ output }) => output))) };
}

/** Whether a type is written in words of the language alone: others are of the workspace, which the program does not see. */
function isPlainType(text: string): boolean {
  const words = text.replaceAll(/'[^']*'|"[^"]*"|\b\w+\??(?=\s*:)/g, '').match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu);
  return words?.every((word) => plainWords.has(word)) === true;
}

const plainWords = new Set(
  'string number boolean null undefined true false readonly Record Array ReadonlyArray Partial Readonly Promise'.split(
    ' ',
  ),
);

function declarationOf(
  { name, types, returns, async, documentation }: DeclaredFunction,
  names: readonly string[],
): string {
  const list = names.map((one, at) => (types[at] === undefined ? one : `${one}: ${types[at]}`)).join(', ');
  const head = `${async ? 'async ' : ''}function ${name}(${list})${returns === undefined ? '' : `: ${returns}`}`;
  return documentation === undefined ? head : `/** ${documentation.replaceAll('*/', '* /')} */\n${head}`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()}…`;
}
