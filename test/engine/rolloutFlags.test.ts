import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Rollout, readFlags } from '#capability/rollout';
import { tryLock } from '#journal';
import { journalFile } from '#protocol';
import { lockFor } from '../../src/engine/rollout/flagPlace.ts';
import { capabilityIn, openRollouts } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It is time.' };

let root: string;
let opened: ReturnType<typeof openRollouts>;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-flags-'));
  opened = openRollouts(root);
});
afterEach(() => {
  opened.close();
  rmSync(root, { recursive: true, force: true });
});

const flagFile = () => join(root, '.toolwright/rollouts.json');
const routedBy = (name: string) =>
  readFlags(readFileSync(flagFile(), 'utf8')).value?.routers.get(name)?.route({ targetingKey: 'ada' }).variant;

const capability = (name: string, version?: string) => capabilityIn(root, name, version);

/** Changes one flag in the file, as a hand or a merge does. */
function edit(name: string, change: (flag: Record<string, unknown>) => object): void {
  const file = JSON.parse(readFileSync(flagFile(), 'utf8'));
  file.flags[name] = change(file.flags[name]);
  writeFileSync(flagFile(), JSON.stringify(file));
}

function writeFlags(flags: object): void {
  mkdirSync(join(root, '.toolwright'), { recursive: true });
  writeFileSync(flagFile(), JSON.stringify({ flags }));
}

/** Beside that nobody has asked for it yet. */
async function problems() {
  const status = await opened.rollouts.status('shout');
  return status.problems.filter(({ code }) => code !== 'rollout-source');
}

const toSome = {
  fractional: [
    ['candidate', 1000],
    ['stable', 9000],
  ],
};

const theirs = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'on' };

it('stops what users get by a flag whose metadata was broken, too', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  edit('shout', (flag) => ({ ...flag, metadata: { ...(flag.metadata as object), status: 'runing' } }));
  const status = await opened.rollouts.status('shout');
  expect(status).toMatchObject({
    state: expect.stringMatching(/^(running|finished)$/),
    candidate: '1.0.0',
    percent: 100,
  });
  expect(status.choices.find(({ command }) => command === 'roll-back')).toMatchObject({ possible: true });
  expect(routedBy('shout')).toBe('candidate');
  expect(await problems()).toMatchObject([
    { code: 'flag-not-of-a-rollout', hint: expect.stringContaining('rollback shout') },
  ]);
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(routedBy('shout')).toBe('stable');
  expect(await opened.rollouts.status('shout')).toMatchObject({ state: 'rolled-back' });
  expect(await problems()).toEqual([]);
});

it.each([
  ['is switched off', (flag: object) => ({ ...flag, state: 'DISABLED' })],
  ['has other metadata', (flag: object) => ({ ...flag, metadata: { team: 'core' } })],
  ['is about something else', () => theirs],
])('does not start over a flag that %s', async (_, change) => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  edit('shout', change);
  const before = readFileSync(flagFile(), 'utf8');
  await expect(opened.rollouts.start(capability('shout', '2.0.0'), order)).rejects.toMatchObject({
    code: 'rollout-refused',
    message: expect.stringMatching(/^shout: The flag shout .* It is not written over\.$/),
  });
  expect(readFileSync(flagFile(), 'utf8')).toBe(before);
});

it('leaves flags of others alone, and says nothing of them', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  edit('dark-mode', () => theirs);
  expect(await problems()).toEqual([]);
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(JSON.parse(readFileSync(flagFile(), 'utf8')).flags['dark-mode']).toEqual(theirs);
});

