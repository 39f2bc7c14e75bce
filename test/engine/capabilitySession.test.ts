import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import type { CapabilityDraft, CapabilityRequest, CapabilitySession, Permissions } from '#protocol';
import { sharedTools } from './sharedTools.ts';

const tools = sharedTools();

let root: string;
let session: CapabilitySession;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-capabilities-'));
  session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger, tools });
});
afterEach(async () => {
  await session.dispose();
  rmSync(root, { recursive: true, force: true });
});

interface Draft {
  readonly source?: string;
  readonly permissions?: Permissions;
  readonly generator?: string;
  readonly world?: object;
  readonly output?: unknown;
  readonly input?: object;
  readonly intent?: string;
}

const upper = 'export function run({ text }: { text: string }): string {\n  return text.toUpperCase();\n}\n';

/** Writes a capability whose one intent is `NAME {text}`, or another. */
function write(
  name: string,
  {
    source = upper,
    permissions = {},
    generator = 'hand',
    world,
    output = 'ABC',
    intent = `${name} {text}`,
  }: Draft = {},
) {
  const folder = join(root, '.toolwright/capabilities', name);
  mkdirSync(folder, { recursive: true });
  const toolwright = {
    title: `Do ${name}`,
    intents: [intent],
    input: {
      type: 'object',
      properties: { text: { type: 'string' } },
      required: ['text'],
      additionalProperties: false,
    },
    output: {},
    permissions,
    provenance: { generator },
  };
  const manifest = { name, version: '1.0.0', description: `Does ${name}.`, type: 'module', toolwright };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'index.ts'), source);
  // Enough of them that nobody has to be asked.
  const examples = ['one', 'two', 'three', 'four', 'five'].map((each) => ({
    name: each,
    input: { text: 'abc' },
    output,
    ...(world ? { world } : {}),
  }));
  writeFileSync(join(folder, 'examples.json'), JSON.stringify(examples));
}

const asking = (text: string): CapabilityRequest => ({ text, user: { id: 'ada' }, origin: 'editor' });
const standings = async () => (await session.list()).map(({ name, standing }) => `${name}: ${standing}`);

test('a capability runs once there is evidence for its content, and no longer when that changes', async () => {
  write('shout');
  expect(await standings()).toEqual(['shout: unverified']);
  expect(await session.ask(asking('shout hello'))).toMatchObject({ kind: 'permission', name: 'shout' });

  await session.verify('shout', { level: 'STANDARD' });
  expect(await standings()).toEqual(['shout: admitted']);
  expect(await session.ask(asking('shout hello'))).toMatchObject({
    kind: 'served',
    name: 'shout',
    version: '1.0.0',
    result: { status: 'ok', value: 'HELLO' },
  });

  write('shout', { source: upper.replace('toUpperCase', 'toLowerCase') });
  await session.change();
  expect(await standings()).toEqual(['shout: unverified']);
});

test('BASIC alone, which runs nothing, lets nothing run', async () => {
  write('shout');
  await session.verify('shout', { level: 'BASIC' });
  expect(await standings()).toEqual(['shout: unverified']);
});

test('a broken package and a rejected one do not stop the others', async () => {
  write('shout');
  write('evil', { source: "import 'node:fs';\nexport const run = () => 'ABC';" });
  mkdirSync(join(root, '.toolwright/capabilities/broken'));
  writeFileSync(join(root, '.toolwright/capabilities/broken/package.json'), '{');
  await session.verify('shout', { level: 'STANDARD' });
  await session.verify('evil', { level: 'STANDARD' });
  expect(await standings()).toEqual(['broken: broken', 'evil: rejected', 'shout: admitted']);
  await expect(session.verify('broken', { level: 'BASIC' })).rejects.toMatchObject({ code: 'broken-capability' });
  await expect(session.verify('gone', { level: 'BASIC' })).rejects.toMatchObject({ code: 'no-such-capability' });
});

