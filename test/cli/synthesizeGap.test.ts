import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryWorkspace } from '../support/workspace.ts';
import { toolwright } from './toolwright.ts';

const files = { 'package.json': '{ "name": "people", "type": "module" }' };
const words = 'write the names as initials';

/** What exits with what; nothing else is a success. */
const codes: Readonly<Record<string, number>> = { admitted: 0, waiting: 3 };

/** Enough of them that no person has to approve what comes of it. */
const known = ['Ada Lovelace=>A. L.', 'Grace Hopper=>G. H.', 'Alan Turing=>A. T.', 'Barbara Liskov=>B. L.'];
const example = [...known.flatMap((one) => ['--example', one]), '--runner', 'wasm'];

// That a gap becomes a capability with its evidence, and `--write` writes it, is in the story of a fleet: rollouts/fleet.test.ts.

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
