import { ToolwrightError } from '#base';
import { isTyped } from '#capability/discovery';
import { constantParts, type FunctionParts, runParts, untyped } from '#capability/synthesis';
import type { GapExample, PlainData, Stub } from '#protocol';
import { type Narrowing, narrowingOf } from './narrowing.ts';

/**
 * The names that a stub's body can use for what it works on.
 * @throws ToolwrightError `stub-not-supported` where a parameter collects what others leave (`{ a, ...rest }`), or has a
 * key or a usual value that is only known when it runs
 */
export function parametersOf({ name, parameters }: Stub): readonly string[] {
  const names = parameters.map((parameter) => parameter.name);
  const unclear = names.find((one) => !identifier.test(one));
  if (unclear === undefined) return names;
  throw new ToolwrightError(
    'stub-not-supported',
    `${name} takes its parameter apart as ${unclear}, which is not followed.`,
    {
      hint: 'Give each part that is needed a name, as in `{ title, length = 80 }`, with usual values that are literals.',
    },
  );
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** By the inputs of examples types are told that the function does not tell, and by outputs what "no answer" is. */
export type KnownCalls = readonly Pick<GapExample, 'input' | 'output' | 'isUndefined'>[];

type Inputs = readonly (readonly PlainData[])[];
const inputsOf = (known: KnownCalls): Inputs => known.map(({ input }) => input);

/**
 * A file with the body of a stub in place of what was there. Helpers of the program go to the end of the file, under names
 * that nothing in it has.
 * @param printed a module that exports `run({ … })` with the stub's parameters
 */
export function filled(text: string, stub: Stub, printed: string, known: KnownCalls = []): string {
  return filledWith(text, stub, answering(stub, runParts(printed), known), inputsOf(known));
}

/** As {@link filled}, for a function that is handed nothing. */
export function filledConstant(text: string, stub: Stub, example: KnownCalls[number]): string {
  return filledWith(text, stub, answering(stub, constantParts(example.output), [example]));
}

/** As {@link filled}, with what stands in the body, indented by two blanks, and what stands beside the function. */
export function filledWith(text: string, stub: Stub, parts: FunctionParts, inputs: Inputs = []): string {
  const { body, helpers } = isTyped(stub.place.path) ? parts : untyped(parts);
  const rest = text.slice(0, stub.body.start) + text.slice(stub.body.end);
  const renamed = withFreeNames(withoutThoseIn(rest, helpers), body, rest);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentOf(text, stub.body.start);
  const { edits, guards } = narrowingOf(stub, inputs, (name) => mentions(renamed.body, name));
  const lines = [...fieldsIn(stub, renamed.body), ...guards, ...renamed.body.split('\n')];
  const inner = lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n');
  const { asyncAt } = stub;
  const waiting = asyncAt === undefined ? [] : [{ start: asyncAt, end: asyncAt, text: 'async ' }];
  const head = `${edited(text.slice(0, stub.body.start), [...waiting, ...edits])}{${end}`;
  const block = `${inner}\n${indent}}`.replaceAll('\n', end);
  const tail = text.slice(stub.body.end);
  if (renamed.helpers === '') return head + block + tail;
  const gap = tail.endsWith('\n') ? end : `${end}${end}`;
  return `${head}${block}${tail}${gap}${renamed.helpers.replaceAll('\n', end)}`;
}

function edited(text: string, edits: Narrowing['edits']): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: by }) => whole.slice(0, start) + by + whole.slice(end), text);
}

function mentions(body: string, name: string): boolean {
  return new RegExp(`(?<![\\p{ID_Continue}$.])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'u').test(body);
}

/** What the body needs of its object, by name. */
function fieldsIn({ parameters }: Stub, body: string): readonly string[] {
  const fields = parameters.flatMap(({ name, from }) => {
    return from?.field !== undefined && mentions(body, name) ? [{ name, field: from.field }] : [];
  });
  const plain = fields.filter(({ name, field }) => name === field).map(({ name }) => name);
  const hidden = fields.filter(({ name, field }) => name !== field);
  return [
    ...(plain.length === 0 ? [] : [`  const { ${plain.join(', ')} } = this;`]),
    ...hidden.map(({ name, field }) => `  const ${name} = this.${field};`),
  ];
}

/** What a function gives for an input that its program has no answer for. */
export function noAnswerOf({ returns = 'unknown' }: Stub, known: KnownCalls): 'null' | 'undefined' | 'error' {
  const expected = known.filter(({ output }) => output === null);
  const isUndefined = expected.length > 0 && expected.every((one) => one.isUndefined);
  if (/\bunknown\b|\bany\b/.test(returns)) return isUndefined ? 'undefined' : 'null';
  if (/\bundefined\b/.test(returns) && (isUndefined || !/\bnull\b/.test(returns))) return 'undefined';
  return /\bnull\b/.test(returns) ? 'null' : 'error';
}

/** "No answer" in the way that the stub's type of result has for it; an error where it has none. */
function answering(stub: Stub, { body, helpers }: FunctionParts, known: KnownCalls): FunctionParts {
  const none = noAnswerOf(stub, known);
  if (none === 'null') return { body, helpers };
  const refusal = `throw new RangeError('${stub.name} has no answer for this input.');`;
  const maybe = none === 'undefined' ? '$1return $2;' : answerOrError(refusal, body);
  const otherwise = none === 'undefined' ? 'return undefined;' : refusal;
  const inner = body.replace(/^( *)return (.+) \?\? null;$/gm, maybe).replace(/\breturn null;/g, otherwise);
  return { body: inner, helpers };
}

function answerOrError(refusal: string, body: string): string {
  const name = mentions(body, 'answer') ? 'found' : 'answer';
  return `$1const ${name} = $2;\n$1if (${name} === undefined) ${refusal}\n$1return ${name};`;
}

/** Blanks at the beginning of the line that a body starts on. */
function indentOf(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Helpers that the file has word for word are used there: what they mention has to be the same, too. */
function withoutThoseIn(file: string, helpers: string): string {
  const text = file.replaceAll('\r\n', '\n');
  const all = helpers.trim().split(/\n\n(?=\S)/);
  let own = all.filter((helper) => !text.includes(`${helper}\n`));
  for (let before = -1; own.length !== before; ) {
    before = own.length;
    const names = own.flatMap(declaredIn);
    own = all.filter((helper) => own.includes(helper) || names.some((name) => mentions(helper, name)));
  }
  return own.length === 0 ? '' : `${own.join('\n\n')}\n`;
}

const declaredIn = (helpers: string): readonly string[] =>
  [...helpers.matchAll(/^(?:function|const|interface|type) ([\w$]+)/gm)].map(([, name = '']) => name);

function withFreeNames(
  helpers: string,
  body: string,
  rest: string,
): { readonly helpers: string; readonly body: string } {
  const taken = new Set(rest.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  let result = { helpers, body };
  for (const name of declaredIn(helpers)) {
    if (!taken.has(name)) continue;
    let free = `${name}2`;
    for (let nth = 3; taken.has(free) || helpers.includes(free); nth++) free = `${name}${nth}`;
    // Names of properties and words in texts are others.
    const word = new RegExp(`(?<![\\w$.'"\`])${name.replaceAll('$', '\\$')}(?![\\w$'"\`])`, 'g');
    result = { helpers: result.helpers.replace(word, free), body: result.body.replace(word, free) };
  }
  return result;
}
