import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PolicySimulation, RolloutStatus } from '#protocol';
import { capabilityWorkspace } from './capabilities.ts';
import { json, shop, tidy, toolwright } from './toolwright.ts';

/** One stage for a tenth of the users: rollouts that are simulated soon. */
const quick = {
  stages: [{ name: 'tenth', percent: 10, minutes: 1, requests: 50 }],
};

test('a policy is tried out on simulated users, as text and as JSON', async () => {
  const cwd = tidy();
  writeFileSync(join(cwd, 'quick.json'), JSON.stringify(quick));
  const args = ['rollout', 'simulate', '--policy', 'quick.json', '--runs', '1', '--seed', '7'];
  const { code, value } = await json<PolicySimulation>(args, { cwd });
  expect(code).toBe(0);
  expect(value.seed).toBe(7);
  const worst = value.scenarios.find(({ candidate }) => candidate === 0.2);
  expect(worst).toMatchObject({ runs: 1, rolledBack: 1, example: { action: 'roll-back', stage: { name: 'tenth' } } });
  // As in a rollout, nobody goes from a tenth of the users to all of them without a stage.
  expect(value.scenarios[0]).toMatchObject({ finished: 1, example: { stage: { name: 'everybody', percent: 100 } } });

  expect(value.policy).toMatchObject({ file: join(cwd, 'quick.json'), strategy: 'percentage' });

  const { stdout } = await toolwright(args, { cwd });
  expect(stdout).toContain('quick.json, strategy percentage: tenth (10 %) → everybody (100 %).\n');
  expect(stdout).toMatch(/^The new version is as good as the one in use:\nerrors +taken back/);
  expect(stdout).toMatch(/^1 % → 20 % +1 +0 +0 +0 /m);
  expect(stdout).toContain('1 % → 20 %: Roll back: the new version fails more often than the one in use.');
});

test('a policy that is wrong or not there is told, and nothing is simulated', async () => {
  const cwd = shop({ '.toolwright/rollout-policy.json': '{\n  "stages": []\n}\n' });
  const wrong = await toolwright(['rollout', 'simulate'], { cwd });
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toMatch(/The rollout policy cannot be used: stages: .* \(.*rollout-policy\.json:2\)\. /);
  writeFileSync(join(cwd, 'quick.json'), JSON.stringify(quick));
  const groups = ['rollout', 'simulate', '--policy', 'quick.json', '--strategy', 'groups'];
  expect(await toolwright(groups, { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The rollout policy has no stages for the strategy groups.'),
  });
  const missing = await toolwright(['rollout', 'simulate', '--policy', 'none.json'], { cwd });
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('The rollout policy cannot be read: ENOENT');
  const typo = ['rollout', 'simulate', '--policy', 'quick.json', '--capability', 'iso-date'];
  expect(await toolwright(typo, { cwd })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /There is no capability “iso-date” in .*, and none in the rollout policy\. The policy has rules of its own for no capability/,
    ),
  });
  const option = await toolwright(['rollout', 'simulate', '--runs', '0'], { cwd });
  expect(option).toMatchObject({ code: 2 });
  expect(option.stderr).toContain('See: toolwright rollout simulate --help');
});

test('a rollout is started, shown, not advanced without evidence, and stopped', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const rollout = (...args: readonly string[]) => toolwright(['rollout', ...args], { cwd });
  const reason = ['--reason', 'It is time.', '--person', 'ada'];
  expect((await toolwright(['verify', 'shout'], { cwd })).code).toBe(0);
  const started = await json<RolloutStatus>(['rollout', 'start', 'shout', ...reason], { cwd });
  expect(started).toMatchObject({ code: 0, value: { state: 'running', stage: 'canary', percent: 1 } });
  expect(await rollout('advance', 'shout', ...reason)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('shout: Hold: the new version has served nothing in the stage canary'),
  });

  const elsewhere = await rollout('advance', 'shout', '--from', 'beta', '--overrule', ...reason);
  expect(elsewhere).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('shout: It is in the stage “canary”, not in “beta”.'),
  });
  expect(await rollout('advance', 'shout', '--from', 'canary', '--overrule', ...reason)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^shout 1\.0\.0 went from the stage “canary” \(1 %\) to “beta” \(10 %\)\.\n\nshout: /,
    ),
  });

  const policy = join(cwd, '.toolwright/rollout-policy.json');
  writeFileSync(policy, '{ "stages": [] }');
  expect((await rollout('status')).stdout).toMatch(
    /^shout +running .*\n\nProblem: \.toolwright\/rollout-policy\.json:1: The rollout policy cannot be used: stages: /m,
  );
  rmSync(policy);

  expect(await rollout('stop', '--all', ...reason)).toMatchObject({ code: 0, stdout: 'Rolled back: shout.\n' });
  const { code, stdout } = await rollout('status', 'shout');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'shout: Version 1.0.0 was rolled back by ada: nobody gets it. Reason: It is time.\ncanary → beta',
  );
  expect(stdout).toContain('What may be done: start.');
  const flags = JSON.parse(readFileSync(join(cwd, '.toolwright/rollouts.json'), 'utf8'));
  expect(flags.flags.shout).toMatchObject({ defaultVariant: 'stable', metadata: { status: 'rolled-back', by: 'ada' } });
}, 120_000);
