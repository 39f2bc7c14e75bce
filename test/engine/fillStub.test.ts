import { expect, test } from 'vitest';
import type { Stub } from '#protocol';
import { findStubs } from '../../src/capability/discovery/index.ts';
import { filled, parametersOf } from '../../src/engine/synthesis/fillStub.ts';

const printed = `/**
 * Doubles.
 */
export function run({ text }: { text: string }): string | null {
  const word = firstWord(text);
  if (word === undefined) return null;
  return \`\${word}firstWord\`;
}

/** The first. */
function firstWord(text: string): string | undefined {
  return text.split(' ').firstWord ?? text.split(' ')[0];
}
`;

function stubIn(text: string): Stub {
  const [stub] = findStubs('a.ts', text);
  if (stub === undefined) throw new Error('no stub');
  return stub;
}
const fill = (text: string) => filled(text, stubIn(text), printed);
const declared = (returns: string) =>
  `export function go(text: string): ${returns} {\n  throw new Error('not implemented');\n}\n`;

test('the body takes its place, and helpers go to the end', () => {
  expect(
    fill(`${declared('string | null')}export const after = 1;\n`),
  ).toBe(`export function go(text: string): string | null {
  const word = firstWord(text);
  if (word === undefined) return null;
  return \`\${word}firstWord\`;
}
export const after = 1;

/** The first. */
function firstWord(text: string): string | undefined {
  return text.split(' ').firstWord ?? text.split(' ')[0];
}
`);
});

test('no answer is what the type of the result has for it', () => {
  expect(fill(declared('string | undefined'))).toContain('if (word === undefined) return undefined;');
  expect(fill(declared('string'))).toContain("throw new RangeError('go has no answer for this input.');");
});

test('a helper gets a name that is free, where it is a name and not a word', () => {
  const text = fill(`const firstWord = 1;\nconst firstWord2 = 2;\n${declared('string | null')}`);
  expect(text).toContain('const word = firstWord3(text);');
  expect(text).toContain('function firstWord3(text: string)');
  expect(text).toContain('.firstWord ??');
});

test('a helper that the file has already serves again, unless what it mentions is another', () => {
  const once = fill(declared('string | null'));
  const twice = fill(once.replaceAll('function go', 'function gone') + declared('string | null'));
  expect(twice.match(/function firstWord/g)).toHaveLength(1);
  expect(twice.match(/= firstWord\(text\)/g)).toHaveLength(2);
  // The one in the file would call another `cut` than this program needs.
  const chained = `${printed.replace("text.split(' ')[0]", 'cut(0)')}\nfunction cut(at: number) {\n  return at;\n}\n`;
  const known = filled(declared('string | null'), stubIn(declared('string | null')), chained);
  const changed = `${known.replaceAll('function go', 'function gone').replace('return at;', 'return -at;')}${declared('string | null')}`;
  const result = filled(changed, stubIn(changed), chained);
  expect(result).toContain('const word = firstWord2(text);');
  expect(result).toContain('function cut2(at: number) {\n  return at;\n}');
});

test('line ends and indentation are those of the file', () => {
  const text =
    "export class A {\r\n  static go = (text: string): string | null => {\r\n    throw new Error('not implemented');\r\n  };\r\n}\r\n";
  const at = text.indexOf('=> {') + 3;
  const stub: Stub = { ...stubIn(declared('string | null')), body: { start: at, end: text.indexOf('};') + 1 } };
  const result = filled(text, stub, printed);
  expect(result).toContain('=> {\r\n    const word = firstWord(text);\r\n');
  expect(result).toContain('\r\n  };\r\n}\r\n\r\n/** The first. */\r\n');
  expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('the parts of parameters and the rest of them have names; what cannot be followed is refused in words', () => {
  const names = (parameters: string) =>
    parametersOf(stubIn(`export function go(${parameters}): string { throw new Error('not implemented'); }\n`));
  expect(names('a: string, größe: number, $: string')).toEqual(['a', 'größe', '$']);
  expect(names('{ a, b: [c] }: { a: string; b: string[] }, ...words: string[]')).toEqual(['a', 'c', 'words']);
  expect(names('this: Window')).toEqual([]);
  expect(() => names('{ a, ...others }: Record<string, string>')).toThrow(/takes its parameter apart as/);
  expect(() => names('{ a = Date.now() }: { a?: number }')).toThrow(/not followed/);
});

test('one that promises its result becomes async, whatever kind of function it is', () => {
  const heads = (text: string) => /^.*async.*$/m.exec(fill(text))?.[0];
  const rest = '(text: string): Promise<string | null>';
  const thrown = "{ throw new Error('not implemented'); }";
  expect(heads(`export function go${rest} ${thrown}`)).toBe(`export async function go${rest} {`);
  expect(heads(`export default function ${rest} ${thrown}`)).toBe(`export default async function ${rest} {`);
  expect(heads(`export const go = ${rest} => ${thrown};`)).toBe(`export const go = async ${rest} => {`);
  expect(heads(`export class A { static go${rest} ${thrown} }`)).toBe(`export class A { static async go${rest} {`);
  expect(fill(`export async function go${rest} ${thrown}`)).not.toContain('async async');
});

test('a method takes what its object was made with from the fields that keep it, where the program needs it', () => {
  const made = (field: string, kept: string) =>
    `export class A {\n  ${kept}\n  go(): string | null { throw new Error('not implemented'); }\n}\n${field}`;
  const kept = made('', 'constructor(readonly text: string, private readonly other = 1) {}');
  expect(fill(kept)).toContain('    const { text } = this;\n    const word = firstWord(text);');
  const hidden = made('', '#text: string; constructor(given: string) { this.#text = given; }');
  expect(fill(hidden)).toContain('    const text = this.#text;\n');
  const changed = 'constructor(public text: string) {}\n  set(text: string) { this.text = text; }';
  expect(stubIn(made('', changed)).parameters).toEqual([]);
});
