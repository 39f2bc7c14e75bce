import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtInTemplates, mergedLibrary, templates, workspaceTemplates } from '#capability/synthesis';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-templates-')).replaceAll('\\', '/');
});
afterEach(() => rmSync(root, { recursive: true }));

const manifest = {
  title: 'Say {greeting}',
  description: 'Greets somebody.',
  intents: ['say {greeting} to {name}'],
  input: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false },
  output: { type: 'string' },
  parameters: {
    greeting: { description: 'The word.', schema: { type: 'string' }, find: ['quoted'], default: 'hello' },
  },
};
const program = `/** What is said. */
const greeting = 'hello';

/** Says {greeting}. */
export function run({ name }: { readonly name: string }): string {
  return \`\${greeting}, \${name}\`;
}
`;
const examples = [{ name: 'one', input: { name: 'Ada' }, output: '{greeting}, Ada' }];

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, '.toolwright/templates', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
}

const greet = (changes: Readonly<Record<string, unknown>> = {}) => ({
  'greet/template.json': manifest,
  'greet/index.ts': program,
  'greet/examples.json': examples,
  ...changes,
});

test("a template of the workspace makes programs, and takes the place of the product's of the same name", async () => {
  const own = { ...manifest, title: 'Sort names', intents: ['sort names of {name}'] };
  write({
    ...greet(),
    'sort-rows/template.json': own,
    'sort-rows/index.ts': program,
    'sort-rows/examples.json': examples,
  });
  const library = mergedLibrary(await builtInTemplates(), await workspaceTemplates(root));
  expect(library.problems).toEqual([]);
  const found = [];
  const gap = { intent: 'say "good */ day {x}"', examples: [] };
  for await (const one of templates(library).generate(gap, { steps: 1000 })) found.push(one);
  expect(found[0]?.source).toBe(
    program.replace("'hello'", "'good */ day {x}'").replace('Says {greeting}', 'Says good *\\/ day x'),
  );
  expect(found[0]?.manifest).toMatchObject({ title: 'Say good */ day x', intents: ['say good */ day x to {name}'] });
  expect(library.templates.find(({ name }) => name === 'sort-rows')?.manifest.intents).toEqual(own.intents);
});

test('there is nothing where there is no folder', async () => {
  expect(await workspaceTemplates(root)).toEqual({ templates: [], problems: [] });
});

describe('a broken template is a problem with its place, and the others are there', () => {
  const cases: Record<string, readonly [files: Record<string, unknown>, path: string, says: RegExp, line?: number]> = {
    'no JSON': [{ 'bad/template.json': '{\n"title": }' }, 'bad/template.json', /not JSON/, 2],
    'a field that is not there': [
      { 'bad/template.json': { ...manifest, title: undefined } },
      'bad/template.json',
      /title/,
    ],
    'a field that nobody knows': [{ 'bad/template.json': { ...manifest, extra: 1 } }, 'bad/template.json', /extra/],
    'no examples': [{ 'bad/examples.json': undefined }, 'bad/examples.json', /no examples\.json/],
    'no program': [{ 'bad/index.ts': undefined }, 'bad/index.ts', /index\.ts, which is not there/],
    'a program that does not parse': [
      { 'bad/index.ts': 'export function run( {' },
      'bad/index.ts',
      /bad\/index\.ts:1: /,
    ],
    'no run': [{ 'bad/index.ts': program.replace('run', 'start') }, 'bad/index.ts', /no function `run`/],
    'no constant': [
      { 'bad/index.ts': 'export function run({ name }: { name: string }) {\n  return name;\n}\n' },
      'bad/index.ts',
      /no constant greeting/,
    ],
    'an import from elsewhere': [
      { 'bad/index.ts': `import { readFileSync } from 'node:fs';\n${program}` },
      'bad/index.ts',
      /imports bad\/node:fs, which is not there/,
    ],
    'an import that renames': [
      { 'bad/index.ts': `import { a as b } from './part.ts';\n${program}`, 'bad/part.ts': 'export const a = 1;' },
      'bad/index.ts',
      /only `import \{ name \} from`/,
    ],
    'a slot that is nothing': [
      { 'bad/template.json': { ...manifest, intents: ['say {word}'] } },
      'bad/template.json',
      /\{word\} is neither/,
    ],
    'a default that is no value': [
      {
        'bad/template.json': {
          ...manifest,
          parameters: { greeting: { ...manifest.parameters.greeting, default: 5 } },
        },
      },
      'bad/template.json',
      /no value of the parameter/,
    ],
    'an input schema that cannot be used': [
      { 'bad/template.json': { ...manifest, input: { type: 'what' } } },
      'bad/template.json',
      /type/,
    ],
    'an example for no parameter': [
      { 'bad/examples.json': [{ ...examples[0], with: { size: 1 } }] },
      'bad/examples.json',
      /no such parameter/,
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [changes, path, says, line]) => {
    const bad = { 'bad/template.json': manifest, 'bad/index.ts': program, 'bad/examples.json': examples, ...changes };
    write({ ...greet(), ...Object.fromEntries(Object.entries(bad).filter(([, content]) => content !== undefined)) });
    const { templates: found, problems } = await workspaceTemplates(root);
    expect(found.map(({ name }) => name)).toEqual(['greet']);
    expect(problems[0]).toMatchObject({
      code: 'template-invalid',
      path: `.toolwright/templates/${path}`,
      message: expect.stringMatching(says),
      ...(line === undefined ? {} : { line }),
    });
  });

  test('two modules with the same name', async () => {
    const imported = `import { twice } from './part.ts';\n${program.replace(/name\}(?=`)/, 'twice(name)}')}`;
    const part =
      "const greeting = 'x';\n\nexport function twice(text: string): string {\n  return greeting + text + text;\n}\n";
    write({
      ...greet(),
      'bad/template.json': manifest,
      'bad/index.ts': imported,
      'bad/part.ts': part,
      'bad/examples.json': examples,
    });
    const { problems } = await workspaceTemplates(root);
    expect(problems[0]?.message).toBe(
      'The template bad cannot be used: bad/index.ts and bad/part.ts both declare greeting.',
    );
  });

  test.skipIf(process.platform === 'win32')('a link to a file of the machine', async () => {
    write(greet());
    writeFileSync(join(root, 'secret.ts'), 'const secret = 1;');
    symlinkSync(join(root, 'secret.ts'), join(root, '.toolwright/templates/greet/secret.ts'));
    const { templates: found, problems } = await workspaceTemplates(root);
    expect(found).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/link to another place/);
  });
});
