import { ToolwrightError } from '#base';
import type { FunctionParts } from '#capability/synthesis';
import type { Stub } from '#protocol';

/**
 * The names of a stub's parameters, as a program can use them.
 * @param text of the file
 * @throws ToolwrightError `stub-not-supported` where one is taken apart (`{ a, b }`) or collects the rest
 */
export function parametersOf(text: string, { name, place, body, parameters }: Stub): readonly string[] {
  const head = text.slice(place.end, body.start);
  const names = parameters.map((parameter) => parameter.name);
  if (names.length > 0 && names.every((one) => isPlain(one, head))) return names;
  throw new ToolwrightError(
    'stub-not-supported',
    names.length === 0
      ? `${name} has no parameters, so there is nothing to learn from.`
      : `The parameters of ${name} are not all plain names.`,
    { hint: 'Give it plain parameters, as in `function slug(text: string): string`.' },
  );
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether a parameter is there by its name: one that is taken apart has none, whatever it is called in a list. */
function isPlain(name: string, head: string): boolean {
  if (!identifier.test(name)) return false;
  const word = new RegExp(`(?<![\\p{ID_Continue}$])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'u');
  const [before = ''] = head.split(word);
  return before.length < head.length && !/\.\.\.\s*$/.test(before);
}

/**
 * A file with the body of a stub in place of what was there. Helpers of the program go to the end of the file, under names
 * that nothing in it has.
 * @param printed a module that exports `run({ … })` with the stub's parameters
 */
export function filled(text: string, stub: Stub, printed: string): string {
  const { body, helpers } = partsOf(printed);
  return filledWith(text, stub, { body: answering(stub, body), helpers });
}

/** As {@link filled}, with what stands in the body, indented by two blanks, and what stands beside the function. */
export function filledWith(text: string, stub: Stub, { body, helpers }: FunctionParts): string {
  const rest = text.slice(0, stub.body.start) + text.slice(stub.body.end);
  const renamed = withFreeNames(helpers, body, rest);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentOf(text, stub.body.start);
  const lines = renamed.body.split('\n');
  const inner = lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n');
  const head = `${text.slice(0, stub.body.start)}{${end}`;
  const block = `${inner}\n${indent}}`.replaceAll('\n', end);
  const tail = text.slice(stub.body.end);
  if (renamed.helpers === '') return head + block + tail;
  const gap = tail.endsWith('\n') ? end : `${end}${end}`;
  return `${head}${block}${tail}${gap}${renamed.helpers.replaceAll('\n', end)}`;
}

/** The lines within `run`, and what follows it. */
function partsOf(printed: string): FunctionParts {
  const [, body, helpers] = /^export function run\(.*\{\n([\s\S]*?)\n\}\n([\s\S]*)$/m.exec(printed) ?? [];
  if (body === undefined || helpers === undefined) throw new Error('The printed program has no function `run`.');
  return { body, helpers: helpers.trimStart() };
}

/** "No answer" in the way that the stub's type of result has for it; an error where it has none. */
function answering({ name, returns = 'null' }: Stub, body: string): string {
  if (/\bnull\b|\bunknown\b|\bany\b/.test(returns)) return body;
  const otherwise = /\bundefined\b/.test(returns)
    ? 'return undefined;'
    : `throw new RangeError('${name} has no answer for this input.');`;
  return body.replace(/\breturn null;/g, otherwise);
}

/** Blanks at the beginning of the line that a body starts on. */
function indentOf(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function withFreeNames(
  helpers: string,
  body: string,
  rest: string,
): { readonly helpers: string; readonly body: string } {
  const taken = new Set(rest.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  let result = { helpers, body };
  for (const [, name = ''] of helpers.matchAll(/^(?:function|const|interface|type) ([\w$]+)/gm)) {
    if (!taken.has(name)) continue;
    let free = `${name}2`;
    for (let nth = 3; taken.has(free) || helpers.includes(free); nth++) free = `${name}${nth}`;
    // Names of properties and words in texts are others.
    const word = new RegExp(`(?<![\\w$.'"\`])${name.replaceAll('$', '\\$')}(?![\\w$'"\`])`, 'g');
    result = { helpers: result.helpers.replace(word, free), body: result.body.replace(word, free) };
  }
  return result;
}