test('what a model wrote waits for a person, who is asked for a name and a reason', async () => {
  write('shout', { generator: 'language-model' });
  await session.verify('shout', { level: 'STANDARD' });
  expect(await standings()).toEqual(['shout: waiting']);
  await expect(session.approve('shout', { person: 'ada', reason: ' ' })).rejects.toMatchObject({
    code: 'approval-incomplete',
  });
  const row = await session.approve('shout', { person: 'ada', reason: 'read it twice' });
  expect(row).toMatchObject({ standing: 'admitted', reason: expect.stringContaining('ada (“read it twice”)') });
  await expect(session.approve('shout', { person: 'ada', reason: 'again' })).rejects.toMatchObject({
    code: 'not-waiting',
  });
});

test('evidence is kept with the journal: another session has it, and gathers it again only when told to', async () => {
  write('shout');
  const first = await session.verify('shout', { level: 'STANDARD' });
  await session.dispose();
  session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger, tools });
  expect(await session.verify('shout', { level: 'STANDARD' })).toEqual(first);
  const again = await session.verify('shout', { level: 'STANDARD', fresh: true });
  expect(again.at).not.toBe(first.at);
  expect(await session.history('shout')).toHaveLength(2);
});

test('requests are journalled with what came of them', async () => {
  write('shout');
  await session.verify('shout', { level: 'STANDARD' });
  await session.ask(asking('shout hello'));
  await session.ask(asking('bake a cake for my grandmother'));
  await session.call('shout', { text: 'x' }, { user: { id: 'robot' }, origin: 'agent' });
  await session.call('shout', { wrong: 1 }, { user: { id: 'robot' }, origin: 'agent' });
  const requests = await session.requests();
  expect(requests.map(({ outcome, request }) => [request.origin, outcome])).toEqual([
    ['agent', 'error'],
    ['agent', 'served'],
    ['editor', expect.stringMatching(/missing_handler|low_confidence/)],
    ['editor', 'served'],
  ]);
});

test('so are those that end before anything runs', async () => {
  write('shout');
  const by = { user: { id: 'robot' }, origin: 'agent' } as const;
  await session.ask(asking('shout hello'));
  await expect(session.call('gone', { text: 'x' }, by)).rejects.toMatchObject({ code: 'no-such-capability' });
  await expect(session.ask({ ...asking('x'), name: 'away' })).rejects.toMatchObject({ code: 'no-such-capability' });
  expect(await session.requests()).toMatchObject([
    { outcome: 'error', name: 'away', reason: expect.stringContaining('no capability “away”') },
    { outcome: 'error', name: 'gone', request: { text: 'gone', origin: 'agent', input: { text: 'x' } } },
    { outcome: 'permission', name: 'shout', version: '1.0.0' },
  ]);
});

test('a request that fits two capabilities keeps both as guesses, and either can be chosen', async () => {
  for (const name of ['one', 'two']) {
    write(name, {
      intent: 'shout {text} out',
      ...(name === 'two' ? { output: 'abc', source: upper.replace('Upper', 'Lower') } : {}),
    });
  }
  for (const name of ['one', 'two']) await session.verify(name, { level: 'STANDARD' });
  expect(await session.ask(asking('shout Hello out'))).toMatchObject({ kind: 'low_confidence' });
  const [recorded] = await session.requests();
  expect(recorded).toMatchObject({
    outcome: 'low_confidence',
    guesses: [
      { name: 'one', intent: 'shout {text} out', confidence: 0.5 },
      { name: 'two', intent: 'shout {text} out', confidence: 0.5 },
    ],
  });
  expect(await session.ask({ ...asking('shout Hello out'), name: 'two' })).toMatchObject({
    kind: 'served',
    name: 'two',
    match: { intent: 'shout {text} out', confidence: 1, slots: { text: 'Hello' } },
    result: { value: 'hello' },
  });
  await expect(session.ask({ ...asking('x'), name: 'gone' })).rejects.toMatchObject({ code: 'no-such-capability' });
});

