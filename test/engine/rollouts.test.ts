import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import type { CapabilityRequest, CapabilitySession } from '#protocol';
import { sharedTools } from './sharedTools.ts';

const tools = sharedTools();

/** A workspace in which version 1 is in use, and versions 2 and 3 are verified: what takes long is done once. */
let prepared: string;
let root: string;
let session: CapabilitySession;
const open = () => createCapabilitySession({ root, runner: 'isolate', logger: silentLogger, tools });
const folder = () => mkdtempSync(join(tmpdir(), 'toolwright-rollouts-'));

beforeAll(async () => {
  prepared = folder();
  root = prepared;
  firstStage(100);
  session = await open();
  for (const [version, source] of [
    ['3.0.0', buggy('3.0.0')],
    ['2.0.0', good('2.0.0')],
    ['1.0.0', good('1.0.0')],
  ] as const) {
    write(version, source);
    await session.change();
    await session.verify('shout', { level: 'STANDARD' });
  }
  await session.dispose();
}, 120_000);
afterAll(() => rmSync(prepared, { recursive: true, force: true }));
beforeEach(async () => {
  root = folder();
  cpSync(prepared, root, { recursive: true });
  policy(quick);
  session = await open();
});
afterEach(async () => {
  await session.dispose();
  rmSync(root, { recursive: true, force: true });
});

const order = { person: 'ada', reason: 'It is time.' };
const flagFile = () => join(root, '.toolwright/rollouts.json');
const flags = () => JSON.parse(readFileSync(flagFile(), 'utf8')).flags;

/** What it says ends with its version. */
function write(version: string, source = good(version), says = version) {
  const folder = join(root, '.toolwright/capabilities/shout');
  mkdirSync(folder, { recursive: true });
  const input = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
  const toolwright = {
    ...{ title: 'Shout', intents: ['shout {text}'], input, output: {}, permissions: {} },
    provenance: { generator: 'hand' },
  };
  const manifest = { name: 'shout', version, description: 'Shouts.', type: 'module', toolwright };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'index.ts'), source);
  const examples = ['a', 'b', 'c', 'd', 'e'].map((text) => ({
    name: text,
    input: { text },
    output: `${text} ${says}`,
  }));
  writeFileSync(join(folder, 'examples.json'), JSON.stringify(examples));
}

const good = (version: string) =>
  `export function run({ text }: { text: string }): string {\n  return text + ' ${version}';\n}\n`;
const buggy = (version: string) =>
  `export function run({ text }: { text: string }): string {\n  if (text.length > 5) throw new Error('too long');\n  return text + ' ${version}';\n}\n`;

function policy(rules: object) {
  mkdirSync(join(root, '.toolwright'), { recursive: true });
  writeFileSync(join(root, '.toolwright/rollout-policy.json'), JSON.stringify(rules));
}

/** How many users the first stage of a version with a medium risk may reach, in percent. */
function firstStage(medium: number) {
  mkdirSync(join(root, '.toolwright'), { recursive: true });
  writeFileSync(join(root, '.toolwright/policy.json'), JSON.stringify({ firstStage: { medium } }));
}

const quick = {
  stages: [
    { name: 'canary', percent: 50, minutes: 0, requests: 0 },
    { name: 'production', percent: 100, minutes: 0, requests: 0 },
  ],
  // How long requests take is the machine's.
  latency: { ms: 60_000 },
};

/** Version 1 is in use by everybody, and another one is started. */
async function twoVersions(version = '2.0.0', source = good(version)) {
  await session.startRollout('shout', { ...order, strategy: 'flag' });
  await session.advanceRollout('shout', order);
  write(version, source);
  return session.startRollout('shout', order);
}

const ask = (id: string, text = 'hello', groups?: readonly string[]) =>
  session.ask({
    text: `shout ${text}`,
    user: { id, ...(groups ? { groups } : {}) },
    origin: 'editor',
  } satisfies CapabilityRequest);

const answerOf = (outcome: Awaited<ReturnType<typeof ask>>) =>
  outcome.kind === 'served' && outcome.result.status === 'ok' ? outcome.result.value : outcome.kind;

/** A user of each arm: who gets what is a matter of the hash. */
async function oneOfEach() {
  const found = new Map<string, string>();
  for (let id = 0; found.size < 2; id++) {
    const outcome = await ask(`user-${id}`);
    if (outcome.variant !== undefined && !found.has(outcome.variant)) found.set(outcome.variant, `user-${id}`);
  }
  return { stable: found.get('stable') ?? '', candidate: found.get('candidate') ?? '' };
}

