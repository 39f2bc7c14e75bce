import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flagOf } from '#capability/rollout';
import { buildRuntime } from '../../scripts/build/runtime.ts';
import { root } from '../../scripts/process.ts';
import * as source from '../../src/runtime/index.ts';

const app = mkdtempSync(join(tmpdir(), 'toolwright-app-'));
const library = join(app, 'library');
let outputs: Metafile['outputs'];

beforeAll(async () => {
  ({
    metafile: { outputs },
  } = await buildRuntime(library));
  writeFileSync(join(app, 'package.json'), '{"name": "app", "type": "module"}');
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
});

afterAll(() => rmSync(app, { recursive: true }));

/** The output files that are loaded with an entry, and what they import from elsewhere. */
function loaded(entry: string) {
  const waiting = Object.keys(outputs).filter((path) => path.endsWith(`/${entry}.js`));
  const outside = new Set<string>();
  const files = new Set(waiting);
  for (const file of files) {
    for (const { path, external } of outputs[file]?.imports ?? []) {
      if (external === true) outside.add(path);
      else files.add(path);
    }
  }
  const bytes = [...files].reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
  return { files: files.size, bytes, outside: [...outside] };
}

describe('the runtime library, as it is built,', () => {
  test('is 15 kB at most, and needs nothing that a browser has not got', () => {
    const { files, bytes, outside } = loaded('index');
    expect(files).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(15_000);
    expect(outside).toEqual([]);
  });

  test('reaches files only by its entry for Node', () => {
    expect(loaded('node').outside.toSorted()).toEqual(['node:fs', 'node:fs/promises', 'node:path']);
  });

  test('is the same module by both entries, so that its errors are', async () => {
    const [neutral, node] = await Promise.all(
      ['index.js', 'node.js'].map((file) => import(pathToFileURL(join(library, file)).href)),
    );
    expect(node.RouterError).toBe(neutral.RouterError);
    expect(Object.keys(node)).toEqual(expect.arrayContaining([...Object.keys(neutral), 'flagsFromFile', 'jsonLines']));
  });

  test('routes as its source does, with keys of all kinds', async () => {
    const built: typeof import('../../src/runtime/index.ts') = await import(
      pathToFileURL(join(library, 'index.js')).href
    );
    const flags = { flags: { upper: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent: 40 }) } };
    const capabilities = { upper: { versions: { '1.0.0': () => 'a', '2.0.0': () => 'b' } } };
    const [ours, theirs] = [source.createRouter({ capabilities, flags }), built.createRouter({ capabilities, flags })];
    await Promise.all([ours.ready, theirs.ready]);
    const keys = Array.from({ length: 500 }, (_, n) => [
      `${n}`,
      `user-${n}@example.com`,
      `Zoë 語 🙂 ${n}`,
      `${n} \ud800`,
    ]);
    for (const user of keys.flat()) {
      const [one, other] = await Promise.all([ours, theirs].map((router) => router.run('upper', '', { user })));
      expect(other?.version, user).toBe(one?.version);
    }
  });

  // In a process of its own: a test's stays alive whatever it waits for.
  test.each([
    ['half written', '{"flags": {"upper": {"sta'],
    ['empty', ''],
  ])('starts an app, and a provider, whose flag file is %s', async (_, text) => {
    const file = join(app, 'flags.json');
    writeFileSync(file, text);
    const script = join(app, 'start.js');
    writeFileSync(
      script,
      `import { createRouter, flagsFromFile } from './library/node.js';
      import { ToolwrightProvider } from './library/openfeature.js';
      import { OpenFeature } from '@openfeature/server-sdk';
      const told = [];
      const flags = flagsFromFile(process.argv[2]);
      const capabilities = { upper: { versions: { '1.0.0': () => 'A' } } };
      const router = createRouter({ capabilities, flags, onProblem: (message) => told.push(message) });
      await router.ready;
      const { value } = await router.run('upper');
      await router.close();
      await OpenFeature.setProviderAndWait(new ToolwrightProvider(flags)).catch(({ message }) => told.push(message));
      console.log(JSON.stringify({ value, told }));`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
    const wrong = `The flags cannot be read: ${file} is not JSON.`;
    expect(JSON.parse(stdout)).toEqual({
      value: 'A',
      told: [`toolwright: ${wrong} Meanwhile the stable versions serve.`, wrong],
    });
  });

  test('has a manifest and types that a strict app in TypeScript compiles with', () => {
    const { exports } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
    const { exports: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(Object.keys(own)).toEqual(Object.keys(exports));
    const source = `
      import { createRouter, flagsFromFile, jsonLines, RouterError } from 'toolwright/runtime/node';
      import type { Answer, AppRouter } from 'toolwright/runtime';
      const router: AppRouter = createRouter({
        capabilities: { upper: { versions: { '1.0.0': (text: string) => text.toUpperCase() } } },
        flags: flagsFromFile('flags.json'),
        report: [jsonLines('outcomes.jsonl')],
      });
      const answer: Answer<string> = await router.run<string>('upper', 'a', { user: 'ada' });
      // @ts-expect-error an opinion is up or down
      router.feedback(answer.requestId, 'great');
      export const codes = (error: RouterError): 'missing_handler' | 'timeout' => error.code;`;
    writeFileSync(join(app, 'app.ts'), source);
    const paths = Object.fromEntries(
      Object.entries<{ types: string }>(exports).map(([entry, { types }]) => [
        entry.replace('.', 'toolwright'),
        [join(library, types)],
      ]),
    );
    const program = ts.createProgram([join(app, 'app.ts')], {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      types: [],
      noEmit: true,
      skipDefaultLibCheck: true,
      paths,
    });
    const said = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    expect(said).toEqual([]);
  });
});
