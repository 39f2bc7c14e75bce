import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../src/capability/synthesis/languageModel/answer.ts';
import * as fc from '../../../support/fastCheck.ts';

const program = 'export function run(): number {\n  return 1;\n}';
const source = `${program}\n`;
const block = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

describe('answers of a language model', () => {
  it.each([
    ['a block of TypeScript', block('ts', program)],
    ['words around it', `Sure! Here it is:\n\n${block('typescript', program)}\n\nTell me if it works.`],
    ['no language', block('', program)],
    ['line ends of Windows', block('ts', program).replaceAll('\n', '\r\n')],
    ['tildes', `~~~ts\n${program}\n~~~`],
    ['no fence', program],
    ['a block of something else before it', `${block('sh', 'npm install')}\n${block('ts', program)}`],
    ['a longer fence', `\`\`\`\`ts\n${program}\n\`\`\`\``],
    ['a helper that it shows first', `${block('ts', 'const one = 1;')}\n${block('ts', program)}`],
  ])('are read: %s', (_, text) => {
    expect(readAnswer(text)).toEqual({ source, manifest: {} });
  });

  it('may name permissions, schemas and examples', () => {
    const about = {
      permissions: { 'workspace:read': ['src/**'], clock: true },
      input: { type: 'object' },
      output: { type: 'number' },
      examples: [{ input: {}, output: 1 }],
    };
    expect(readAnswer(`${block('ts', program)}\n${block('json', JSON.stringify(about))}`)).toEqual({
      source,
      manifest: { ...about, examples: [{ name: 'proposed 1', input: {}, output: 1 }] },
    });
  });

  it.each([
    [' \n', 'It is empty.'],
    ['I cannot help\nwith that.', 'It has no block of TypeScript, but says “I cannot help with that.”.'],
    [`# ${'No. '.repeat(50)}`, `It has no block of TypeScript, but says “# ${'No. '.repeat(19)}N…”.`],
    [block('ts', 'const one = 1;'), 'Its program does not export a function `run`.'],
    [`\`\`\`ts\n${program}`, 'Its last block does not end: it was cut off.'],
    [`${block('ts', program)}\n${block('ts', program)}`, 'It has several blocks that export `run`.'],
    [`${block('ts', program)}\n${block('json', '{ oh')}`, 'Its block of JSON cannot be parsed.'],
    [block('ts', `${program}\n// ${'x'.repeat(40_000)}`), 'Its program is longer than 32768 characters.'],
    ['x'.repeat(70_000), 'It is longer than 65536 characters.'],
  ])('are refused with a reason: %.40s', (text, reason) => {
    expect(readAnswer(text)).toBe(reason);
  });

  it('may say more than they were asked for, and call an output as tests do', () => {
    const about = {
      provenance: { generator: 'template' },
      permissions: { everything: true, clock: true },
      examples: [
        { name: 'two', input: { n: 1 }, expect: 2 },
        { input: { n: 2 }, expected: 4, why: 'twice' },
      ],
    };
    expect(readAnswer(`${block('ts', program)}\n${block('json', JSON.stringify(about))}`)).toEqual({
      source,
      manifest: {
        permissions: { clock: true },
        examples: [
          { name: 'proposed 1', input: { n: 1 }, output: 2 },
          { name: 'proposed 2', input: { n: 2 }, output: 4 },
        ],
      },
    });
  });

  it('are not refused for schemas and examples that do not count', () => {
    const about = { input: { type: 'nonsense' }, examples: 'none', permissions: { clock: true } };
    const text = `${block('ts', program)}\n${block('json', JSON.stringify(about))}`;
    expect(readAnswer(text, true)).toEqual({ source, manifest: { permissions: { clock: true } } });
    expect(readAnswer(text)).toMatch(/at "examples"/);
  });

  it.each([
    [{ permissions: { everything: ['x'], network: 'example.com' } }, /at "permissions\.network"/],
    [{ permissions: { network: [] } }, /at "permissions\.network"/],
    [{ permissions: { 'workspace:read': ['a\nb'] } }, /at "permissions\.workspace:read\.0"/],
    [{ examples: [{ input: {} }] }, /at "examples\.0": It has no "output"\./],
    [{ input: { type: 'nonsense' } }, /^Its input schema cannot be used/],
    [{ output: { $ref: 'https://example.com/schema' } }, /^Its output schema cannot be used/],
  ])('are refused for what they say of the program: %j', (about, reason) => {
    expect(readAnswer(`${block('ts', program)}\n${block('json', JSON.stringify(about))}`)).toMatch(reason);
  });

  it('are read or refused, whatever they are', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('```', '```ts\n', '\n```\n', '```json\n', '~~~', program, '{', '\r\n', 'export const run = 1'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const read = readAnswer(pieces.join(''));
        if (typeof read === 'string') expect(read).toMatch(/^It.*\.$/s);
        else expect(read.source).toMatch(/run/);
      }),
    );
  });
});