it('stops by what the journal knows where nobody can read the file, which is kept', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  await opened.rollouts.start(capability('whisper'), { ...order, strategy: 'flag' });
  opened.close();
  const half = '{"flags": {"shout": {"sta';
  writeFileSync(flagFile(), half);
  // A program that is started then has never seen it whole, and its journal is pruned while it opens.
  opened = openRollouts(root);
  expect(await opened.rollouts.stopAll(order)).toEqual(expect.arrayContaining(['shout', 'whisper']));
  expect([routedBy('shout'), routedBy('whisper')]).toEqual(['stable', 'stable']);
  const aside = readdirSync(join(root, '.toolwright')).filter((name) => name.startsWith('rollouts.json.broken-'));
  expect(aside.map((name) => readFileSync(join(root, '.toolwright', name), 'utf8'))).toEqual([half]);
});

it('does not write anything else into a file that nobody can read', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  writeFileSync(flagFile(), '{');
  await expect(opened.rollouts.do('shout', 'pause', order)).rejects.toMatchObject({ code: 'flags-unreadable' });
  expect(readFileSync(flagFile(), 'utf8')).toBe('{');
});

it('records a share that somebody has changed by hand, once and as nobody’s decision', async () => {
  const { rollouts, journal } = opened;
  await rollouts.start(capability('shout'), order);
  edit('shout', (flag) => ({
    ...flag,
    targeting: {
      fractional: [
        ['candidate', 1],
        ['stable', 1],
      ],
    },
  }));
  rollouts.recordFound();
  rollouts.recordFound();
  expect(journal.decisions({ kinds: 'rollout-' }).map(({ person, reason }) => `${person}: ${reason}`)).toEqual([
    'somebody: The flag file was changed by hand: 1 % had it, and now 50 %.',
    'ada: It is time.',
  ]);
});

it('takes no requests of a rollout whose flag was deleted for evidence of the next one', async () => {
  const { rollouts } = opened;
  await rollouts.start(capability('shout'), order);
  const id = rollouts.get('shout')?.id;
  writeFileSync(flagFile(), '{"flags": {}}');
  await new Promise((resolve) => setTimeout(resolve, 2));
  await rollouts.start(capability('shout'), order);
  expect(rollouts.get('shout')).toMatchObject({ revision: 1, candidate: '1.0.0' });
  expect(rollouts.get('shout')?.id).not.toBe(id);
});

const damaged = (flag: object) => ({ ...flag, targeting: { fractional: [['candidate', -1]] } });

it('goes on by what a flag said before it was damaged, as apps do, also in a program that is started then', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  edit('shout', damaged);
  for (const restart of [false, true]) {
    if (restart) {
      opened.close();
      opened = openRollouts(root);
    }
    const { routers } = opened.rollouts.flags.read().value;
    expect(routers.get('shout')?.route({ targetingKey: 'ada' }).variant).toBe('candidate');
    expect(opened.rollouts.get('shout')).toMatchObject({ state: 'running', candidate: '1.0.0' });
    expect(await problems()).toMatchObject([
      { code: 'flag-invalid', hint: expect.stringContaining('until then users get what they got before'), line: 1 },
    ]);
  }
  // A person may be mending it: only an emergency writes over it.
  await expect(opened.rollouts.do('shout', 'pause', order)).rejects.toMatchObject({
    message: expect.stringMatching(/^shout: The flag shout is no rollout .* It is not written over\.$/),
  });
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(routedBy('shout')).toBe('stable');
  expect(readdirSync(join(root, '.toolwright')).filter((name) => name.includes('.broken-'))).toHaveLength(1);
});

/** Puts the flags that another branch has for the same capability before those of this one, as a merge that keeps both sides does. */
const merges = {
  flag: (text: string, flag: string) => text.replace('"shout": {', `"shout": ${flag},\n    "shout": {`),
  'object of flags': (text: string, flag: string) =>
    text.replace('"flags": {', `"flags": {"shout": ${flag}},\n  "flags": {`),
};