test('a staged rollout begins with no more users than its risk allows', async () => {
  firstStage(10);
  await session.change();
  await session.verify('shout', { level: 'STANDARD' });
  const tooMany = 'its first stage, canary, would reach 50 % of users, and at its risk that may be 10 % at most.';
  await expect(session.startRollout('shout', order)).rejects.toMatchObject({
    code: 'rollout-not-admitted',
    message: `shout 1.0.0 is not rolled out: ${tooMany}`,
    hint: expect.stringContaining('firstStage in .toolwright/policy.json'),
  });
  const { starts = [] } = (await session.rollout('shout')) ?? {};
  expect(starts.map(({ strategy, refused }) => `${strategy}: ${refused === tooMany}`)).toEqual([
    ...['percentage: true', 'canary: true', 'flag: false', 'ab: false'],
  ]);
  policy({ stages: [{ ...quick.stages[0], percent: 10 }] });
  expect(await session.startRollout('shout', order)).toMatchObject({ state: 'running', percent: 10 });
}, 60_000);

test('stages that a policy got after they were passed are shown as left out', async () => {
  await twoVersions();
  policy({ stages: [{ ...quick.stages[0], name: 'friends', percent: 5 }, ...quick.stages] });
  const { steps = [] } = (await session.rollout('shout')) ?? {};
  expect(steps.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    ...['friends: left-out', 'canary: current', 'production: to-come'],
  ]);
}, 60_000);

test('a share that somebody set by hand is shown in the place of its stage, and not beside it', async () => {
  await twoVersions();
  policy({ stages: [...quick.stages.slice(0, 1), { name: 'half', percent: 60, minutes: 0, requests: 1 }] });
  const byHand = (percent: number) => {
    const file = join(root, '.toolwright/rollouts.json');
    const all = JSON.parse(readFileSync(file, 'utf8'));
    for (const part of all.flags.shout.targeting.fractional ?? []) if (part[0] === 'candidate') part[1] = percent * 100;
    for (const part of all.flags.shout.targeting.fractional ?? [])
      if (part[0] === 'stable') part[1] = 10_000 - percent * 100;
    writeFileSync(file, JSON.stringify(all));
  };
  const steps = async () =>
    (await session.rollout('shout'))?.steps.map(({ name, percent, state }) => `${name} ${percent} ${state}`);
  byHand(55);
  expect(await steps()).toEqual(['canary 55 current', 'half 60 to-come', 'everybody 100 to-come']);
  byHand(80);
  expect(await steps()).toEqual(['half 60 left-out', 'canary 80 current', 'everybody 100 to-come']);
  byHand(40);
  expect(await steps(), 'the one of its name is still to come').toEqual([
    ...['canary 40 current', 'canary 50 to-come', 'half 60 to-come', 'everybody 100 to-come'],
  ]);
}, 60_000);

