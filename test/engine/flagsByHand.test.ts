import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#base';
import { type Rollout, readFlags } from '#capability/rollout';
import type { CapabilityRow } from '#protocol';
import type { Packages } from '../../src/engine/capabilities/packages.ts';
import { VersionPicker } from '../../src/engine/capabilities/versionPicker.ts';
import { stagesWith } from '../../src/engine/rollout/decisionLog.ts';
import { contentsInUse } from '../../src/engine/rollout/inUse.ts';
import { RolloutDoor } from '../../src/engine/rollout/rolloutDoor.ts';
import { capabilityIn, openRollouts, serveUsers } from './openRollouts.ts';

/** Every content may be rolled out: verified without a sandbox, which takes its time. */
const admitted = { standing: 'admitted', report: { reached: 'PRODUCTION' } } as CapabilityRow;

const order = { person: 'ada', reason: 'Look.' };

let root: string;
let opened: ReturnType<typeof openRollouts>;
let door: RolloutDoor;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-by-hand-'));
  opened = openRollouts(root);
  const none = () => {
    throw new Error('there is no capability');
  };
  door = new RolloutDoor({
    ...{ root, logger: silentLogger, journal: () => opened.journal, row: () => admitted, ready: async () => {} },
    packages: { change: async () => {}, list: () => [], find: () => undefined, capability: none },
  });
  await opened.rollouts.start(capabilityIn(root, 'shout'), { ...order, strategy: 'flag' });
  await opened.rollouts.advance('shout', { ...order, overrule: true });
  await opened.rollouts.start(capabilityIn(root, 'shout', '2.0.0'), order);
});
afterEach(async () => {
  await door.dispose();
  opened.close();
  rmSync(root, { recursive: true, force: true });
});

const file = () => join(root, '.toolwright/rollouts.json');
const flag = () => JSON.parse(readFileSync(file(), 'utf8')).flags.shout;
const recorded = () =>
  opened.journal.decisions({ kinds: 'rollout-', limit: 3 }).map(({ kind, person, known, reason }) => {
    const { rollout } = known as { rollout: { percent: number } };
    return { did: `${person}: ${kind}`, percent: rollout.percent, reason };
  });

/** Changes the flag as a hand does. */
function edit(by: object): void {
  const document = JSON.parse(readFileSync(file(), 'utf8'));
  Object.assign(document.flags.shout, by);
  writeFileSync(file(), JSON.stringify(document));
}

const split = (candidate: number, stable: number) => ({
  fractional: [
    ['candidate', candidate],
    ['stable', stable],
  ],
});
const withoutBeta = (candidate: number, stable: number) => ({
  if: [{ in: ['beta', { var: 'groups' }] }, 'stable', split(candidate, stable)],
});

const versionOf = (user: { readonly targetingKey?: string; readonly groups?: readonly string[] }) =>
  readFlags(readFileSync(file(), 'utf8')).value?.routers.get('shout')?.route(user).version;

