import { expect, test } from 'vitest';
import type { RunResult } from '#protocol';
import { answerText, catalogue, reachesOut } from '../../../../src/host/capabilities/agents/answers.ts';
import { sandboxText } from '../../../../src/host/capabilities/texts/sandboxText.ts';
import { capability, ran, row } from '../rows.ts';

const served = (more: Partial<RunResult>) =>
  answerText({ kind: 'served', name: 'a', version: '1.0.0', result: ran('x', true, more).result });

test('agents get what came out, and what is proposed to be written', () => {
  expect(served({ value: 'text' } as never)).toBe('text');
  expect(served({ value: { n: 1 } } as never)).toBe('{\n  "n": 1\n}');
  const effects = [
    { call: 'workspace.write', arguments: ['a.md', '# A'] },
    { call: 'workspace.write', arguments: ['b.md', '# B'], refused: 'not granted' },
  ];
  expect(served({ value: 'done', effects } as never)).toBe(
    'done\n\nIt proposes to write these files; nothing was written yet:\n--- a.md\n# A',
  );
});

test('agents who have asked in words are told which capability answered', () => {
  const { result } = ran('x', true, { value: 'text' } as never);
  const outcome = { kind: 'served', name: 'a', version: '1.0.0', result } as const;
  expect(answerText(outcome, 'named')).toBe('text\n\n(Done by the capability a 1.0.0.)');
  const match = { intent: 'a', confidence: 0.8, slots: {}, unheard: ['weekly'] };
  expect(answerText({ ...outcome, match }, 'named')).toMatch(/nothing of the kind: “weekly”\.$/);
});

test('agents are told why not, and what comes near', () => {
  const guesses = [{ name: 'a', title: 'Do a', intent: 'a {text}', confidence: 0.3 }];
  expect(answerText({ kind: 'low_confidence', reason: 'None fits.', guesses })).toBe(
    'Not done (low_confidence): None fits.\nIt may be one of these capabilities:\n- a: Do a ("a {text}")',
  );
});

test('the catalogue holds what may run', () => {
  expect(catalogue([row('a', 'admitted'), row('b', 'waiting'), row('c', 'broken')])).toMatchObject([{ name: 'a' }]);
});

test('a person is asked before something reaches out', () => {
  const granted = (permissions: object) =>
    row('a', 'admitted', { capability: capability('a', { manifest: { ...capability('a').manifest, permissions } }) });
  expect(reachesOut(granted({ network: ['a.org'] }))).toBe(true);
  expect(reachesOut(granted({ 'workspace:write': ['a'] }))).toBe(true);
  expect(reachesOut(granted({ 'workspace:read': ['a'], clock: true, network: [] }))).toBe(false);
});

test('where QuickJS is all there is, the page says so, and the way to more', () => {
  const guarantees = { runner: 'wasm', engine: 'QuickJS', holds: ['a wall'], gaps: ['slow'] } as const;
  const runners = [
    { name: 'isolate', available: false, reason: 'no Node.js 24 was found' },
    { name: 'wasm', available: true },
  ] as const;
  const text = sandboxText({ guarantees, runners });
  expect(text).toContain('some ten times slower');
  expect(text).toContain('toolwright.sandbox.node');
  expect(text).toContain('| a process with V8 isolates | `isolate` | not available | no Node\\.js 24 was found |');
  expect(sandboxText({ guarantees: { ...guarantees, runner: 'bubblewrap' }, runners })).not.toContain(
    'ten times slower',
  );
});
