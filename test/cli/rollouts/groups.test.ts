import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import { addGroupOption } from '../../../src/cli/options.ts';
import { capabilityWorkspace } from '../capabilities.ts';
import { entry, toolwright } from '../toolwright.ts';

const policy = {
  strategy: 'groups',
  stages: [
    { name: 'insiders', percent: 0, groups: ['insiders'], minutes: 0, requests: 2 },
    { name: 'production', percent: 100, minutes: 0, requests: 0 },
  ],
};
const runner = ['--runner', 'isolate'];

/** What an agent gets whose server was started so. */
async function answerToAgent(cwd: string, ...options: readonly string[]): Promise<unknown> {
  const client = new Client({ name: 'test-agent', version: '1.0.0' });
  const args = [entry, 'mcp', '--root', cwd, ...runner, ...options];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }));
  try {
    return await client.callTool({ name: 'shout', arguments: { text: 'hello' } });
  } finally {
    await client.close();
  }
}

test('members of a group get what a rollout brings to it, on the command line and through agents, and no others', async () => {
  const cwd = capabilityWorkspace(['shout']);
  mkdirSync(join(cwd, '.toolwright'), { recursive: true });
  writeFileSync(join(cwd, '.toolwright/rollout-policy.json'), JSON.stringify(policy));
  const session = await createCapabilitySession({ root: cwd, runner: 'isolate', logger: silentLogger });
  await session.verify('shout', { level: 'STANDARD' });
  const started = await session.startRollout('shout', { person: 'ada', reason: 'for insiders first' });
  await session.dispose();
  expect(started).toMatchObject({ percent: 0, groups: ['insiders'], decision: { rule: 'no-data' } });
  expect(started.decision?.words).toContain(
    ' Only users of groups get it so far (insiders), and only by requests that',
  );

  const ask = (...options: readonly string[]) => toolwright(['ask', 'shout hello', ...runner, ...options], { cwd });
  expect(await ask('--group', 'testers')).toMatchObject({ code: 1, stdout: expect.stringContaining('Not done') });
  expect(await ask('--group', 'testers', '--group', 'insiders')).toMatchObject({ code: 0, stdout: 'HELLO\n' });
  expect(await answerToAgent(cwd, '--group', 'insiders')).toMatchObject({ content: [{ text: 'HELLO' }] });

  // By the flag file of a fleet that has no rollout of it, everybody gets what is in the folder.
  const fleet = ['--flags', join(cwd, 'fleet.json')];
  expect(await ask('--group', 'testers', ...fleet)).toMatchObject({ code: 0, stdout: 'HELLO\n' });
  expect(await answerToAgent(cwd, ...fleet)).toMatchObject({ content: [{ text: 'HELLO' }] });

  const later = await createCapabilitySession({ root: cwd, runner: 'isolate', logger: silentLogger });
  const status = await later.rollout('shout');
  await later.dispose();
  expect(status).toMatchObject({ decision: { rule: 'no-evidence-yet' } });
}, 120_000);

test('a group without a name is refused, as of a variable of a script that is not set', () => {
  const command = addGroupOption(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  const groups = (...args: readonly string[]) => command.parse([...args], { from: 'user' }).opts().group;
  expect(groups('--group', 'insiders', '--group', 'testers')).toEqual(['insiders', 'testers']);
  expect(() => groups('--group', ' ')).toThrow('It has to be the name of a group.');
});