describe('a flag that was changed by hand', () => {
  it.each([
    ['a group that is kept out', withoutBeta(1, 1), 50],
    ['a share below any percent', split(1, 3_000_000), 0.0001],
    ['all but one of ten millions', split(9_999_999, 1), 99.9999],
  ])('with %s is as it was when it is paused, paused again and resumed', async (_, targeting, percent) => {
    edit({ targeting, description: 'Ask Ada.' });
    const { metadata, ...before } = flag();
    expect(await door.pauseRollout('shout', order)).toMatchObject({ state: 'paused', percent });
    await expect(door.pauseRollout('shout', order)).rejects.toMatchObject({ code: 'rollout-refused' });
    expect(flag()).toEqual({ ...before, metadata: { ...metadata, ...flag().metadata, status: 'paused' } });
    expect(await door.resumeRollout('shout', order)).toMatchObject({ state: 'running', percent });
    expect(flag()).toEqual({ ...before, metadata: { ...metadata, ...flag().metadata, status: 'running' } });
    expect(recorded().slice(0, 2)).toEqual([
      { did: 'ada: rollout-resume', percent, reason: 'Look.' },
      { did: 'ada: rollout-pause', percent, reason: 'Look.' },
    ]);
    expect(await door.rollBack('shout', order)).toMatchObject({ state: 'rolled-back', percent: 0 });
    for (const user of [{}, { targetingKey: 'ada' }, { targetingKey: 'bob', groups: ['beta'] }]) {
      expect(versionOf(user)).toBe('1.0.0');
    }
  });

  it('is as it was when the policy pauses it', async () => {
    writeFileSync(
      join(root, '.toolwright/rollout-policy.json'),
      JSON.stringify({ falseAlarms: { rollBack: 0.00001, pause: 0.5 } }),
    );
    edit({ targeting: withoutBeta(1, 1) });
    const { metadata: _, ...before } = flag();
    const decision = await failUntilDecided();
    expect(decision).toMatchObject({ action: 'pause' });
    const { metadata, ...after } = flag();
    expect(after).toEqual(before);
    expect(metadata).toMatchObject({ status: 'paused', by: 'policy' });
    // It is counted anew then.
    await door.resumeRollout('shout', order);
    expect(flag()).toMatchObject({ ...before, metadata: { status: 'running', by: 'ada' } });
    expect(flag().metadata.id).not.toBe(metadata.id);
  });

  async function failUntilDecided() {
    for (let users = 10; users < 500; users += 10) {
      await serveUsers(opened, 10, true);
      const decision = await opened.rollouts.look('shout');
      if (decision?.action !== 'hold') return decision;
    }
    return undefined;
  }

  it('and keeps a group out does not go on before somebody has let it in, and says so', async () => {
    edit({ targeting: withoutBeta(1, 1) });
    const before = flag();
    const status = await door.rollout('shout');
    expect(status?.words).toContain('50 % of users, but nobody of the group beta, get it');
    expect(status?.choices.find(({ command }) => command === 'advance')).toMatchObject({
      possible: false,
      reason: expect.stringContaining('keeps members of beta out'),
    });
    await expect(door.advanceRollout('shout', { ...order, overrule: true })).rejects.toMatchObject({
      code: 'rollout-refused',
      message: expect.stringMatching(/^shout: the flag file keeps members of beta out by hand/),
    });
    expect(flag()).toEqual(before);
    edit({ targeting: split(1, 1) });
    expect(await door.advanceRollout('shout', { ...order, overrule: true })).toMatchObject({ percent: 100 });
  });

  it('meanwhile does not let anybody in whom it keeps out since then', async () => {
    const advanced = door.advanceRollout('shout', { ...order, overrule: true });
    edit({ targeting: withoutBeta(1, 1) });
    const before = flag();
    await expect(advanced).rejects.toMatchObject({ message: expect.stringContaining('keeps members of beta out') });
    expect(flag()).toEqual(before);
  });

  it('to keep a group out, and no longer, begins its stage anew each time: of how many users nobody knows until then', () => {
    const before = opened.rollouts.get('shout') as Rollout;
    const began = { stage: before.stage, at: Date.parse(before.stageSince), percent: before.percent };
    const without = stagesWith([began], before, { ...before, keptOut: ['beta'] }, 7);
    expect(without).toEqual([
      { ...began, percent: 0 },
      { ...began, at: 7, percent: 0 },
    ]);
    const again = stagesWith(without, { ...before, keptOut: ['beta'] }, before, 8);
    expect(again.at(-1)).toEqual({ ...began, at: 8 });
  });

  it('to keep a group out is recorded, once', async () => {
    edit({ targeting: withoutBeta(1, 99) });
    opened.rollouts.recordFound();
    opened.rollouts.recordFound();
    expect(recorded()[0]).toEqual({
      did: 'somebody: rollout-start',
      percent: 1,
      reason: 'The flag file was changed by hand: 1 % had it, and now 1 %, nobody of beta.',
    });
    expect(recorded()[1]).toMatchObject({ did: 'ada: rollout-start' });
  });

  it('keeps its group out also where the file is broken, and an emergency writes it anew from the journal', async () => {
    edit({ targeting: withoutBeta(99, 1) });
    await opened.rollouts.start(capabilityIn(root, 'whisper'), { ...order, strategy: 'flag' });
    opened.rollouts.recordFound();
    writeFileSync(file(), '{');
    opened.close();
    opened = openRollouts(root);
    await opened.rollouts.do('whisper', 'roll-back', order);
    expect(opened.rollouts.get('shout')).toMatchObject({ state: 'running', percent: 99, keptOut: ['beta'] });
    for (const targetingKey of ['ada', 'bob', 'eve'])
      expect(versionOf({ targetingKey, groups: ['beta'] })).toBe('1.0.0');
  });

  it('and switched off is left as it is, and says why', async () => {
    edit({ state: 'DISABLED', targeting: withoutBeta(1, 1) });
    const before = readFileSync(file(), 'utf8');
    const attempts = [
      () => door.pauseRollout('shout', order),
      () => door.resumeRollout('shout', order),
      () => door.rollBack('shout', order),
      () => door.advanceRollout('shout', order),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'rollout-refused',
        message: expect.stringContaining('The flag shout is switched off'),
      });
    }
    expect(await door.stopAllRollouts(order)).toEqual([]);
    expect(readFileSync(file(), 'utf8')).toBe(before);
    // What is in the folder is worked on: nobody is to have that for it.
    const { routers } = opened.rollouts.flags.inForce();
    for (const targetingKey of ['ada', 'bob', 'eve']) {
      expect(routers.get('shout')?.route({ targetingKey })).toMatchObject({ version: '1.0.0' });
    }
    expect(contentsInUse(root, new Set(), opened.rollouts.versions, []), 'and of none it is known').toBeUndefined();
    expect((await door.rollout('shout'))?.words).toContain('Its flag is switched off');
    expect(opened.rollouts.problems().map(({ message }) => message)).toEqual([
      'The flag shout is switched off, so no rollout of it goes on.',
    ]);
    const versionNow = () =>
      opened.rollouts.flags.inForce().routers.get('shout')?.route({ targetingKey: 'ada' }).version;
    edit({ state: 'AWAY' });
    expect(versionNow(), 'broken after that').toBe('1.0.0');
    writeFileSync(file(), before);
    expect(versionNow()).toBe('1.0.0');
    rmSync(file());
    expect(versionNow(), 'and gone').toBe('1.0.0');
  });

  it('and switched off after its end serves what was frozen, also without a folder, and nothing that was changed since', async () => {
    await opened.rollouts.start(capabilityIn(root, 'whisper'), { ...order, strategy: 'flag' });
    await opened.rollouts.advance('whisper', { ...order, overrule: true });
    const document = JSON.parse(readFileSync(file(), 'utf8'));
    document.flags.whisper.state = 'DISABLED';
    writeFileSync(file(), JSON.stringify(document));
    const packages = { list: () => [], find: () => undefined } as unknown as Packages;
    const picker = new VersionPicker(packages, opened.rollouts);
    const names = () => picker.all({ id: 'ada' }).map(({ capability }) => `${capability.name} ${capability.version}`);
    expect(names()).toContainEqual(expect.stringMatching(/^whisper.* 1\.0\.0$/));
    const frozen = join(root, '.toolwright/versions/whisper/1.0.0/index.ts');
    chmodSync(frozen, 0o644);
    writeFileSync(frozen, "export const run = () => 'changed';\n");
    expect(names().join()).not.toContain('whisper');
  });

  it('to take its version back and to give it out again was nobody’s that the flag names', async () => {
    edit({ targeting: split(0, 1) });
    opened.rollouts.recordFound();
    edit({ targeting: split(1, 4) });
    opened.rollouts.recordFound();
    expect(recorded().map(({ did, percent }) => [did, percent])).toEqual([
      ['somebody: rollout-start', 20],
      ['somebody: rollout-roll-back', 0],
      ['ada: rollout-start', 1],
    ]);
    await door.rollBack('shout', order);
    edit({ targeting: split(1, 4) });
    opened.rollouts.recordFound();
    expect(opened.rollouts.get('shout')).toMatchObject({ state: 'running', command: 'start', by: 'somebody' });
    await door.pauseRollout('shout', order);
    edit({ metadata: { ...flag().metadata, status: 'running' } });
    opened.rollouts.recordFound();
    expect(recorded()[0]?.reason).toBe('The flag file was changed by hand: it was paused, and now running.');
  });
});