it.each(Object.entries(merges))(
  'takes back what users get by a file that has the same %s twice, says so of it, and writes nothing else into it',
  async (_, merged) => {
    await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
    const ours = readFileSync(flagFile(), 'utf8');
    const theirs = JSON.stringify({ ...JSON.parse(ours).flags.shout, targeting: toSome });
    const both = merged(ours, theirs);
    writeFileSync(flagFile(), both);
    // Every reader takes the last one.
    expect(JSON.parse(both)).toEqual(JSON.parse(ours));
    expect(opened.rollouts.get('shout')).toMatchObject({ state: 'running', percent: 100 });
    expect(await problems()).toMatchObject([
      {
        code: 'flags-repeated',
        message: expect.stringMatching(
          /^The key (shout|flags) is there twice, in lines \d+ and \d+: the last one holds\.$/,
        ),
        hint: expect.stringContaining('Leave the one that is right'),
      },
    ]);
    await expect(opened.rollouts.do('shout', 'pause', order)).rejects.toMatchObject({ code: 'flags-repeated' });
    expect(readFileSync(flagFile(), 'utf8')).toBe(both);

    expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
    expect(routedBy('shout')).toBe('stable');
    expect(opened.rollouts.get('shout')).toMatchObject({ state: 'rolled-back' });
    expect(await problems()).toEqual([]);
    const aside = readdirSync(join(root, '.toolwright')).filter((name) => name.includes('.broken-'));
    expect(aside.map((name) => readFileSync(join(root, '.toolwright', name), 'utf8'))).toEqual([both]);
  },
);

it.each([
  ['in the flag of somebody else', '"dark-mode": {"variants": {"on": 1, "on": 1}}, "dark-mode": {},'],
  ['at the top', '"shout~1": {"flags": {"shout": 1, "shout": 1}},'],
])('goes on with a rollout beside a key that is there twice %s, and leaves that as it is', async (_, others) => {
  await opened.rollouts.start(capability('shout'), order);
  const text = readFileSync(flagFile(), 'utf8').replace('"flags": {', `"flags": {${others}`);
  writeFileSync(flagFile(), text);
  expect(await problems()).toContainEqual(expect.objectContaining({ code: 'flags-repeated' }));
  const { choices } = await opened.rollouts.status('shout');
  expect(choices.find(({ command }) => command === 'pause')).toMatchObject({ possible: true });
  await opened.rollouts.do('shout', 'pause', order);
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(routedBy('shout')).toBe('stable');
  expect(readFileSync(flagFile(), 'utf8')).toContain(others.slice(0, 20));
  expect(await problems()).toContainEqual(expect.objectContaining({ code: 'flags-repeated' }));
  expect(readdirSync(join(root, '.toolwright')).filter((name) => name.includes('.broken-'))).toEqual([]);
});

it('stops what apps still give to users after the file was deleted, and says where there never was one', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  rmSync(flagFile());
  expect(opened.rollouts.problems()).toMatchObject([
    { code: 'flags-missing', message: expect.stringMatching(/rollouts\.json, by which shout was rolled out\.$/) },
  ]);
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(routedBy('shout')).toBe('stable');
  opened.close();
  opened = openRollouts(root, { flags: join(root, 'typo.json') });
  rmSync(join(root, '.toolwright/journal.db'));
  await expect(opened.rollouts.stopAll(order)).rejects.toMatchObject({ code: 'flags-missing' });
});

it('says that the flag file was lost where a rollout is not in it, and how to go on', async () => {
  const lost = async (kind: 'pause' | 'resume') => opened.rollouts.do('shout', kind, order);
  await expect(lost('pause')).rejects.toMatchObject({ message: 'shout: It was never rolled out: start it first.' });
  await opened.rollouts.start(capability('shout'), order);
  writeFileSync(flagFile(), JSON.stringify({ flags: { 'dark-mode': theirs } }));
  await expect(lost('pause')).rejects.toMatchObject({
    message: `shout: The flag file ${flagFile()} has no rollout of it, though version 1.0.0 was rolled out.`,
    hint: 'Take the last one that was committed.',
  });
  rmSync(flagFile());
  opened.close();
  opened = openRollouts(root);
  const advance = () => opened.rollouts.advance('shout', order);
  for (const refused of [() => lost('pause'), () => lost('resume'), advance]) {
    await expect(refused()).rejects.toMatchObject({
      code: 'rollout-refused',
      message: `shout: There is no flag file at ${flagFile()}, by which version 1.0.0 was rolled out.`,
      hint: expect.stringMatching(/^Take the last one that was committed\. toolwright rollout rollback shout /),
    });
  }
  await opened.rollouts.do('shout', 'roll-back', order);
  expect(routedBy('shout')).toBe('stable');
});