test('a list carries the verdicts, and a row all that was found', async () => {
  write('shout');
  await session.verify('shout', { level: 'STANDARD' });
  const [outline] = await session.list();
  const whole = await session.row('shout');
  expect(new Set(outline?.report?.runs.map(({ kind }) => kind))).toEqual(new Set(['example']));
  expect(new Set(whole?.report?.runs.map(({ kind }) => kind))).toEqual(new Set(['example', 'standard']));
  expect(outline?.report).toMatchObject({ reached: 'STANDARD', decision: whole?.report?.decision, checks: [] });
  expect(whole?.report?.checks).not.toEqual([]);
  const valuesOf = (row = whole) => row?.report?.runs.slice(0, 1).map(({ passed, input }) => ({ passed, input }));
  expect([valuesOf(outline), valuesOf(whole)]).toEqual([
    [{ passed: true, input: null }],
    [{ passed: true, input: { text: 'abc' } }],
  ]);
  expect(await session.row('gone')).toBeUndefined();
});

test('a new capability is written whole, once, and is there at once', async () => {
  const draft: CapabilityDraft = {
    name: 'fresh',
    description: 'Does it.',
    manifest: {
      ...{ title: 'Do it', intents: ['freshen {text}'], permissions: {}, provenance: { generator: 'hand' } },
      ...{ input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }, output: {} },
    },
    source: upper,
    examples: [{ name: 'one', input: { text: 'abc' }, output: 'ABC' }],
  };
  expect(await session.create(draft)).toMatchObject({ name: 'fresh', standing: 'unverified' });
  expect(await standings()).toEqual(['fresh: unverified']);
  await session.verify('fresh', { level: 'STANDARD' });
  await expect(session.create(draft)).rejects.toMatchObject({ code: 'capability-exists' });
  await expect(session.create({ ...draft, name: '../out' })).rejects.toMatchObject({ code: 'capability-invalid' });
  await expect(session.create({ ...draft, name: 'empty', source: '' })).rejects.toMatchObject({
    code: 'capability-invalid',
  });
  expect(readdirSync(join(root, '.toolwright/capabilities'))).toEqual(['fresh']);
});

test('an example runs alone', async () => {
  write('shout', { output: 'wrong' });
  expect(await session.runExample('shout', 'one')).toMatchObject({
    passed: false,
    expected: { output: 'wrong' },
    result: { status: 'ok', value: 'ABC' },
  });
  await expect(session.runExample('shout', 'six')).rejects.toMatchObject({ code: 'no-such-example' });
});

describe('granted functions', () => {
  const reader = `interface Context { readonly workspace: { read(path: string): Promise<string>; write(path: string, text: string): Promise<void> } }
export async function run({ text }: { text: string }, context: Context): Promise<string> {
  const content = await context.workspace.read(text + '.txt');
  await context.workspace.write(text + '.txt', content + '!');
  return content;
}
`;
  const permissions = { 'workspace:read': ['*.txt'], 'workspace:write': ['*.txt'] };
  const world = { files: { 'abc.txt': 'ABC' } };

  beforeEach(async () => {
    write('reader', { source: reader, permissions, world });
    writeFileSync(join(root, 'note.txt'), 'kept');
    await session.verify('reader', { level: 'STANDARD' });
    expect(await standings()).toEqual(['reader: waiting']);
    await session.approve('reader', { person: 'ada', reason: 'read it' });
  });

  test('read the workspace; what they write is proposed, not written', async () => {
    const outcome = await session.ask(asking('reader note'));
    expect(outcome).toMatchObject({ kind: 'served', result: { value: 'kept' } });
    const effects = outcome.kind === 'served' ? outcome.result.effects : [];
    expect(effects).toContainEqual(
      expect.objectContaining({ call: 'workspace.write', arguments: ['note.txt', 'kept!'] }),
    );
    expect(readdirSync(root).sort()).toEqual(['.toolwright', 'note.txt']);
  });

  test('do not follow a link out of the workspace', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'toolwright-outside-'));
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'));
    const outcome = await session.ask(asking('reader link'));
    expect(JSON.stringify(outcome)).not.toContain('"secret"');
    expect(outcome.kind).not.toBe('served');
    rmSync(outside, { recursive: true });
  });

  test('are refused beyond what was granted', async () => {
    writeFileSync(join(root, 'key.pem'), 'secret');
    const outcome = await session.ask(asking('reader ../../etc/passwd'));
    expect(outcome.kind).not.toBe('served');
  });
});
