import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Advice, HotSpot, Metrics } from '#protocol';
import { json, shop, tidy, toolwright } from './toolwright.ts';

test('advice says what to change and where', async () => {
  const cwd = shop({ 'src/broken.ts': "import { euros } from './mony.ts';\nexport const broken = euros;\n" });
  const { code, stdout } = await toolwright(['advice'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^src\/broken\.ts:1 {2}/m);
});

test('advice --kind leaves the others out, and refuses kinds that there are not', async () => {
  const cwd = shop({ 'src/broken.ts': "import { euros } from './mony.ts';\nexport const broken = euros;\n" });
  const { value } = await json<{ advice: Advice[] }>(['advice', '--kind', 'unresolved-import'], { cwd });
  expect(value.advice.map(({ kind, path }) => [kind, path])).toEqual([['unresolved-import', 'src/broken.ts']]);
  const { code, stderr } = await toolwright(['advice', '--kind', 'good'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('Allowed choices are type-only-import');
});

test('advice has nothing to say about tidy code', async () => {
  expect(await toolwright(['advice'], { cwd: tidy() })).toMatchObject({ code: 0, stdout: 'Nothing to advise.\n' });
});

test('metrics measures files, folders and packages', async () => {
  const cwd = shop();
  const { stdout } = await toolwright(['metrics', '--level', 'file', '--sort', 'reaches', '--top', '2'], { cwd });
  const [head, first, , last] = stdout.split('\n');
  expect(head).toMatch(/^path +files +lines +in +out +instability/);
  expect(first).toMatch(/^src\/order\.test\.ts/);
  expect(last).toBe('5 more rows: --top 7 shows all');
  for (const level of ['file', 'folder', 'package']) {
    const { code, value } = await json<{ level: string; metrics: Metrics[] }>(['metrics', '--level', level], { cwd });
    expect([code, value.level]).toEqual([0, level]);
    expect(value.metrics.length).toBeGreaterThan(0);
  }
});

test('hotspots says that it needs git history', async () => {
  const { code, stdout, stderr } = await toolwright(['hotspots'], { cwd: shop() });
  expect([code, stdout]).toEqual([0, 'No hot spots.\n']);
  expect(stderr).toMatch(/^toolwright: .*git/i);
});

test('hotspots finds what changes and is depended on', async () => {
  const cwd = shop();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd, stdio: 'ignore' });
  git('init');
  git('add', '.');
  git('commit', '-m', 'all');
  const { code, value } = await json<{ hotSpots: HotSpot[] }>(['hotspots'], { cwd });
  expect(code).toBe(0);
  expect(value.hotSpots.map(({ path }) => path)).toContain('src/money.ts');
  expect((await toolwright(['hotspots', '--top', '1'], { cwd })).stdout).toMatch(/^score +commits/);
});