it('tells what keeps the flag file from being written, and that users get what they got', async () => {
  await opened.rollouts.start(capability('shout'), order);
  rmSync(flagFile());
  mkdirSync(flagFile());
  await expect(opened.rollouts.do('shout', 'roll-back', order)).rejects.toMatchObject({
    code: 'flags-not-written',
    message: `The flag file ${flagFile()} could not be written: it is a folder.`,
  });
  await expect(opened.rollouts.stopAll(order)).rejects.toMatchObject({ code: 'rollout-stop-incomplete' });
});

it('says whether the name or the reason is empty', async () => {
  await opened.rollouts.start(capability('shout'), order);
  const pause = (changed: object) => opened.rollouts.do('shout', 'pause', { ...order, ...changed });
  await expect(pause({ reason: ' ' })).rejects.toThrow('The reason is empty.');
  await expect(pause({ person: '' })).rejects.toThrow('The name of who does it is empty.');
});

it('counts a stage from when it was entered, whether anybody asks or not, also after a restart', async () => {
  opened.close();
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock = () => now;
  opened = openRollouts(root, { clock });
  await opened.rollouts.start(capability('shout'), order);
  for (const hours of [0, 2]) {
    now += hours * 3_600_000;
    await opened.rollouts.advance('shout', { ...order, overrule: true });
    now += 13 * 60_000;
    for (const restart of [false, true]) {
      if (restart) {
        opened.close();
        opened = openRollouts(root, { clock });
      }
      const { decision, stage } = await opened.rollouts.status('shout');
      expect(decision?.words).toContain(`has served nothing in the stage ${stage} for 13 minutes.`);
      expect(decision?.needs?.[0]).toMatchObject({ kind: 'minutes', done: 13 });
    }
  }
});

it('says what users get, where somebody has changed that by hand and nothing else', async () => {
  const { rollouts, journal } = opened;
  await rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  await rollouts.advance('shout', order);
  await rollouts.start(capability('shout', '2.0.0'), { ...order, strategy: 'flag' });
  await rollouts.advance('shout', order);
  expect(rollouts.get('shout')).toMatchObject({ state: 'finished', candidate: '2.0.0' });

  // As flagd's own pages say it is taken back.
  edit('shout', (flag) => ({ ...flag, defaultVariant: 'stable' }));
  expect(await rollouts.status('shout')).toMatchObject({
    ...{ state: 'rolled-back', percent: 0 },
    words:
      'Version 2.0.0 was rolled back by somebody: everybody gets 1.0.0. Reason: The flag file was changed by hand.',
  });
  rollouts.recordFound();
  expect(journal.decisions({ kinds: 'rollout-', limit: 1 })).toMatchObject([
    { kind: 'rollout-roll-back', person: 'somebody' },
  ]);

  edit('shout', (flag) => ({ ...flag, targeting: toSome }));
  expect(rollouts.get('shout')).toMatchObject({ state: 'running', percent: 10, stable: '1.0.0' });
  expect(await rollouts.stopAll(order)).toEqual(['shout']);
  expect(routedBy('shout')).toBe('stable');

  // What was taken back by hand is not what the next version is compared with.
  await rollouts.start(capability('shout', '3.0.0'), order);
  expect(rollouts.get('shout')).toMatchObject({ stable: '1.0.0', candidate: '3.0.0' });
  edit('shout', ({ targeting: _, ...flag }) => ({ ...flag, defaultVariant: 'candidate' }));
  expect(rollouts.get('shout')).toMatchObject({ state: 'running', percent: 100 });
});

