import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RuleReport } from '#protocol';
import { temporaryWorkspace } from '../support/workspace.ts';
import { json, shop, tidy, toolwright } from './toolwright.ts';

const layers = (comment: string) => ({
  '.dependency-cruiser.json': JSON.stringify({
    forbidden: [
      { name: 'money-is-apart', comment, severity: 'error', from: { path: 'cart' }, to: { path: 'src/index' } },
      { name: 'mail-warns', severity: 'warn', from: { path: 'mail' }, to: { path: 'invoice' } },
    ],
    options: { tsPreCompilationDeps: true },
  }),
});

test('rules fails on a violation of severity error, and shows its place', async () => {
  const { code, stdout } = await toolwright(['rules'], { cwd: shop(layers('Money is for the ledger.')) });
  expect(code).toBe(1);
  expect(stdout).toContain('error money-is-apart (1)\n  Money is for the ledger.\n  src/cart.ts:1 → src/index.ts\n');
  expect(stdout).toContain('warning mail-warns (1)\n  src/mail.ts:1 → src/invoice.ts\n');
  expect(stdout).toMatch(/✖ 1 error, 1 warning \(rules: \.dependency-cruiser\.json\)\n$/);
});

test('rules --json is the report', async () => {
  const { code, value } = await json<RuleReport>(['rules'], { cwd: shop(layers('')) });
  expect(code).toBe(1);
  expect(value.configuration).toBe('.dependency-cruiser.json');
  expect(value.violations.map(({ rule, severity, from }) => [rule, severity, from])).toEqual(
    expect.arrayContaining([
      ['money-is-apart', 'error', 'src/cart.ts'],
      ['mail-warns', 'warning', 'src/mail.ts'],
    ]),
  );
});

test('rules accepts what is in the baseline, and only that', async () => {
  const cwd = shop(layers(''));
  const update = await toolwright(['rules', '--update-baseline'], { cwd });
  expect(update).toMatchObject({
    code: 0,
    stdout: 'Wrote 2 known violations to .dependency-cruiser-known-violations.json.\n',
  });
  const again = await toolwright(['rules'], { cwd });
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/✔ 0 errors, 0 warnings, 2 known, in the baseline/);
  const elsewhere = await toolwright(['rules', '--update-baseline', '--baseline', 'ci/known.json'], { cwd });
  expect(elsewhere.code).toBe(0);
  expect(existsSync(join(cwd, 'ci/known.json'))).toBe(true);
  expect((await toolwright(['rules', '--baseline', 'ci/known.json'], { cwd })).code).toBe(0);
});

