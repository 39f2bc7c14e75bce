import { expect, test } from 'vitest';
import type { CycleReport } from '#protocol';
import { json, shop, tidy, toolwright } from './toolwright.ts';

test('cycles fails, and shows every group with places that can be clicked', async () => {
  const { code, stdout } = await toolwright(['cycles'], { cwd: shop() });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^2 groups of files in cycles: 4 files, 2 of them at run time\n/);
  expect(stdout).toContain('src/invoice.ts:1 → src/mail.ts  { mail }');
  expect(stdout).toContain('src/cart.ts:2 → src/order.ts  type { Order }');
  const proof = 'cut 1 import (no others carry fewer names):';
  expect(stdout).toContain(`to end every run-time cycle of the group, ${proof}`);
  expect(stdout).toContain(`to end every cycle of the group, ${proof}`);
});

test('cycles names paths from the current folder', async () => {
  const { stdout } = await toolwright(['cycles', 'src'], { cwd: shop() });
  expect(stdout).toContain('src/invoice.ts:1 → src/mail.ts');
});

test('cycles --json is the report', async () => {
  const { code, value } = await json<CycleReport>(['cycles'], { cwd: shop() });
  expect(code).toBe(1);
  expect(value.groups.map(({ files, runtime }) => ({ files, runtime }))).toEqual(
    expect.arrayContaining([
      { files: ['src/cart.ts', 'src/order.ts'], runtime: false },
      { files: ['src/invoice.ts', 'src/mail.ts'], runtime: true },
    ]),
  );
});

test('cycles --runtime-only leaves out what types alone close', async () => {
  const { value } = await json<CycleReport>(['cycles', '--runtime-only'], { cwd: shop() });
  expect(value.groups.map(({ files }) => files)).toEqual([['src/invoice.ts', 'src/mail.ts']]);
  const types = shop({ 'src/mail.ts': 'export const mail = () => 1;\n' });
  expect(await toolwright(['cycles', '--runtime-only'], { cwd: types })).toMatchObject({
    code: 0,
    stdout: 'No circular dependencies.\n',
  });
});

test('cycles --max is a ratchet on files in cycles', async () => {
  const cwd = shop();
  expect((await toolwright(['cycles', '--max', '4'], { cwd })).code).toBe(0);
  expect((await toolwright(['cycles', '--max', '3'], { cwd })).code).toBe(1);
  expect((await toolwright(['cycles', '--max', '2', '--runtime-only'], { cwd })).code).toBe(0);
  expect(await toolwright(['cycles', '--max', 'few'], { cwd })).toMatchObject({ code: 2, stdout: '' });
});

test('cycles --top says how many it leaves out', async () => {
  const { stdout } = await toolwright(['cycles', '--top', '1'], { cwd: shop() });
  expect(stdout).toMatch(/1 more group: --top 2 shows all\n$/);
});

test('cycles prints the first imports of a long cut and counts the others; --all prints them', async () => {
  const names = Array.from({ length: 9 }, (_, at) => `n${at}`);
  const spokes = names.map((name) => [
    `${name}.ts`,
    `import { hub } from './hub';\nexport const ${name} = () => hub;\n`,
  ]);
  const imports = names.map((name) => `import { ${name} } from './${name}';`).join('\n');
  const cwd = shop({
    ...Object.fromEntries(spokes),
    'hub.ts': `${imports}\nexport const hub = () => [${names.join()}];\nexport default hub;\n`,
  });
  const first = await toolwright(['cycles'], { cwd });
  expect(first.stdout).toContain('cut 9 imports');
  expect(first.stdout).toContain('     and 4 more: --all prints them\n');
  const all = await toolwright(['cycles', '--all'], { cwd });
  expect(all.stdout).not.toContain('--all prints');
  for (const name of names) expect(all.stdout.split('cut 9 imports')[1]).toContain(`${name}.ts`);
});

test('cycles is content with a graph that has none', async () => {
  expect(await toolwright(['cycles'], { cwd: tidy() })).toEqual({
    code: 0,
    stdout: 'No circular dependencies.\n',
    stderr: '',
  });
});