it.each(['since', 'stageSince', 'countedSince'])(
  'takes a flag whose %s is no time for none of a rollout, and stops it',
  async (key) => {
    const { rollouts } = opened;
    await rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
    edit('shout', (flag) => ({ ...flag, metadata: { ...(flag.metadata as object), [key]: 'yesterday' } }));
    expect(await problems()).toMatchObject([{ code: 'flag-not-of-a-rollout' }]);
    expect(await rollouts.stopAll(order)).toEqual(['shout']);
    expect(await rollouts.status('shout')).toMatchObject({ state: 'rolled-back' });
  },
);

it('takes back what users get by a flag alone, of a capability that is nowhere in the workspace', async () => {
  writeFlags({
    shout: { state: 'ENABLED', variants: { stable: '1', candidate: '2' }, defaultVariant: 'stable', targeting: toSome },
  });
  expect([opened.rollouts.knows('shout'), opened.rollouts.knows('whisper')]).toEqual([true, false]);
  const { choices } = await opened.rollouts.status('shout');
  expect(choices.filter(({ possible }) => possible).map(({ command }) => command)).toEqual(['roll-back']);
  await opened.rollouts.do('shout', 'roll-back', order);
  expect(routedBy('shout')).toBe('stable');
});

it('takes back what users get by a flag whose variants have other names', async () => {
  const oldAndNew = { state: 'ENABLED', variants: { old: '1', new: '2' }, defaultVariant: 'old' };
  const split = {
    fractional: [
      ['new', 1],
      ['old', 3],
    ],
  };
  writeFlags({
    shout: { ...oldAndNew, targeting: split },
    whisper: { ...oldAndNew, targeting: { if: [{ in: ['insiders', { var: 'groups' }] }, 'new', split] } },
    hum: oldAndNew,
  });
  expect(await opened.rollouts.status('shout')).toMatchObject({
    ...{ state: 'running', stable: '1', candidate: '2', percent: 25 },
    words: 'Version 2 is given out by a flag that no rollout has left: 25 % of users get it, all others get 1.',
  });
  expect(await opened.rollouts.status('whisper')).toMatchObject({ percent: 25, groups: ['insiders'] });
  expect(await opened.rollouts.status('hum')).toMatchObject({ state: 'development' });
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout', 'whisper']);
  for (const name of ['shout', 'whisper']) {
    const router = opened.rollouts.flags.read().value.routers.get(name);
    expect(router?.given).toMatchObject([{ variant: 'stable', version: '1' }]);
  }
});

it('says that users whom nobody names get a version, where it is the default of a flag, and takes it from them', async () => {
  const fractional = [
    ['candidate', 0],
    ['stable', 100],
  ];
  const variants = { stable: '1', candidate: '2' };
  writeFlags({ shout: { state: 'ENABLED', variants, defaultVariant: 'candidate', targeting: { fractional } } });
  expect(await opened.rollouts.status('shout')).toMatchObject({
    ...{ state: 'running', percent: 0 },
    words: expect.stringMatching(/: users whom nobody names get it, all others get 1\.$/),
  });
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(opened.rollouts.flags.read().value.routers.get('shout')?.route({}).version).toBe('1');
});

it('takes a flag of its own that gives a third version for none of a rollout, and stops it', async () => {
  await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
  edit('shout', (flag) => ({
    ...flag,
    variants: { ...(flag.variants as object), mine: '9.0.0' },
    targeting: { fractional: [['mine', 1]] },
  }));
  expect(await problems()).toMatchObject([
    { code: 'flag-not-of-a-rollout', hint: expect.stringContaining('Users get version 9.0.0 by it.') },
  ]);
  expect(await opened.rollouts.stopAll(order)).toEqual(['shout']);
  expect(routedBy('shout')).toBe('stable');
});

