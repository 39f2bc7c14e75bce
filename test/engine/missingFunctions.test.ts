import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '#base';
import { LocalDiscoverySession } from '../../src/engine/discovery/localDiscoverySession.ts';
import type { Gap } from '../../src/protocol/index.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

async function missingIn(files: Readonly<Record<string, string>>): Promise<readonly Gap[]> {
  const session = new LocalDiscoverySession({ root: temporaryWorkspace(files) }, silentLogger);
  onTestFinished(() => session.dispose());
  const { value } = await session.gaps();
  return value.filter(({ source }) => source === 'missing').sort((a, b) => (a.id < b.id ? -1 : 1));
}

test('functions that nothing declares are missing from the file that calls them', async () => {
  const found = await missingIn({
    'global.d.ts': 'declare function ambient(text: string): string;\ndeclare global { function injected(): void }\n',
    'script.ts': 'function fromScript() {}\n',
    'src/other.ts': 'export const elsewhere = () => 1;\n',
    'src/a.ts': `import type { Shape } from './other.ts';
import imported, * as all from 'package';
export function go(name: string, given: () => void, { taken }: { taken: () => void }) {
  const local = () => initials('Ada Lovelace');
  // comments(name) are none
  given(); taken(); local(); imported(); all.slug(name); ambient(name); injected(); fromScript(); elsewhere();
  setTimeout(() => describe(String(name)), 1);
  return initials(name) + name.trim() + later(1);
}
function later(n: number) { return n; }
export class Owner { method(text: string) { return text; } get(text: string) { return this.method(text); } }
export const object = { method(text: string) { return text; } };
`,
    'src/b.js': 'nothing("is known of JavaScript");\nexport {};\n',
  });
  expect(found.map(({ id, parameters, frequency }) => [id, parameters, frequency])).toEqual([
    ['src/a.ts#initials', ['name'], 2],
  ]);
  expect(found[0]).toMatchObject({ otherInputs: [['Ada Lovelace']], function: { use: { path: 'src/a.ts', line: 4 } } });
});

test('many names that nothing declares are of surroundings that are not known', async () => {
  const calls = Array.from({ length: 30 }, (_, at) => `special${at}();`).join('\n');
  expect(await missingIn({ 'src/a.ts': `export {};\n${calls}\n` })).toEqual([]);
});

test('what a project leaves out misses nothing, but its tests do; what some calls leave out is optional', async () => {
  const found = await missingIn({
    'package.json': '{}',
    'tsconfig.json': '{ "include": ["src", "test"], "exclude": ["test/samples", "**/*.test.ts"] }',
    'src/pie.ts': 'export const size = 1;\n',
    'test/samples/input.ts': "import { bake } from '../../src/pie';\nbake(1);\n",
    'test/pie.test.ts':
      "import { time } from '../src/pie';\nexpect(time(2)).toBe(4); expect(time(3, 1)).toBe(3); expect(time(4)).toBe(8);\n",
  });
  expect(found.map(({ id, parameters, examples }) => [id, parameters, examples.length])).toEqual([
    ['src/pie.ts#time', ['input1', 'input2'], 2],
  ]);
  expect(found[0]?.function).toMatchObject({ required: 1 });
});

test('methods that a class or an object does not have are missing from it', async () => {
  const found = await missingIn({
    'src/names.ts': `export class Names {
  #all: string[] = [];
  constructor(readonly first: () => void) {}
  add(name: string) { this.#all.push(name); this.first(); return this.sorted(name); }
}
export const formats = { csv: (row: string[]) => row.join() };
export class Open { [name: string]: unknown }
export class Heir extends Map<string, string> {}
export class Mixed {}
export interface Mixed { other(): void }
export const typed: Record<string, () => void> = {};
`,
    'src/use.ts': `import { formats, Heir, Mixed, Names, Open, typed } from './names.ts';
const names = new Names(() => {});
export function go(given: Names, other: Set<string>) {
  names.remove('Ada', 1);
  given.remove('Grace', 2);
  names.add('x');
  other.union(new Set());
  formats.tsv(['a', 'b']);
  names.toString();
  new Open().anything(); new Heir().anything(); new Mixed().other(); typed.anything?.();
  for (const local of [other]) local.has('');
}
export function another(local: Names, names2 = make()) { names2.gone(); return local; }
const make = () => other2;
declare const other2: { gone(): void };
`,
    'src/names.test.ts': `import { formats } from './names.ts';
test('tsv', () => { expect(formats.tsv(['c', 'd'])).toBe('c\\td'); });
`,
  });
  expect(found.map(({ id, parameters }) => [id, parameters])).toEqual([
    ['src/names.ts#Names.remove', ['input1', 'input2']],
    ['src/names.ts#Names.sorted', ['name']],
    ['src/names.ts#formats.tsv', ['input']],
  ]);
  expect(found[0]).toMatchObject({
    intent: 'remove',
    otherInputs: [
      ['Ada', 1],
      ['Grace', 2],
    ],
    frequency: 2,
  });
  expect(found[2]).toMatchObject({ examples: [{ input: [['c', 'd']], output: 'c\td' }], otherInputs: [[['a', 'b']]] });
});
