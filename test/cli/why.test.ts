import { expect, test } from 'vitest';
import type { PathReport } from '#protocol';
import { json, shop, toolwright } from './toolwright.ts';

test('why shows the way from A to B', async () => {
  const { code, stdout } = await toolwright(['why', 'src/order.ts', 'src/money.ts'], { cwd: shop() });
  expect(code).toBe(0);
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    'src/order.ts depends on src/money.ts by 3 imports, at run time:',
    '  src/order.ts:1 → src/cart.ts  { cart }',
    '  src/cart.ts:1 → src/index.ts  { euros }',
    '  src/index.ts:1 → src/money.ts  { * }',
  ]);
});

test('why tells of other ways, and which imports all of them share', async () => {
  const cwd = shop({
    'src/main.ts': "import './left.ts';\nimport './right.ts';\n",
    'src/left.ts': "import './invoice.ts';\n",
    'src/right.ts': "import './invoice.ts';\n",
  });
  const { stdout } = await toolwright(['why', 'src/main.ts', 'src/mail.ts'], { cwd });
  expect(stdout.split('\n').slice(-3)).toEqual([
    'There are other ways, which share some of its imports. To end the dependency, cut this import:',
    '  src/invoice.ts:1 → src/mail.ts  { mail }',
    '',
  ]);
});

test('why --json is the report', async () => {
  const { code, value } = await json<PathReport>(['why', 'src/cart.ts', 'src/order.ts'], { cwd: shop() });
  expect(code).toBe(0);
  expect(value).toMatchObject({ from: 'src/cart.ts', to: 'src/order.ts', typeOnly: true });
});

test('why ends with 1 where there is no way', async () => {
  expect(await toolwright(['why', 'src/money.ts', 'src/order.ts'], { cwd: shop() })).toEqual({
    code: 1,
    stdout: 'src/money.ts does not depend on src/order.ts.\n',
    stderr: '',
  });
});

test('why wants two files', async () => {
  const { code, stderr } = await toolwright(['why', 'src/money.ts'], { cwd: shop() });
  expect(code).toBe(2);
  expect(stderr).toBe("toolwright: missing required argument 'B'\nSee: toolwright why --help\n");
});

test('why says how to ask for a package, and what a folder is', async () => {
  const cwd = shop({ 'src/disk.ts': "import 'node:fs';\nimport 'pkg';\n", 'node_modules/pkg/index.js': '' });
  const refused = async (b: string) => {
    const { code, stdout, stderr } = await toolwright(['why', 'src/cart.ts', b], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  for (const name of ['pkg', 'node:fs']) {
    expect(await refused(name)).toBe(
      `toolwright: ${name} is a package, and B has to be a file. It is imported by src/disk.ts: name one of these as B.\n`,
    );
  }
  expect(await refused('src')).toMatch(/^toolwright: src is a folder/);
  expect(await refused('src/monney.ts')).toMatch(/Did you mean src\/money\.ts/);
});