test('a version reaches everybody, and requests follow the flag', async () => {
  const broken = join(root, '.toolwright/capabilities/broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'package.json'), '{');
  expect(await session.rollouts(), 'what can never be started is no rollout').toMatchObject([
    { name: 'shout', state: 'development', percent: 0, latency: {} },
  ]);
  const started = await twoVersions();
  expect(started).toMatchObject({
    state: 'running',
    stable: '1.0.0',
    candidate: '2.0.0',
    stage: 'canary',
    percent: 50,
  });
  expect(flags().shout).toMatchObject({
    variants: { stable: '1.0.0', candidate: '2.0.0' },
    metadata: { status: 'running' },
  });
  expect(await session.versions()).toEqual([
    { name: 'shout@1.0.0', capability: 'shout', version: '1.0.0', title: 'Shout', examples: 5, isInUse: true },
    { name: 'shout@2.0.0', capability: 'shout', version: '2.0.0', title: 'Shout', examples: 5, isInUse: false },
  ]);
  const users = await oneOfEach();
  expect(answerOf(await ask(users.stable))).toBe('hello 1.0.0');
  expect(answerOf(await ask(users.candidate))).toBe('hello 2.0.0');

  const { latency, decision } = (await session.rollout('shout')) ?? {};
  for (const arm of [latency?.stable, latency?.candidate]) expect(arm?.p99).toBeGreaterThanOrEqual(arm?.p50 ?? 1e9);
  expect(decision?.needs).toMatchObject([{ kind: 'minutes' }, { kind: 'requests' }, { kind: 'evidence' }]);

  // What is worked on reaches nobody.
  write('4.0.0');
  expect(answerOf(await ask(users.stable))).toBe('hello 1.0.0');

  await expect(session.advanceRollout('shout', order)).rejects.toMatchObject({ code: 'rollout-refused' });
  await session.advanceRollout('shout', { ...order, overrule: true });
  expect(answerOf(await ask(users.stable))).toBe('hello 2.0.0');
  const finished = await session.advanceRollout('shout', { ...order, overrule: true });
  expect(finished).toMatchObject({ state: 'finished', candidate: '2.0.0', percent: 100 });
  expect(answerOf(await ask('anybody'))).toBe('hello 2.0.0');
  expect(finished.log.map(({ command, by }) => `${command} ${by}`)).toEqual([
    ...['finish ada', 'advance ada', 'start ada', 'finish ada', 'start ada'],
  ]);
});

test('how the next version can be started is what the policy says of it, not how the last one was', async () => {
  policy({ ...quick, capabilities: { shout: { strategy: 'canary' } } });
  await session.startRollout('shout', { ...order, strategy: 'flag' });
  const { strategy, starts } = await session.advanceRollout('shout', order);
  expect(strategy).toBe('flag');
  expect(starts).toEqual([
    { strategy: 'percentage', isUsual: false, percent: 50, groups: [] },
    { strategy: 'canary', isUsual: true, percent: 50, groups: [] },
    // The policy names no groups, so there is no start by them.
    { strategy: 'flag', isUsual: false, percent: 100, groups: [] },
    { strategy: 'ab', isUsual: false, percent: 50, groups: [] },
  ]);
});

test('a first version is for nobody but the users of its share, and is taken back to nothing', async () => {
  await session.startRollout('shout', order);
  const kinds = new Set<unknown>();
  for (let id = 0; kinds.size < 2; id++) kinds.add(answerOf(await ask(`user-${id}`)));
  expect(kinds).toEqual(new Set(['hello 1.0.0', 'permission']));
  expect(await session.rollBack('shout', order)).toMatchObject({ state: 'rolled-back', percent: 0 });
  for (let id = 0; id < 5; id++) expect(answerOf(await ask(`user-${id}`))).toBe('missing_handler');
});

test('a version that fails is stood in for by the one in use, is paused or rolled back by itself, and both are kept', async () => {
  await twoVersions('3.0.0', buggy('3.0.0'));
  let state: string | undefined = 'running';
  let answers = 0;
  for (let id = 0; state === 'running' && id < 200; id++) {
    const outcome = await ask(`user-${id}`, 'a long text');
    expect(answerOf(outcome)).toBe('a long text 1.0.0');
    expect(['stable', 'fallback']).toContain(outcome.variant);
    answers++;
    if (id % 5 === 4) state = (await session.rollout('shout'))?.state;
  }
  expect(answers).toBeLessThan(100);
  const status = await session.rollout('shout');
  expect(['rolled-back', 'paused']).toContain(status?.state);
  expect(status?.log[0]).toMatchObject({
    by: 'policy',
    decision: { candidate: { errors: { count: expect.any(Number) } } },
  });
  const requests = await session.requests(1000);
  const of = (variant: string) => requests.filter((one) => one.variant === variant);
  expect(of('candidate').length).toBeGreaterThan(0);
  expect(of('candidate')).toMatchObject(
    of('candidate').map(() => ({ version: '3.0.0', outcome: 'error', rollout: expect.stringMatching(/^3\.0\.0#3\./) })),
  );
  expect(of('fallback')).toHaveLength(of('candidate').length);
});

describe('a rollout is refused', () => {
  test('without evidence for what is in the folder', async () => {
    write('4.0.0');
    await expect(session.startRollout('shout', order)).rejects.toMatchObject({ code: 'rollout-not-admitted' });
    expect((await session.rollout('shout'))?.choices[0]).toMatchObject({ command: 'start', possible: false });
  });

  test('with another content under a version that was rolled out', async () => {
    await session.startRollout('shout', order);
    await session.rollBack('shout', order);
    write('1.0.0', good('2.0.0'), '2.0.0');
    await expect(session.startRollout('shout', order)).rejects.toMatchObject({ code: 'version-frozen' });
  });

  test('without a name and a reason', async () => {
    await expect(session.startRollout('shout', { person: 'ada', reason: ' ' })).rejects.toMatchObject({
      code: 'rollout-order-incomplete',
    });
  });
});

test('what was changed after it was frozen runs for nobody: the version in use serves', async () => {
  await twoVersions();
  const { candidate } = await oneOfEach();
  writeFileSync(join(root, '.toolwright/versions/shout/2.0.0/index.ts'), good('evil'));
  expect(await ask(candidate)).toMatchObject({ version: '1.0.0', variant: 'fallback' });
});

test('a flag file that is broken keeps what was last, also for a program that is started then, until a person takes it back', async () => {
  await twoVersions();
  const { candidate } = await oneOfEach();
  writeFileSync(flagFile(), '{"flags": {"shout": {"sta');
  expect(answerOf(await ask(candidate))).toBe('hello 2.0.0');
  await session.dispose();
  session = await open();
  expect(answerOf(await ask(candidate))).toBe('hello 2.0.0');
  await expect(session.pauseRollout('shout', order)).rejects.toMatchObject({ code: 'flags-unreadable' });
  expect(readFileSync(flagFile(), 'utf8')).toBe('{"flags": {"shout": {"sta');
  expect((await session.rollout('shout'))?.problems).toMatchObject([{ code: 'flags-unreadable' }]);
  expect(await session.rollBack('shout', order)).toMatchObject({ state: 'rolled-back', problems: [] });
  expect(answerOf(await ask(candidate))).toBe('hello 1.0.0');
});

test('where the flag file is gone users keep what they got, and all that can be done is to take it back', async () => {
  await twoVersions();
  const users = await oneOfEach();
  const text = readFileSync(flagFile(), 'utf8');
  for (const restart of [false, true]) {
    rmSync(flagFile(), { force: true });
    if (restart) {
      await session.dispose();
      session = await open();
    }
    expect(answerOf(await ask(users.stable))).toBe('hello 1.0.0');
    expect(answerOf(await ask(users.candidate))).toBe('hello 2.0.0');
    const status = await session.rollout('shout');
    expect(status).toMatchObject({ state: 'running', percent: 50 });
    expect(status?.choices.filter(({ possible }) => possible)).toEqual([{ command: 'roll-back', possible: true }]);
    expect(status?.problems).toMatchObject([{ code: 'flags-missing', message: expect.stringContaining('shout') }]);
    await expect(session.startRollout('shout', order)).rejects.toMatchObject({ code: 'flags-missing' });
  }
  expect(await session.stopAllRollouts(order)).toEqual(['shout']);
  expect(readFileSync(flagFile(), 'utf8')).not.toBe(text);
  expect(answerOf(await ask(users.candidate))).toBe('hello 1.0.0');
  // It was taken back: neither is it served when the file is gone again.
  rmSync(flagFile());
  expect(answerOf(await ask(users.candidate))).toBe('hello 1.0.0');
}, 60_000);

test('evidence outlives a restart, and what the journal has not got is recorded as found', async () => {
  await twoVersions();
  for (let id = 0; id < 6; id++) await ask(`user-${id}`);
  const before = await session.rollout('shout');
  await session.dispose();
  // Somebody else has changed it, or we were stopped between the flag file and the journal.
  const changed = readFileSync(flagFile(), 'utf8')
    .replace('"revision": 3', '"revision": 4')
    .replace('"by": "ada"', '"by": "bob"');
  writeFileSync(flagFile(), changed);
  session = await open();
  const after = await session.rollout('shout');
  expect(after?.decision?.candidate).toEqual(before?.decision?.candidate);
  expect(after?.decision?.control).toEqual(before?.decision?.control);
  expect(after?.log[0]).toMatchObject({ by: 'bob', found: true, command: 'start' });
  expect(after?.log).toHaveLength((before?.log.length ?? 0) + 1);
});

test('opinions count for the version that answered', async () => {
  await twoVersions();
  const { candidate } = await oneOfEach();
  const { request = 0 } = await ask(candidate);
  expect(await session.recordFeedback({ request, person: 'ada', rating: 'bad' })).toBe('counts');
  // Decided on is the first one on each answer: what is shown is what counts.
  expect(await session.recordFeedback({ request, person: 'ada', rating: 'good' })).toBe('not-the-first');
  const status = await session.rollout('shout');
  expect(status?.feedback.candidate).toEqual({ good: 0, bad: 1 });
  expect(status?.decision?.candidate.unhappy).toMatchObject({ count: 1, of: 1 });
  await expect(session.recordFeedback({ request: 9999, person: 'ada', rating: 'good' })).rejects.toMatchObject({
    code: 'no-such-request',
  });
  // What was thought of it in an earlier rollout is no opinion in the next one.
  await session.rollBack('shout', order);
  const later = { request: (await ask(candidate)).request ?? 0, person: 'ada', rating: 'good' } as const;
  expect(await session.recordFeedback(later)).toBe('no-rollout');
  await session.startRollout('shout', order);
  const next = await session.rollout('shout');
  expect(next?.feedback).toEqual({ stable: { good: 0, bad: 0 }, candidate: { good: 0, bad: 0 } });
});

test('all are stopped at once, and who waits for news is told, or cancelled when the session ends', async () => {
  await twoVersions();
  const { cursor } = await session.rolloutNews(undefined);
  const news = session.rolloutNews(cursor);
  expect(await session.stopAllRollouts(order)).toEqual(['shout']);
  const { entries, cursor: after } = await news;
  const waiting = expect(session.rolloutNews(after)).rejects.toThrow('Cancelled');
  await session.dispose();
  await waiting;
  expect(entries).toMatchObject([{ command: 'roll-back', by: 'ada', name: 'shout', state: 'rolled-back' }]);
});
