import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Capability } from '#protocol';
import { capabilityIn, openRollouts } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It is time.' };

/** A workspace whose rollout stands somewhere. */
interface Workspace {
  readonly root: string;
  readonly rollouts: ReturnType<typeof openRollouts>['rollouts'];
  /** In its folder: that of the version that is rolled out. */
  capability: Capability;
}

const opened: { close(): void; root: string }[] = [];
afterEach(() => {
  for (const { close, root } of opened.splice(0)) {
    close();
    rmSync(root, { recursive: true, force: true });
  }
});

/** Version 1 is in use, and 2 is in the first stage. */
async function workspace(flags?: string): Promise<Workspace> {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-offers-'));
  const first = capabilityIn(root, 'shout', '1.0.0');
  const at: { capability: Capability } = { capability: first };
  const { rollouts, close } = openRollouts(root, {
    get capability() {
      return at.capability;
    },
    ...(flags === undefined ? {} : { flags: join(root, flags) }),
  });
  opened.push({ close, root });
  if (flags === undefined) {
    await rollouts.start(first, { ...order, strategy: 'flag' });
    await rollouts.advance('shout', { ...order, overrule: true });
    at.capability = capabilityIn(root, 'shout', '2.0.0');
    await rollouts.start(at.capability, order);
    // What was seen of it is what is known when its file is gone.
    await rollouts.status('shout');
  }
  return Object.assign(at, { root, rollouts });
}

const flagFile = ({ root }: Workspace) => join(root, '.toolwright/rollouts.json');
const breakFile = (at: Workspace) => writeFileSync(flagFile(at), readFileSync(flagFile(at), 'utf8').slice(0, 80));
const frozen = ({ root }: Workspace) => join(root, '.toolwright/versions/shout/2.0.0');
function changeFlag(at: Workspace, change: (flag: { targeting: object; metadata: Record<string, unknown> }) => void) {
  const file = JSON.parse(readFileSync(flagFile(at), 'utf8'));
  change(file.flags.shout);
  writeFileSync(flagFile(at), JSON.stringify(file));
}
const pause = ({ rollouts }: Workspace) => rollouts.do('shout', 'pause', order);
const rollBack = ({ rollouts }: Workspace) => rollouts.do('shout', 'roll-back', order);

/** What is done to it, and the problem that the status has then. */
const situations: readonly (readonly [string, string | undefined, (at: Workspace) => unknown])[] = [
  ['goes on', undefined, () => {}],
  ['is paused', undefined, pause],
  ['is rolled back', undefined, rollBack],
  ['has a flag file that is broken', 'flags-unreadable', breakFile],
  ['is paused, and has a flag file that is broken', 'flags-unreadable', (at) => pause(at).then(() => breakFile(at))],
  ['is rolled back, and the flag file is broken', 'flags-unreadable', (at) => rollBack(at).then(() => breakFile(at))],
  ['has lost its flag file', 'flags-missing', (at) => rmSync(flagFile(at))],
  [
    'has a flag that is damaged',
    'flag-invalid',
    (at) => changeFlag(at, (flag) => (flag.targeting = { fractional: 1 })),
  ],
  ['has left a stray flag', 'flag-not-of-a-rollout', (at) => changeFlag(at, (flag) => delete flag.metadata.content)],
  [
    'has a policy that cannot be used',
    'rollout-policy-invalid',
    ({ root }) => writeFileSync(join(root, '.toolwright/rollout-policy.json'), '{'),
  ],
  [
    'has a version that somebody changed',
    'version-changed',
    (at) => appendFileSync(join(frozen(at), 'index.ts'), '//'),
  ],
  ['has lost its version', 'version-missing', (at) => rmSync(frozen(at), { recursive: true })],
  [
    'is rolled back, and its version has another content by now',
    undefined,
    async (at) => {
      await rollBack(at);
      at.capability = { ...at.capability, hash: 'another' };
    },
  ],
];

/** @returns why it was not done; nothing where it was */
async function tried(at: Workspace, command: string, overrule: Parameters<typeof at.rollouts.advance>[1]['overrule']) {
  const { rollouts, capability } = at;
  const done =
    command === 'start'
      ? rollouts.start(capability, order)
      : command === 'advance' || command === 'finish'
        ? rollouts.advance('shout', { ...order, overrule })
        : rollouts.do('shout', command as 'pause' | 'resume' | 'roll-back', order);
  return done.then(
    () => undefined,
    (error: Error) => error.message,
  );
}

it.each([
  ['goes on', 'error', async () => {}],
  ['is rolled back', 'warning', rollBack],
] as const)('a version that is lost is as bad as is who gets it: its rollout %s', async (_, severity, put) => {
  const at = await workspace();
  await put(at);
  rmSync(frozen(at), { recursive: true });
  const { problems } = await at.rollouts.status('shout');
  expect(problems).toMatchObject([{ code: 'version-missing', severity }]);
});

describe.each(situations)('a rollout that %s', (_, problem, put) => {
  it.each(['start', 'advance', 'pause', 'resume', 'roll-back'] as const)(
    'offers to %s where that is done, and not where it is refused',
    async (command) => {
      const at = await workspace();
      await put(at);
      const { choices, problems } = await at.rollouts.status('shout');
      expect(problems.map(({ code }) => code)).toEqual(problem === undefined ? [] : expect.arrayContaining([problem]));
      const choice = choices.find((one) => one.command === command);
      const refusal = await tried(at, command, choice?.overrules);
      expect({ possible: choice?.possible, refusal }).toEqual(
        choice?.possible === true
          ? { possible: true, refusal: undefined }
          : { possible: false, refusal: expect.any(String) },
      );
      if (refusal !== undefined) expect(choice?.reason).toMatch(/\w/);
    },
  );
});

it('a flag file that was named and is not there yet is written by the first start, which is offered', async () => {
  const at = await workspace('flags.json');
  const { choices, problems } = await at.rollouts.status('shout');
  expect(problems.map(({ code }) => code)).toEqual(['flags-missing']);
  expect(choices.filter(({ possible }) => possible).map(({ command }) => command)).toEqual(['start']);
  expect(await tried(at, 'start', undefined)).toBeUndefined();
});
