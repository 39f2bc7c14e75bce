import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { capabilityIn, openRollouts, serveUsers } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It is time.' };
const overruled = { ...order, overrule: true };

let root: string;
let window: ReturnType<typeof openRollouts>;
let other: ReturnType<typeof openRollouts>;

/** Version 1 is in use, and 2 is in the first stage, as two windows show it. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-orders-'));
  const one = capabilityIn(root, 'shout', '1.0.0');
  window = openRollouts(root, { capability: one });
  await window.rollouts.start(one, { ...order, strategy: 'flag' });
  await window.rollouts.advance('shout', overruled);
  await window.rollouts.start(capabilityIn(root, 'shout', '2.0.0'), order);
  other = openRollouts(root, { capability: one });
});
afterEach(() => {
  window.close();
  other.close();
  rmSync(root, { recursive: true, force: true });
});

const advanceIn = (status: Awaited<ReturnType<typeof window.rollouts.status>>) =>
  status.choices.find(({ command }) => command === 'advance');

/** As a person agrees to what is shown. */
function agreedTo(status: Awaited<ReturnType<typeof window.rollouts.status>>) {
  return { ...order, revision: status.revision, overrule: advanceIn(status)?.overrules };
}

it('two persons who agree to the same step take it once: the second one is to look again', async () => {
  const [mine, theirs] = [await window.rollouts.status('shout'), await other.rollouts.status('shout')];
  expect([mine.stage, theirs.stage]).toEqual(['canary', 'canary']);
  await window.rollouts.advance('shout', agreedTo(mine));
  await expect(other.rollouts.advance('shout', { ...agreedTo(theirs), person: 'eve' })).rejects.toMatchObject({
    code: 'rollout-refused',
    message:
      'shout: Something has been done to it since, by ada: advance, and it is running in the stage “beta”. Look at it again.',
  });
  expect(window.rollouts.get('shout')).toMatchObject({ stage: 'beta', by: 'ada' });
  // Who names no revision takes it from wherever it is.
  await other.rollouts.advance('shout', overruled);
  expect(window.rollouts.get('shout')?.stage).toBe('gradual 25 %');
});

it('a rule that was overruled is no other rule that speaks against it by then', async () => {
  const seen = await window.rollouts.status('shout');
  const rule = advanceIn(seen)?.overrules;
  expect(rule).toBe('no-data');
  await serveUsers(window, 200, true);
  await expect(window.rollouts.advance('shout', agreedTo(seen))).rejects.toMatchObject({
    code: 'rollout-refused',
    message: expect.stringMatching(
      /^shout: The policy says something else by now[.] Roll back: .* Look at it again[.]$/,
    ),
  });
  expect(window.rollouts.get('shout')?.stage).toBe('canary');
  // Who has seen that may overrule it.
  await window.rollouts.advance('shout', agreedTo(await window.rollouts.status('shout')));
  expect(window.rollouts.get('shout')?.stage).toBe('beta');
});

it('what was paused again since is not resumed by an order that did not see it, and what stops it asks for nothing', async () => {
  await window.rollouts.do('shout', 'pause', order);
  const { revision } = await window.rollouts.status('shout');
  await other.rollouts.do('shout', 'resume', order);
  await other.rollouts.advance('shout', overruled);
  await other.rollouts.do('shout', 'pause', order);
  await expect(window.rollouts.do('shout', 'resume', { ...order, revision })).rejects.toMatchObject({
    message: expect.stringContaining('by ada: pause, and it is paused in the stage “beta”'),
  });
  await window.rollouts.do('shout', 'roll-back', { ...order, revision });
  expect(window.rollouts.get('shout')?.state).toBe('rolled-back');
});
