import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GraphSession } from '#protocol';
import { sessionOn } from './session.ts';

const files = { 'a.ts': "import './b';\n", 'b.ts': "import './c';\n", 'c.ts': '' };

const forbidden = (name: string) => [{ name, severity: 'error', from: { path: 'a' }, to: { path: 'b' } }];
const named = (name: string) => JSON.stringify({ forbidden: forbidden(name) });
const names = async (session: GraphSession) => {
  const { value } = await session.rules();
  return [...new Set(value.violations.map(({ rule }) => rule))];
};

test('a change of a JSON file that the rules extend is noticed', async () => {
  const { root, session } = sessionOn({
    ...files,
    '.dependency-cruiser.json': '{ "extends": "./rules/base.json" }',
    'rules/base.json': '{ "extends": "./deep.json" }',
    'rules/deep.json': named('first'),
  });
  expect(await names(session)).toEqual(['first']);
  writeFileSync(join(root, 'rules/deep.json'), named('the second'));
  expect(await names(session)).toEqual(['the second']);
});

test('a change of a program that the rules extend is noticed, and of what that imports', async () => {
  const { root, session } = sessionOn({
    ...files,
    '.dependency-cruiser.json': '{ "extends": "./base.mjs" }',
    'base.mjs':
      "import { name } from './name.mjs';\nexport default { forbidden: [{ name, from: { path: 'a' }, to: {} }] };",
    'name.mjs': "export const name = 'first';",
  });
  expect(await names(session)).toEqual(['first']);
  writeFileSync(join(root, 'name.mjs'), "export const name = 'the second';");
  expect(await names(session)).toEqual(['the second']);
  writeFileSync(join(root, 'base.mjs'), `export default ${named('of its own')};`);
  expect(await names(session)).toEqual(['of its own']);
});

test('a change of a preset in a package is noticed', async () => {
  const preset = (name: string) => `module.exports = ${named(name)};`;
  const { root, session } = sessionOn({
    ...files,
    '.dependency-cruiser.json': '{ "extends": "preset" }',
    'node_modules/preset/package.json': '{ "main": "index.cjs" }',
    'node_modules/preset/index.cjs': preset('first'),
  });
  expect(await names(session)).toEqual(['first']);
  writeFileSync(join(root, 'node_modules/preset/index.cjs'), preset('the second'));
  expect(await names(session)).toEqual(['the second']);
});

test.each([true, false])('a file that was missing is noticed when it comes (trusted: %s)', async (trusted) => {
  const { root, session } = sessionOn(
    { ...files, '.dependency-cruiser.json': '{ "extends": "./base.json" }' },
    { trusted },
  );
  expect((await session.rules()).problems).toMatchObject([{ code: 'rules-unreadable' }]);
  writeFileSync(join(root, 'base.json'), named('here now'));
  expect(await names(session)).toEqual(['here now']);
});

test('the report tells the file that there is, and whose rules were evaluated', async () => {
  const { root, session } = sessionOn({ ...files }, { trusted: false });
  const told = async () => {
    const { configuration, evaluated } = (await session.rules()).value;
    return [configuration, evaluated];
  };
  expect(await told()).toEqual([undefined, 'defaults']);
  writeFileSync(join(root, '.dependency-cruiser.mjs'), 'export default {};');
  expect(await told()).toEqual(['.dependency-cruiser.mjs', 'defaults']);
  writeFileSync(join(root, '.dependency-cruiser.json'), '{ broken');
  expect(await told()).toEqual(['.dependency-cruiser.json', 'defaults']);
  writeFileSync(join(root, '.dependency-cruiser.json'), named('fine'));
  expect(await told()).toEqual(['.dependency-cruiser.json', 'configuration']);
  rmSync(join(root, '.dependency-cruiser.json'));
  rmSync(join(root, '.dependency-cruiser.mjs'));
  expect(await told()).toEqual([undefined, 'defaults']);
});

test('what the baseline knows is known to the report, to dependency-cruiser and to exports', async () => {
  const { root, session } = sessionOn({ ...files, 'tsconfig.json': '{}', '.dependency-cruiser.json': named('apart') });
  const baseline = await session.baseline();
  writeFileSync(join(root, '.dependency-cruiser-known-violations.json'), baseline);
  for (const { value } of [await session.rules(), await session.rulesByDependencyCruiser()]) {
    expect(value.violations).toMatchObject([{ rule: 'apart', known: true }]);
    expect(value.fixed).toEqual([]);
  }
  const { summary } = JSON.parse(await session.export('json'));
  expect(summary).toMatchObject({ error: 0, ignore: 1, violations: [{ rule: { severity: 'ignore' } }] });
  // A baseline that is written from the graph says what the rules say.
  expect(JSON.parse(await session.export('baseline'))).toMatchObject([{ rule: { severity: 'error' } }]);
});

test('of a baseline nothing is told where dependency-cruiser stopped', async () => {
  const { root, session } = sessionOn({ 'tsconfig.json': '{}', 'a.ts': "import a, { b }, * as c from 'm';" });
  const entry = { rule: { name: 'gone' }, from: 'a.ts', to: 'a.ts' };
  writeFileSync(join(root, '.dependency-cruiser-known-violations.json'), JSON.stringify([entry]));
  const { value, problems } = await session.rulesByDependencyCruiser();
  expect(value).toEqual({ evaluated: 'defaults', violations: [], fixed: [] });
  expect(problems.map(({ code }) => code)).toContain('cruise-failed');
});
