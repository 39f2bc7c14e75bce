import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import { openJournal } from '#journal';
import { journalFile } from '#protocol';
import { temporaryWorkspace } from '../support/workspace.ts';
import { capabilityWorkspace } from './capabilities.ts';
import { toolwright } from './toolwright.ts';

const manifest = {
  name: 'shelve',
  version: '1.0.0',
  description: 'Moves a note to the shelf.',
  type: 'module',
  toolwright: {
    title: 'Shelve a note',
    intents: ['shelve {name}'],
    input: {
      type: 'object',
      properties: { name: { type: 'string', pattern: '^[a-z]{1,20}$' } },
      required: ['name'],
      additionalProperties: false,
    },
    output: { type: 'string' },
    permissions: { 'workspace:write': ['*.md', 'shelf/*.md'], tasks: ['index', 'lint'] },
    provenance: { generator: 'hand' },
  },
};

const source = `interface Context {
  readonly workspace: { move(from: string, to: string): Promise<void> };
  readonly tasks: { request(name: string): Promise<void> };
}

export async function run({ name }: { name: string }, { workspace, tasks }: Context): Promise<string> {
  if (!/^[a-z]+$/.test(name)) throw new Error('A name has small letters only.');
  await workspace.move(name + '.md', 'shelf/' + name + '.md');
  await tasks.request('index');
  await tasks.request('lint');
  return name;
}
`;

const examples = [
  ...['a', 'note', 'letter', 'x'].map((name) => ({
    name,
    input: { name },
    world: { files: { [`${name}.md`]: '' } },
    output: name,
    effects: { moves: { [`${name}.md`]: `shelf/${name}.md` }, tasks: ['index', 'lint'] },
  })),
  { name: 'none', input: { name: 'a' }, world: { files: {} }, error: 'There is no file a.md' },
];

test('what is proposed is told; it is done when somebody says so, and each task when it is named', async () => {
  const script = (text: string) =>
    `node -e "process.stderr.write('${text}'); process.exit(${text.length === 4 ? 4 : 0})"`;
  const cwd = temporaryWorkspace({
    'package.json': JSON.stringify({ name: 'a', scripts: { index: script('indexed'), lint: script('lint') } }),
    'note.md': 'N',
    '.toolwright/capabilities/shelve/package.json': JSON.stringify(manifest),
    '.toolwright/capabilities/shelve/index.ts': source,
    '.toolwright/capabilities/shelve/examples.json': JSON.stringify(examples),
  });
  const runner = ['--runner', 'isolate'];
  const session = await createCapabilitySession({ root: cwd, runner: 'isolate', logger: silentLogger });
  const { decision } = await session.verify('shelve', { level: 'STANDARD' });
  await session.approve('shelve', { person: 'Ada', reason: 'read' });
  await session.dispose();
  expect(decision).toMatchObject({ verdict: 'approve-with-conditions', needsPerson: true });

  const told = await toolwright(['ask', 'shelve note', '--run-task', 'index', ...runner], { cwd });
  expect(told).toMatchObject({ code: 0, stdout: 'note\n' });
  expect(told.stderr).toContain('nothing was moved yet:\nnote.md -> shelf/note.md\n');
  expect(told.stderr).toContain('none was started, and a person has to start them:\nindex\nlint\n');
  expect(told.stderr).not.toContain('indexed');
  expect(existsSync(join(cwd, 'note.md'))).toBe(true);

  const args = ['ask', 'shelve note', '--apply', '--run-task', 'index', '--json', ...runner];
  const done = await toolwright(args, { cwd });
  expect(done.code).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({
    applied: ['Moved note.md to shelf/note.md'],
    tasks: [{ task: 'index', exitCode: 0 }, { task: 'lint' }],
  });
  expect(done.stderr).toContain('indexed');
  expect(readFileSync(join(cwd, 'shelf/note.md'), 'utf8')).toBe('N');
  const journal = openJournal({ file: join(cwd, journalFile) });
  const ran = journal.decisions({ kind: 'run-task' });
  journal.close();
  expect(ran).toMatchObject([
    { reason: 'shelve asked for it.', known: { task: 'index', name: 'shelve', exitCode: 0 } },
  ]);
}, 180_000);

test('what nothing can do is told with what can be done about it', async () => {
  const cwd = temporaryWorkspace({ 'package.json': '{ "name": "a" }' });
  const { code, stdout } = await toolwright(['ask', 'dance wildly', '--runner', 'wasm'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Not done: .*\nThe request is kept: toolwright gaps lists what is missing/);
  expect((await toolwright(['gaps'], { cwd })).stdout).toContain('“dance wildly”');
});

test('a part of a request is not done for all of it, and words that are left out are told', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const runner = ['--runner', 'isolate'];
  const session = await createCapabilitySession({ root: cwd, runner: 'isolate', logger: silentLogger });
  await session.verify('shout', { level: 'STANDARD' });
  await session.dispose();
  const input = ['--input', '{"text":"abc"}', ...runner];
  const { code, stdout } = await toolwright(['ask', 'shout it and then reverse it', ...input], { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Not done: shout does a part of this only: nothing of “reverse it”\./);
  const chosen = await toolwright(['ask', 'shout it and then reverse it', '--capability', 'shout', ...input], { cwd });
  expect(chosen).toMatchObject({ code: 0, stdout: 'ABC\n' });
  expect(chosen.stderr).toContain('Left out of the request, because it is about nothing of the kind: “reverse it”.');
}, 180_000);