test('rules --create writes rules that hold, and does not overwrite any', async () => {
  const cwd = tidy();
  expect((await toolwright(['rules', '--create'], { cwd })).stdout).toMatch(/^Wrote \.dependency-cruiser\.mjs\./);
  expect((await json<RuleReport>(['rules'], { cwd })).value.configuration).toBe('.dependency-cruiser.mjs');
  expect((await toolwright(['rules'], { cwd })).code).toBe(0);
  const { code, stderr } = await toolwright(['rules', '--create'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toBe(
    'toolwright: .dependency-cruiser.mjs has the rules already. Remove it first to have a new one written.\n',
  );
});

test("rules prints in the formats of dependency-cruiser's reporters", async () => {
  const cwd = shop(layers(''));
  const teamcity = await toolwright(['rules', '--format', 'teamcity'], { cwd });
  expect(teamcity.code).toBe(1);
  expect(teamcity.stdout).toMatch(/##teamcity\[inspection .*money-is-apart/);
  expect((await toolwright(['rules', '--format', 'err'], { cwd })).stdout).toContain('money-is-apart');
});

test.each(['teamcity', 'azure-devops', 'err-long'])(
  'rules --format %s shows new violations alone as errors',
  async (format) => {
    const cwd = shop(layers(''));
    await toolwright(['rules', '--update-baseline'], { cwd });
    const known = await toolwright(['rules', '--format', format], { cwd });
    expect(known.code).toBe(0);
    expect(known.stdout).not.toMatch(/SEVERITY='ERROR'|type=error|error money-is-apart/);
    expect(known.stdout).toMatch(/2 (known )?violations ignored/);
    writeFileSync(join(cwd, 'src/cart2.ts'), "import { euros } from './index.ts';\nexport const cart2 = euros(1);\n");
    const fresh = await toolwright(['rules', '--format', format], { cwd });
    expect(fresh.code).toBe(1);
    expect(fresh.stdout).toContain('src/cart2.ts');
    expect(fresh.stdout).not.toContain('src/cart.ts');
  },
);

test('rules --format markdown counts known violations as ignored', async () => {
  const cwd = shop(layers(''));
  await toolwright(['rules', '--update-baseline'], { cwd });
  const { stdout } = await toolwright(['rules', '--format', 'markdown'], { cwd });
  expect(stdout).toMatch(/\*\*0\*\* errors.*\*\*0\*\* warnings.*\*\*2\*\* ignored/);
});

test('rules --format json and --oracle tell known violations from new ones', async () => {
  const cwd = shop(layers(''));
  await toolwright(['rules', '--update-baseline', '--baseline', 'known.json'], { cwd });
  const exported = await toolwright(['rules', '--format', 'json', '--baseline', 'known.json'], { cwd });
  expect(exported.code).toBe(0);
  expect(JSON.parse(exported.stdout).summary).toMatchObject({ error: 0, warn: 0, ignore: 2 });
  const oracle = await json<RuleReport>(['rules', '--oracle', '--baseline', 'known.json'], { cwd });
  expect(oracle.code).toBe(0);
  expect(oracle.value.violations.map(({ known }) => known)).toEqual([true, true]);
  const text = await toolwright(['rules', '--oracle', '--baseline', 'known.json'], { cwd });
  expect(text.stdout).toMatch(/✔ 0 errors, 0 warnings, 2 known, in the baseline/);
});

test('rules says whose rules it checked where the rules file was not read', async () => {
  const cwd = shop({ '.dependency-cruiser.json': '{ "extends": ["./evil.cjs", 5] }', 'evil.cjs': 'throw new Error()' });
  const { stdout, stderr } = await toolwright(['rules', '--untrusted'], { cwd });
  expect(stderr).toContain('extends ./evil.cjs, which is not a JSON file of the workspace');
  expect(stdout).toContain('(rules: the defaults, because .dependency-cruiser.json was not read)');
});

test('rules --oracle has dependency-cruiser say the same', async () => {
  const cwd = shop(layers(''));
  const ids = async (...args: string[]) =>
    (await json<RuleReport>(['rules', ...args], { cwd })).value.violations.map(({ id }) => id).toSorted();
  expect(await ids('--oracle')).toEqual(await ids());
});

test('rules runs a rules file in JavaScript, unless the workspace is not trusted', async () => {
  const cwd = shop({
    '.dependency-cruiser.cjs':
      "require('node:fs').writeFileSync(__dirname + '/ran', ''); module.exports = { forbidden: [] };\n",
  });
  await toolwright(['rules', '--untrusted'], { cwd });
  expect(existsSync(join(cwd, 'ran'))).toBe(false);
  expect((await toolwright(['rules'], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, 'ran'))).toBe(true);
});

test('rules refuses options that contradict each other, and a baseline that is not there', async () => {
  const cwd = tidy();
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await toolwright(['rules', ...args], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(await refused('--create', '--oracle')).toBe('toolwright: --create and --oracle cannot be used together.\n');
  expect(await refused('--format', 'err', '--json')).toBe(
    'toolwright: --format err and --json cannot be used together.\n',
  );
  expect(await refused('--baseline', 'none.json')).toMatch(/^toolwright: Cannot read the baseline none\.json/);
  expect(await refused('--format', 'xml')).toMatch(/Allowed choices are text, json/);
});

const rule = { name: 'x', severity: 'error', from: {}, to: {} };
const written = (configuration: unknown) => ({ '.dependency-cruiser.json': JSON.stringify(configuration) });
const broken: readonly (readonly [string, Record<string, string>])[] = [
  ['a severity that there is not', written({ forbidden: [{ ...rule, severity: 'fatal' }] })],
  ['null', written(null)],
  ['a list', written([])],
  ['a pattern that is none', written({ forbidden: [{ ...rule, from: { path: '(' } }] })],
  ['a condition that there is not', written({ forbidden: [{ ...rule, from: { pth: 'a' } }] })],
  ['an option that is not right', written({ forbidden: [], options: { exclude: 5 } })],
  ['JSON that is none', { '.dependency-cruiser.json': '{ "forbidden": ' }],
  ['a program that fails', { '.dependency-cruiser.cjs': "throw new Error('no')" }],
  ['a folder', { '.dependency-cruiser.json/keep.txt': '' }],
];

test.each(broken)('rules does not pass with rules that are not right: %s', async (_, files) => {
  const cwd = temporaryWorkspace({ 'package.json': '{}', 'tsconfig.json': '{}', 'src/a.ts': 'export {};\n', ...files });
  const ended = await toolwright(['rules'], { cwd });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toMatch(
    /^toolwright: error: .*\ntoolwright: The check does not count, because \.dependency-cruiser\.(?:json|cjs) could not be used as it is written: see above\. Mend it, then run the same again\.\n$/s,
  );
});

test('rules that are not right fail the check in every form, and leave the baseline alone', async () => {
  const cwd = shop(written({ forbidden: [{ ...rule, severity: 'fatal' }] }));
  const oracle = await toolwright(['rules', '--oracle'], { cwd });
  expect(oracle).toMatchObject({ code: 2, stdout: '' });
  const exported = await toolwright(['rules', '--format', 'teamcity'], { cwd });
  expect(exported).toMatchObject({ code: 2, stdout: '' });
  const document = await json<RuleReport & { problems: object[] }>(['rules'], { cwd });
  expect(document).toMatchObject({ code: 2, value: { problems: [{ code: 'rule-invalid', severity: 'error' }] } });
  const update = await toolwright(['rules', '--update-baseline'], { cwd });
  expect(update).toMatchObject({ code: 2, stdout: '' });
  expect(update.stderr).toContain('The baseline was not written, because .dependency-cruiser.json could not be used');
  expect(existsSync(join(cwd, '.dependency-cruiser-known-violations.json'))).toBe(false);
});

test.each([
  ['that is no JSON', '{'],
  ['that is no list of violations', '{}'],
])('a baseline %s fails the check under its own name, and is not written over', async (_, text) => {
  const cwd = shop({ ...layers(''), 'ci/known.json': text });
  const args = ['rules', '--baseline', 'ci/known.json'];
  const checked = await toolwright(args, { cwd });
  expect(checked).toMatchObject({ code: 2, stdout: '' });
  expect(checked.stderr).toContain('toolwright: error: ci/known.json: The known violations could not be read');
  expect(checked.stderr).toContain('because the known violations in ci/known.json could not be read: see above.');
  expect(checked.stderr).not.toContain('.dependency-cruiser-known-violations.json');
  expect(await toolwright([...args, '--update-baseline'], { cwd })).toMatchObject({ code: 2, stdout: '' });
  expect(readFileSync(join(cwd, 'ci/known.json'), 'utf8')).toBe(text);
});

test('rules of another folder: places are relative to the current one, names of packages are as they are', async () => {
  const cwd = temporaryWorkspace({
    'shop/package.json': '{ "name": "shop" }',
    'shop/tsconfig.json': '{}',
    'shop/src/a.ts': "import 'node:fs';\nimport 'not-here';\nimport './b';\n",
    'shop/src/b.ts': 'export {};\n',
    'shop/.dependency-cruiser.json': JSON.stringify({ forbidden: [{ ...rule, from: { path: 'a' } }] }),
  });
  const { code, stdout } = await toolwright(['rules', 'shop'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('  shop/src/a.ts:1 → fs\n');
  expect(stdout).toContain('  shop/src/a.ts:2 → not-here\n');
  expect(stdout).toContain('  shop/src/a.ts:3 → shop/src/b.ts\n');
});

test('what a rules file prints goes to standard error', async () => {
  const cwd = shop({ '.dependency-cruiser.cjs': "console.log('hello'); module.exports = { forbidden: [] };\n" });
  const ended = await toolwright(['rules', '--json'], { cwd });
  expect(ended).toMatchObject({ code: 0, stderr: 'hello\n' });
  expect(JSON.parse(ended.stdout)).toMatchObject({ configuration: '.dependency-cruiser.cjs', violations: [] });
  const { stdout } = await toolwright(['graph', '--format', 'json'], { cwd });
  expect(JSON.parse(stdout)).toHaveProperty('modules');
});

test.each([
  ['process.exit(3);', 'the rules file ended the process'],
  [
    "setTimeout(() => { throw new Error('too late'); }); await new Promise((done) => setTimeout(done, 5000));",
    'too late',
  ],
  ['await new Promise(() => {});', 'the rules file ended the process'],
])('a rules file that brings its thread down is an error of the file: %s', async (program, reason) => {
  const cwd = shop({ '.dependency-cruiser.mjs': `${program}\nexport default {};\n` });
  const { code, stdout, stderr } = await toolwright(['rules'], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`error: .dependency-cruiser.mjs: The rules file could not be read: ${reason}`);
  expect(stderr).not.toMatch(/bug in Toolwright|^ +at /m);
});

test('rules --create and --update-baseline with --json print one document', async () => {
  const cwd = shop();
  expect(await json(['rules', '--create'], { cwd })).toEqual({
    code: 0,
    value: { root: cwd, wrote: '.dependency-cruiser.mjs' },
  });
  const baseline = ['rules', '--update-baseline', '--baseline', 'ci/known.json'];
  expect(await json(baseline, { cwd })).toMatchObject({ code: 0, value: { wrote: 'ci/known.json', problems: [] } });
});

test('a folder is no baseline, and --create has none', async () => {
  const cwd = shop(layers(''));
  for (const more of [[], ['--update-baseline']]) {
    const { code, stdout, stderr } = await toolwright(['rules', '--baseline', 'src', ...more], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^toolwright: Cannot use src as the baseline: it is not a file\. Give the path of a file: /);
  }
  expect(await toolwright(['rules', '--create', '--baseline', 'x.json'], { cwd })).toMatchObject({
    code: 2,
    stderr: 'toolwright: --create and --baseline cannot be used together.\n',
  });
});
