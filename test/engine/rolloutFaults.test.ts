import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFolder, scaffold } from '#capability/package';
import type { Capability } from '#protocol';
import { openRollouts } from './openRollouts.ts';

const writer = fileURLToPath(new URL('./rolloutWriter.ts', import.meta.url));

const order = { person: 'ada', reason: 'It is time.' };

let prepared: string;
const made: string[] = [];
function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-faults-'));
  made.push(root);
  return root;
}
afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

/** A version of a capability in its folder. */
function capabilityIn(root: string): Capability {
  const place = '.toolwright/capabilities/shout';
  const texts = scaffold({
    ...{
      name: 'shout',
      version: '1.0.0',
      description: 'Shouts.',
      source: 'export const run = () => 1;\n',
      examples: [],
    },
    manifest: {
      ...{ title: 'Shout', intents: ['shout {text}'], output: {}, permissions: {}, provenance: { generator: 'hand' } },
      input: { type: 'object', properties: { text: { type: 'string' } } },
    },
  });
  cpSync(prepared, root, { recursive: true });
  const path = join(root, place);
  rmSync(path, { recursive: true, force: true });
  cpSync(textsFolder(texts), path, { recursive: true });
  const entry = readFolder(path, place);
  if (entry?.state !== 'valid') throw new Error(JSON.stringify(entry));
  return entry.capability;
}

function textsFolder(texts: Readonly<Record<string, string>>): string {
  const root = folder();
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, file), text);
  return root;
}

beforeAll(async () => {
  prepared = folder();
  const root = folder();
  const { rollouts, close } = openRollouts(root);
  await rollouts.start(capabilityIn(root), order);
  close();
  cpSync(root, prepared, { recursive: true });
});

async function advanceUntil(root: string, step: number) {
  const child = spawn(process.execPath, [writer, root, String(step)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, steps: Number(said) };
}

/** What another program finds after it, and that it can go on. */
async function isWhole(root: string): Promise<string> {
  const { rollouts, journal, close } = openRollouts(root);
  const { value, problems } = rollouts.flags.read();
  expect(problems).toEqual([]);
  const found = value.rollouts.get('shout');
  expect(['canary 1', 'beta 2']).toContain(`${found?.stage} ${found?.revision}`);
  rollouts.recordFound();
  rollouts.recordFound();
  const revisions = journal
    .decisions({ kinds: 'rollout-' })
    .map(({ known }) => (known as { rollout: { revision: number } }).rollout.revision);
  expect(revisions).toEqual(found?.revision === 2 ? [2, 1] : [1]);
  await rollouts.advance('shout', { ...order, overrule: true });
  expect(rollouts.get('shout')?.stage).toBe(found?.stage === 'beta' ? 'gradual 25 %' : 'beta');
  close();
  return found?.stage ?? '';
}

it('a program that is killed at any step of writing skips no stage and loses nothing', async () => {
  const whole = folder();
  cpSync(prepared, whole, { recursive: true });
  const { steps, code } = await advanceUntil(whole, -1);
  expect(code).toBe(0);
  expect(steps).toBeGreaterThan(3);
  const stages: string[] = [];
  for (let step = 0; step < steps; step++) {
    const root = folder();
    cpSync(prepared, root, { recursive: true });
    expect(await advanceUntil(root, step)).toMatchObject({ signal: 'SIGKILL' });
    stages.push(await isWhole(root));
  }
  // Early ones leave the old stage, late ones the new one, and there is one step between them.
  expect(stages.join(' ')).toMatch(/^(canary )+beta( beta)*$/);
}, 120_000);

it('two programs that decide at once do it once', async () => {
  const root = folder();
  cpSync(prepared, root, { recursive: true });
  const [one, other] = [openRollouts(root), openRollouts(root)];
  const results = await Promise.allSettled(
    [one, other].map(({ rollouts }) => rollouts.advance('shout', { ...order, overrule: true })),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(one.rollouts.get('shout')).toMatchObject({ stage: 'beta', revision: 2 });
  one.close();
  other.close();
});

it('a clock that jumps makes no stage long enough, and brings no rollout on', async () => {
  const root = folder();
  const capability = capabilityIn(root);
  writeFileSync(join(root, '.toolwright/rollouts.json'), '{"flags": {}}');
  const stages = [
    { name: 'canary', percent: 50, minutes: 60, requests: 5 },
    { name: 'production', percent: 100, minutes: 60, requests: 5 },
  ];
  writeFileSync(join(root, '.toolwright/rollout-policy.json'), JSON.stringify({ stages }));
  let now = Date.parse('2026-01-01T00:00:00Z');
  const { rollouts, journal, close } = openRollouts(root, { capability, clock: () => now });
  await rollouts.start(capability, order);
  const mark = { id: rollouts.get('shout')?.id ?? '', stage: 'canary' };
  const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };
  const result = { status: 'ok', value: 1, usage, logs: [], effects: [] } as const;
  const serve = async (user: number) => {
    const variant = user % 2 === 0 ? ('candidate' as const) : ('stable' as const);
    const request = { text: 'shout', user: { id: `user-${user}` }, origin: 'editor' } as const;
    await journal.recordRequest(request, { kind: 'served', name: 'shout', version: '1.0.0', result }, 1, {
      ...mark,
      variant,
    });
    return rollouts.look('shout');
  };
  for (let user = 0; user < 300; user++) await serve(user);
  now += 365 * 24 * 60 * 60_000;
  expect(await serve(300)).toMatchObject({ action: 'hold', rule: 'minimum-time' });
  now -= 2 * 365 * 24 * 60 * 60_000;
  expect(await serve(301)).toMatchObject({ action: 'hold', rule: 'minimum-time' });
  expect(rollouts.get('shout')).toMatchObject({ stage: 'canary', state: 'running' });
  // An hour that is observed is one.
  for (let user = 302; user < 333; user++) {
    now += 60_000;
    await serve(user);
  }
  expect(rollouts.get('shout')).toMatchObject({ stage: 'production', revision: 2, by: 'policy' });
  expect(readdirSync(join(root, '.toolwright')).filter((name) => name.startsWith('rollouts'))).toEqual([
    'rollouts.json',
  ]);
  close();
});
