import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/index.ts';
import type { CapabilityDraft, Gap, GenerationAttempt } from '../../src/protocol/index.ts';
import { missing } from '../journal/support.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { json, toolwright } from './toolwright.ts';

const files = { 'package.json': '{ "name": "people", "type": "module" }' };
const words = 'write the names as initials';
const selection = 'Ada Lovelace\nGrace Hopper';

/** A workspace in which somebody has asked for that, and got nothing. */
async function asked(): Promise<string> {
  const cwd = temporaryWorkspace(files);
  const journal = openJournal({ file: join(cwd, '.toolwright/journal.db') });
  const request = { text: words, input: { selection }, user: { id: 'ada' }, origin: 'editor' } as const;
  await journal.recordRequest(request, missing, 1);
  journal.close();
  return cwd;
}

/** What exits with what; nothing else is a success. */
const codes: Readonly<Record<string, number>> = { admitted: 0, waiting: 3 };

/** Enough of them that no person has to approve what comes of it. */
const known = ['Ada Lovelace=>A. L.', 'Grace Hopper=>G. H.', 'Alan Turing=>A. T.', 'Barbara Liskov=>B. L.'];
const example = [...known.flatMap((one) => ['--example', one]), '--runner', 'wasm'];

test('a gap becomes a capability with its evidence, and only --write writes it', { timeout: 120_000 }, async () => {
  const cwd = await asked();
  const { value: known } = await json<{ gaps: Gap[] }>(['gaps'], { cwd });
  const [gap] = known.gaps;
  const id = gap?.id ?? '';
  const { code, value } = await json<{
    best: CapabilityDraft & { standing: string };
    attempts: GenerationAttempt[];
    written: string | null;
  }>(['synthesize', id, ...example], { cwd });
  expect(value).toMatchObject({ gap: id, ended: 'found', written: null });
  expect(value.best.manifest.intents).toContain(words);
  expect(value.attempts.at(-1)?.rejected).toBeUndefined();
  // A machine that is too busy to judge a pattern in time adds to the risk, so that a person may have to approve it.
  expect(code).toBe(codes[value.best.standing]);
  expect(existsSync(join(cwd, '.toolwright/capabilities'))).toBe(false);

  const written = await toolwright(['synthesize', id.slice(0, 12), ...example, '--name', 'initials', '--write'], {
    cwd,
  });
  expect(written.stderr).toContain('It is in .toolwright/capabilities/initials.');
  expect(written.stdout).toMatch(/✓ examples/);
  expect(Object.values(codes)).toContain(written.code);
  const source = readFileSync(join(cwd, '.toolwright/capabilities/initials/index.ts'), 'utf8');
  expect(source).toContain('export function run(');
  // The evidence is there: nothing has to be gathered again.
  const verified = await toolwright(['verify', 'initials', '--runner', 'wasm'], { cwd });
  expect(verified.code).toBe(written.code);
});

test('a wish in words needs nobody to have asked before', async () => {
  const cwd = temporaryWorkspace(files);
  const { code, stdout, stderr } = await toolwright(['synthesize', words, ...example], { cwd });
  expect(stdout).toContain('export function run(');
  expect(stdout).toContain(`asked for by “${words}”`);
  expect(stderr).toContain('Nothing was written: --write keeps it.');
  expect(Object.values(codes)).toContain(code);
  expect(existsSync(join(cwd, '.toolwright'))).toBe(false);
});

test('where nothing is found, that is said, and the exit code says it, too', async () => {
  const cwd = temporaryWorkspace(files);
  const { code, stdout, stderr } = await toolwright(['synthesize', 'frobnicate the whatsits'], { cwd });
  expect(stdout).toBe('Nothing was found for "frobnicate the whatsits".\n');
  expect(stderr).toContain('Give an example: --example "in=>out".');
  expect(code).toBe(1);
});

test.each([
  [['nosuchgap'], /There is no gap "nosuchgap".*"toolwright gaps" lists them/],
  [[], /Either a gap is to be closed, or a function is to be written/],
  [['some words', '--stub', 'a.ts#b'], /Either a gap is to be closed, or a function is to be written/],
  [['some words', '--name', 'Not a Name'], /A capability cannot be called "Not a Name"/],
  [['some words', '--example', 'no arrow'], /has no "=>"/],
])('synthesize %j is refused in words', async (args, says) => {
  const { code, stdout, stderr } = await toolwright(['synthesize', ...args], { cwd: temporaryWorkspace(files) });
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});
