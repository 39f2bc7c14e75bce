import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readOutcomes } from '../../src/capability/discovery/outcomes/readOutcomes.ts';
import { createRouter, type JsonLinesOptions, jsonLines, type Request } from '../../src/runtime/node/index.ts';
import { LineFile } from '../../src/runtime/node/lineFile.ts';
import { flagDocument } from './flagDocument.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'toolwright-lines-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function appWith(file: string, options?: JsonLinesOptions) {
  const versions = {
    '1.0.0': (text: string) => text.toUpperCase(),
    '2.0.0': () => {
      throw new Error('a bug');
    },
  };
  return createRouter({
    capabilities: { upper: { versions } },
    flags: flagDocument(0),
    report: jsonLines(file, options),
  });
}

test('what was not served becomes lines that discovery reads, without inputs', async () => {
  const file = join(folder(), '.toolwright', 'outcomes.jsonl');
  const feedback = join(folder(), 'feedback.jsonl');
  const router = appWith(file, { feedback });
  await router.ready;
  const { requestId } = await router.run('upper', 'a', { user: 'ada', groups: ['insiders'], text: 'shout it' });
  router.feedback(requestId, 'up');
  router.missing('convert the invoice to PDF', { user: 'ada' });
  await router.close();
  const { value, problems } = readOutcomes('outcomes.jsonl', readFileSync(file, 'utf8'), 1);
  expect(problems).toEqual([]);
  expect(value.requests).toMatchObject([
    {
      outcome: 'error',
      reason: 'a bug',
      name: 'upper',
      version: '2.0.0',
      request: { text: 'shout it', user: { id: 'ada' } },
    },
    { outcome: 'missing_handler', request: { text: 'convert the invoice to PDF' } },
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain('"input"');
  expect(JSON.parse(readFileSync(feedback, 'utf8'))).toMatchObject({ requestId, rating: 'up', version: '1.0.0' });
});

test('whatever an app in JavaScript asks with, its lines are read', async () => {
  const file = join(folder(), 'outcomes.jsonl');
  const feedback = join(folder(), 'feedback.jsonl');
  const problems: string[] = [];
  const versions = {
    '1.0.0': (input: unknown) => {
      if (input !== 'good') throw new Error('a bug');
    },
  };
  const report = jsonLines(file, { input: true, feedback });
  const onProblem = (message: string) => problems.push(message);
  const router = createRouter({ capabilities: { upper: { versions } }, report, onProblem });
  const loop: { self?: object } = {};
  loop.self = loop;
  const ask = (input: unknown, request?: object) => router.run('upper', input, request as Request).catch(() => {});
  for (const input of [{ n: 1n }, loop, { big: 'x'.repeat(2_000_000) }, { small: 1 }]) await ask(input);
  for (const text of [undefined, null, 7, '']) await ask('bad', { text });
  await ask('bad', { groups: ['insiders', null, 5] });
  for (const text of [null, '', 7]) await router.run('lower', 'a', { text } as unknown as Request).catch(() => {});
  const { requestId } = await router.run('upper', 'good', { user: 'x'.repeat(300) });
  expect(router.feedback(requestId, 'down')).toBe(true);
  // Nobody has said what is missing.
  for (const nothing of ['', undefined, 7]) router.missing(nothing as string);
  await router.close();
  const { value, problems: wrong } = readOutcomes('outcomes.jsonl', readFileSync(file, 'utf8'), 1);
  expect([wrong, problems]).toEqual([[], []]);
  expect(value.requests.map(({ request: { text, input } }) => [text, input])).toEqual([
    ...[undefined, undefined, undefined, { small: 1 }].map((input) => ['upper', input]),
    ...['bad', 'bad', 'bad', 'bad', 'bad'].map((input) => ['upper', input]),
    ...['lower', 'lower', '7'].map((text) => [text, 'a']),
  ]);
  expect(value.requests[8]?.request.user.groups).toEqual(['insiders']);
  const said = readOutcomes('feedback.jsonl', readFileSync(feedback, 'utf8'), 1);
  expect(said).toMatchObject({ problems: [], value: { opinions: [{ rating: 'down', user: 'x'.repeat(200) }] } });
});

test('a line may be changed or left out before it is written, and a file that is too long is set aside', async () => {
  const file = join(folder(), 'outcomes.jsonl');
  const edit: JsonLinesOptions['edit'] = ({ user: _, ...line }) => (line.request === 'secret' ? undefined : line);
  const first = appWith(file, { edit, mostBytes: 1000 });
  for (let n = 0; n < 20; n++) first.missing(`fly ${n}`, { user: 'ada' });
  first.missing('secret', { user: 'ada' });
  await first.close();
  const second = appWith(file, { edit, served: true, input: true });
  await second.run('upper', 'a', { user: 'ada' });
  await second.close();
  const aside = readFileSync(join(file, '..', 'outcomes.1.jsonl'), 'utf8');
  const now = readFileSync(file, 'utf8');
  expect(aside.split('\n')).toHaveLength(21);
  expect(aside + now).not.toMatch(/ada|secret/);
  expect(JSON.parse(now)).toMatchObject({ outcome: 'served', input: 'a', variant: 'stable' });
});

test('of several writers of one file one sets it aside, and no line is lost', async () => {
  const file = join(folder(), 'outcomes.jsonl');
  const apps = Array.from({ length: 4 }, () => appWith(file, { mostBytes: 20_000 }));
  for (let n = 0; n < 50; n++) {
    for (const app of apps) app.missing(`fly ${n}`);
    await setImmediate();
  }
  await Promise.all(apps.map((app) => app.close()));
  const files = [join(file, '..', 'outcomes.1.jsonl'), file].filter((one) => existsSync(one));
  const all = files.map((one) => readFileSync(one, 'utf8')).join('');
  expect(all.match(/fly/g)).toHaveLength(200);
});

test('after a torn line of an app that was killed, a new one begins', async () => {
  const file = join(folder(), 'outcomes.jsonl');
  appendFileSync(file, '{"at":"2026-11-21T10:00:00Z","reque');
  const router = appWith(file);
  router.missing('fly');
  await router.close();
  const { value, problems } = readOutcomes('outcomes.jsonl', readFileSync(file, 'utf8'), 1);
  expect(value.requests).toMatchObject([{ request: { text: 'fly' } }]);
  expect(problems).toMatchObject([{ code: 'outcome-invalid', line: 1 }]);
});

test('what an app wrote before it was killed is read, but for a torn last line', async () => {
  const file = join(folder(), 'outcomes.jsonl');
  const runtime = pathToFileURL(join(import.meta.dirname, '../../src/runtime/node/index.ts')).href;
  const app = `
    import { createRouter, jsonLines } from ${JSON.stringify(runtime)};
    const router = createRouter({ capabilities: {}, report: jsonLines(${JSON.stringify(file)}) });
    const go = () => { for (let n = 0; n < 50; n++) router.missing('fly ' + 'far '.repeat(400)); setImmediate(go); };
    go();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', app], { stdio: ['ignore', 'ignore', 'pipe'] });
  await expect.poll(() => existsSync(file) && readFileSync(file).length > 1_000_000, { timeout: 20_000 }).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const text = readFileSync(file, 'utf8');
  const { problems } = readOutcomes('outcomes.jsonl', text, 1);
  const lines = text.split('\n').length;
  expect(problems.filter(({ line }) => line !== lines)).toEqual([]);
});

test.skipIf(!existsSync('/dev/full'))('an app whose last lines cannot be written ends as it would have', async () => {
  const runtime = pathToFileURL(join(import.meta.dirname, '../../src/runtime/node/index.ts')).href;
  const app = `
    import { createRouter, jsonLines } from ${JSON.stringify(runtime)};
    createRouter({ capabilities: {}, report: jsonLines('/dev/full') }).missing('fly');
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', app], { stdio: ['ignore', 'ignore', 'pipe'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('an app that exits without waiting for the router to be closed has written its last lines', async () => {
  const runtime = pathToFileURL(join(import.meta.dirname, '../../src/runtime/node/index.ts')).href;
  const file = join(folder(), 'closing.jsonl');
  const app = `
    import { createRouter, jsonLines } from ${JSON.stringify(runtime)};
    const router = createRouter({ capabilities: {}, report: jsonLines(${JSON.stringify(file)}) });
    router.missing('fly');
    router.close();
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', app], { stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(readFileSync(file, 'utf8')).toContain('"fly"');
});

test('what comes while a slow disk takes other lines takes the place of none of them', async () => {
  // A pipe takes some lines and then waits for its reader, as a disk may.
  const pipe = join(folder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const lines = new LineFile(pipe, Number.POSITIVE_INFINITY);
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(reader));
  const line = (n: number) => `line ${n} ${'.'.repeat(20)}`;
  for (let n = 0; n < 9000; n++) lines.append(line(n));
  let read = '';
  const readSome = async () => {
    await setTimeout(1);
    const piece = Buffer.alloc(4096);
    try {
      read += piece.toString('utf8', 0, readSync(reader, piece));
    } catch {
      // There is nothing yet.
    }
  };
  while (read === '') await readSome();
  for (let n = 9000; n < 18_000; n++) lines.append(line(n));
  const closed = lines.close();
  while (!read.endsWith(`${line(17_999)}\n`)) await readSome();
  await closed;
  expect(read.split('\n').slice(0, -1)).toEqual(Array.from({ length: 18_000 }, (_, n) => line(n)));
});

test('lines that cannot be written are told of and kept, and written at the end', async () => {
  const root = folder();
  const told: string[] = [];
  writeFileSync(join(root, 'sub'), 'a file in the place of the folder');
  const file = join(root, 'sub', 'outcomes.jsonl');
  const router = createRouter({ capabilities: {}, report: jsonLines(file), onProblem: (one) => told.push(one) });
  router.missing('fly');
  await expect
    .poll(() => {
      router.missing('swim');
      return told;
    })
    .toEqual([expect.stringMatching(/^toolwright: A reporter failed, but requests are served: .*(EEXIST|ENOTDIR)/)]);
  rmSync(join(root, 'sub'));
  await router.close();
  expect(readFileSync(file, 'utf8').split('\n')[0]).toMatch(/"request":"fly"/);
});