// A file that is there and that nobody can read, whoever asks.
it.runIf(process.platform === 'linux')(
  'goes on by what it said while the flag file cannot be read, and says so',
  async () => {
    await opened.rollouts.start(capability('shout'), { ...order, strategy: 'flag' });
    const text = readFileSync(flagFile(), 'utf8');
    rmSync(flagFile());
    symlinkSync('/proc/self/mem', flagFile());
    for (const restart of [false, true]) {
      if (restart) {
        opened.close();
        opened = openRollouts(root);
      }
      expect(await opened.rollouts.status('shout')).toMatchObject({ state: 'running', percent: 100 });
      expect(await problems()).toMatchObject([
        { code: 'flags-unreadable', message: expect.stringContaining(`The flag file ${flagFile()} cannot be read: `) },
      ]);
    }
    rmSync(flagFile());
    writeFileSync(flagFile(), text);
    expect(await problems()).toEqual([]);
  },
);

it('shows what was done and could not be recorded, until it is', async () => {
  await opened.rollouts.start(capability('shout'), order);
  const other = new DatabaseSync(join(root, journalFile));
  other.exec('BEGIN IMMEDIATE');
  await opened.rollouts.do('shout', 'roll-back', order);
  other.exec('ROLLBACK');
  other.close();
  expect(await problems()).toMatchObject([
    {
      code: 'rollout-not-recorded',
      message: expect.stringMatching(/^shout: roll-back was done, and could not be recorded\. /),
    },
  ]);
  expect([opened.rollouts.isRecorded, opened.rollouts.problems().length]).toEqual([false, 1]);
  opened.rollouts.recordFound();
  expect(await problems()).toEqual([]);
  expect(opened.journal.decisions({ kinds: 'rollout-roll-back' })).toHaveLength(1);
}, 30_000);

it('takes nobody for the policy who calls himself so', async () => {
  await expect(opened.rollouts.start(capability('shout'), { ...order, person: 'policy' })).rejects.toMatchObject({
    code: 'rollout-order-incomplete',
    hint: 'Give another name: --person TEXT.',
  });
});

it('waits for whoever writes the same file by its other name', async () => {
  await opened.rollouts.start(capability('shout'), order);
  const link = join(root, 'fleet.json');
  symlinkSync(flagFile(), link);
  const lock = tryLock(lockFor(flagFile(), 'write'));
  const linked = openRollouts(root, { flags: link });
  let isDone = false;
  const paused = linked.rollouts.do('shout', 'pause', order).then(() => {
    isDone = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isDone).toBe(false);
  lock?.release();
  await paused;
  linked.close();
  expect(opened.rollouts.get('shout')).toMatchObject({ state: 'paused' });
});

it('goes by what was done here last where the file breaks before anybody reads it', async () => {
  await opened.rollouts.start(capability('shout'), order);
  await opened.rollouts.do('shout', 'pause', order);
  writeFileSync(flagFile(), readFileSync(flagFile(), 'utf8').slice(0, 80));
  expect((await opened.rollouts.status('shout')).state).toBe('paused');
  // What is rescued then is what it was.
  await opened.rollouts.stopAll(order);
  expect(opened.rollouts.get('shout')).toMatchObject({ state: 'rolled-back', revision: 3 });
});

it('is written by nobody whose lock was removed meanwhile', async () => {
  await opened.rollouts.start(capability('shout'), order);
  const before = readFileSync(flagFile(), 'utf8');
  const stopped = opened.rollouts.flags.update('shout', (now) => {
    rmSync(lockFor(flagFile(), 'write'));
    return { ...(now as Rollout), percent: 50 };
  });
  await expect(stopped).rejects.toMatchObject({ code: 'flags-busy' });
  expect(readFileSync(flagFile(), 'utf8')).toBe(before);
});
