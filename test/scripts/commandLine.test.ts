import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programsBuild } from '../../scripts/build/node.ts';
import { root, run, runNpm } from '../../scripts/process.ts';

const prefix = mkdtempSync(join(tmpdir(), 'toolwright-link-'));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

beforeAll(async () => {
  await build(programsBuild());
  chmodSync(join(root, 'dist', 'cli.js'), 0o755);
}, 120_000);
afterAll(() => rmSync(prefix, { recursive: true }));

test.skipIf(process.platform === 'win32')('`npm link` puts `toolwright` on the PATH, as the README says', async () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('npm run build && npm link');
  const flags = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  const linked = await runNpm(['link', ...flags], { env: { npm_config_prefix: prefix } });
  expect(linked.code, linked.output).toBe(0);

  const PATH = [join(prefix, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
  const cwd = join(root, 'test/fixtures/sample-workspace');
  const asked = await run('toolwright', ['--version'], { cwd, env: { PATH } });
  expect(asked).toEqual({ code: 0, output: `${manifest.version}\n` });
  const found = await run('toolwright', ['cycles', '--cache-folder', join(prefix, 'cache')], { cwd, env: { PATH } });
  expect(found.output).toContain('2 groups of files in cycles');
  expect(found.code).toBe(1);
});

test('the Node that package.json asks for is the one that the scripts ask for', () => {
  const bootstrap = readFileSync(join(root, 'scripts/bootstrap.mjs'), 'utf8');
  const needed = /const needed = \[(\d+), (\d+), (\d+)\];/.exec(bootstrap)?.slice(1).join('.');
  expect(manifest.engines.node).toBe(`>=${needed}`);
});

test('every platform of the lockfile that has a pinned Node has the same one', () => {
  const versions = Object.entries<string>(manifest.optionalDependencies).filter(([name]) => name.startsWith('node-'));
  expect(versions.length).toBeGreaterThan(1);
  expect(new Set(versions.map(([, version]) => version)).size).toBe(1);
});
