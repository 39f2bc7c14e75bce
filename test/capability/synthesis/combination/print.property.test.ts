import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceTools } from '#capability/safety';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import { defaultLimits } from '#protocol';
import { type Part, partOf } from '../../../../src/capability/synthesis/combination/part.ts';
import type { Call, Plan } from '../../../../src/capability/synthesis/combination/plan.ts';
import { print } from '../../../../src/capability/synthesis/combination/print/print.ts';
import { rooted } from '../../../../src/capability/synthesis/combination/schema/rooted.ts';
import fc from '../../../support/fastCheck.ts';
import { capability, objectOf } from './parts.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'isolate' });
});
afterAll(() => sandbox.dispose());

/** Names that mean something already: to the language, to the environment, to other parts, to what is printed around them. */
const capabilityName = fc.constantFrom(
  'a',
  'b',
  'escape',
  'run',
  'delete',
  'text',
  'error',
  'context',
  'a-result',
  '3d',
);
const helperName = fc.constantFrom('a', 'b', 'helper', 'text', 'escapeResult', 'aResult', 'Names', 'isForA', 'delete2');
const parameterName = fc.constantFrom('text', 'a', 'escape', 'delete', 'Error', 'aResult', 'run', 'context');

/** Ways to export `run`, with a helper that adds a letter: through a template literal, so that its lines must stay. */
const entries = [
  (helper: string, letter: string) => `const ${helper} = (text: string) => \`\${text}
  ${letter}\`;\nexport function run({ text }: { text: string }): string {\n  return ${helper}(text);\n}`,
  (helper: string, letter: string) =>
    `function ${helper}(text: string): string {\n  return text + '\\n  ${letter}';\n}\nexport const run = (input: { text: string }) => ${helper}(input.text);`,
  (helper: string, letter: string) =>
    `class ${helper} {\n  static add = (text: string): string => text + '\\n  ${letter}';\n}\nfunction main({ text }: { text: string }) {\n  return unescape(escape(${helper}.add(text)));\n}\nexport { main as run, ${helper} };`,
] as const;

const part = (letter: string) =>
  fc.tuple(capabilityName, helperName, fc.constantFrom(...entries)).map(([name, helper, entry]) => {
    const input = objectOf({ text: { type: 'string' } });
    const source = entry(helper === 'text' ? 'texts' : helper, letter);
    const found = partOf(capability({ name, title: letter, input, source }));
    if (found === undefined) throw new Error(`It cannot be a part: ${source}`);
    return found;
  });

test('parts whose names clash do what they do alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(part('x'), part('y'), part('z')), parameterName, async (parts, name) => {
      const input = objectOf({ [name]: { type: 'string' } });
      const source = print(
        {
          plan: chained(parts),
          intent: 'Add letters */ and no more',
          parameters: [{ name, schema: rooted({ type: 'string' }) }],
          output: rooted({ type: 'string' }),
          examples: [{ input: ['*/'], output: '*/' }],
          otherInputs: [],
        },
        'plain',
      );
      expect(await sourceTools.types(source), source).toEqual([]);
      const program = await sourceTools.prepare(source, { input, output: true, limits: defaultLimits });
      const result = await sandbox.run({ program, input: { [name]: '-' }, permissions: {}, limits: defaultLimits });
      expect(result, source).toMatchObject({ status: 'ok', value: '-\n  x\n  y\n  z' });
    }),
    { numRuns: 12 },
  );
});

function chained(parts: readonly Part[]): Plan {
  let last: Call | undefined;
  for (const one of parts) {
    const source = last === undefined ? ({ kind: 'input', at: 0 } as const) : ({ kind: 'result', of: last } as const);
    last = { part: one, input: [{ property: 'text', source, guards: [] }] };
  }
  if (last === undefined) throw new Error('There are no parts.');
  return { kind: 'value', of: { kind: 'result', of: last } };
}

test.each([
  ['an import', "import type { A } from './a.ts';\nexport function run(a: A) {\n  return a;\n}"],
  ['a declaration without code', 'declare const a: string;\nexport function run() {\n  return a;\n}'],
  ['a namespace', 'namespace N {\n  export const a = 1;\n}\nexport function run() {\n  return N.a;\n}'],
  ['waiting at the top', 'const a = await Promise.resolve(1);\nexport function run() {\n  return a;\n}'],
  ['a `run` that is made by a call', 'const make = () => () => 1;\nexport const run = make();'],
])('a source with %s is no part', (_, source) => {
  expect(partOf(capability({ name: 'a', title: 'A', source }))).toBeUndefined();
});
