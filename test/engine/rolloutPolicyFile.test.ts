import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { capabilityIn, openRollouts, serveUsers } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It is time.' };
const stages = [
  { name: 'half', percent: 50, minutes: 0, requests: 5 },
  { name: 'all', percent: 100, minutes: 0, requests: 5 },
];

let root: string;
let opened: ReturnType<typeof openRollouts>;
const write = (policy: string) => writeFileSync(join(root, '.toolwright/rollout-policy.json'), policy);
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-policy-'));
  mkdirSync(join(root, '.toolwright'));
  write(JSON.stringify({ stages }));
  opened = openRollouts(root);
  await opened.rollouts.start(capability('1.0.0'), { ...order, strategy: 'flag' });
  await opened.rollouts.advance('shout', order);
  await opened.rollouts.start(capability('2.0.0'), order);
});
afterEach(() => {
  opened.close();
  rmSync(root, { recursive: true, force: true });
});

const capability = (version: string) => capabilityIn(root, 'shout', version);

it('says that rules for a capability that nobody knows hold for none', async () => {
  write(JSON.stringify({ stages, capabilities: { shout: { stages }, shuot: { stages } } }));
  const told = 'The rollout policy has rules for shuot, and there is no capability of that name.';
  expect(opened.rollouts.problems().map(({ message }) => message)).toEqual([told]);
  const { problems, choices } = await opened.rollouts.status('shout');
  expect(problems.map(({ message }) => message)).toEqual(expect.arrayContaining([told]));
  expect(choices.find(({ command }) => command === 'roll-back')).toMatchObject({ possible: true });
});

const serve = (users: number, fails: boolean) => serveUsers(opened, users, fails);

it('takes a version back by the policy as it was last, while the file cannot be used', async () => {
  await opened.rollouts.look('shout');
  write('{ "stages": [');
  await serve(80, true);
  expect(await opened.rollouts.look('shout')).toMatchObject({ action: 'roll-back' });
  expect(opened.rollouts.get('shout')).toMatchObject({ state: 'rolled-back', by: 'policy' });
});

it('advances nothing by it, and says why', async () => {
  await serve(400, false);
  write('{ "stages": [');
  expect(await opened.rollouts.look('shout')).toMatchObject({
    action: 'hold',
    words: expect.stringMatching(/^Hold: The rollout policy cannot be used: it is not JSON/),
  });
  expect(opened.rollouts.get('shout')).toMatchObject({ stage: 'half', state: 'running' });
  write(JSON.stringify({ stages }));
  expect(await opened.rollouts.look('shout')).toMatchObject({ action: 'advance' });
});

it('goes by no other rules than the team’s: who never read them does nothing, and tells of the file', async () => {
  opened.close();
  write('{ "stages": [');
  opened = openRollouts(root);
  await serve(80, true);
  await expect(opened.rollouts.look('shout')).rejects.toMatchObject({ code: 'rollout-policy-invalid' });
  expect(opened.rollouts.problems()).toMatchObject([
    {
      code: 'rollout-policy-invalid',
      hint: expect.stringContaining('only what has read it before takes versions back'),
    },
  ]);
});

it('looks at how users are split by the share that the flag gave them, whatever the policy says by now', async () => {
  await serve(600, false);
  const changed = [
    { name: 'half', percent: 5, minutes: 60, requests: 5 },
    { ...stages[1], minutes: 60 },
  ];
  write(JSON.stringify({ stages: changed }));
  for (const restart of [false, true]) {
    if (restart) {
      opened.close();
      opened = openRollouts(root);
    }
    expect((await opened.rollouts.look('shout'))?.rule).toBe('minimum-time');
  }
});
