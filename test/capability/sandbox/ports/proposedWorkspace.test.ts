import { expect, test } from 'vitest';
import { recordedPorts } from '#capability/sandbox';
import { proposedBy, type RunEffect } from '#protocol';
import fc from '../../../support/fastCheck.ts';

const filled = () => recordedPorts({ files: { 'a.ts': 'A', 'b.ts': 'B', 'lib/c.ts': 'C' } }).workspace;

test('a run sees what it has moved and written under the new names', async () => {
  const workspace = filled();
  await workspace.move('a.ts', 'lib/a.ts');
  await workspace.write('lib/a.ts', 'A2');
  await workspace.write('a.ts', 'export * from "./lib/a.ts"');
  expect(await workspace.list('**/*')).toEqual(['a.ts', 'b.ts', 'lib/a.ts', 'lib/c.ts']);
  expect([await workspace.read('lib/a.ts'), await workspace.read('a.ts')]).toEqual([
    'A2',
    'export * from "./lib/a.ts"',
  ]);
  await workspace.move('b.ts', 'B.ts');
  expect(await workspace.read('B.ts')).toBe('B');
  await expect(workspace.read('b.ts')).rejects.toThrow('There is no file b.ts: it was moved away.');
});

const refusals: readonly (readonly [string, readonly (readonly [string, string])[], string])[] = [
  ['what is there is not overwritten', [['a.ts', 'b.ts']], 'a.ts cannot be moved to b.ts: there is one already'],
  ['nor is a folder', [['a.ts', 'lib']], 'a.ts cannot be moved to lib: there is one already'],
  [
    'two files do not get one name',
    [
      ['a.ts', 'x'],
      ['b.ts', 'x'],
    ],
    'b.ts cannot be moved to x: there is one already',
  ],
  [
    'nor names of one case',
    [
      ['a.ts', 'x'],
      ['b.ts', 'X'],
    ],
    'X differs from x in its case alone',
  ],
  [
    'a file is moved from where it is',
    [
      ['a.ts', 'x'],
      ['a.ts', 'y'],
    ],
    'There is no file a.ts any more',
  ],
  ['what is not there cannot be moved', [['none.ts', 'x']], 'There is no file none.ts.'],
  ['a name is no new name for itself', [['a.ts', 'a.ts']], 'a.ts is called so already'],
];

test.each(refusals)('%s', async (_, moves, reason) => {
  const workspace = filled();
  const last = moves.length - 1;
  for (const [from, to] of moves.slice(0, last)) await workspace.move(from, to);
  const [from, to] = moves[last] as readonly [string, string];
  await expect(workspace.move(from, to)).rejects.toThrow(reason);
});

test('what is only proposed has no name to move from', async () => {
  const workspace = filled();
  await workspace.write('new.ts', 'N');
  await expect(workspace.move('new.ts', 'other.ts')).rejects.toThrow('write it under the name that it is to have');
});

test('calls that nobody waits for are made in their order', async () => {
  const workspace = filled();
  const ends = await Promise.allSettled([
    workspace.move('a.ts', 'x'),
    workspace.move('b.ts', 'a.ts'),
    workspace.move('x', 'b.ts'),
    workspace.move('lib/c.ts', 'a.ts'),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  expect([await workspace.read('a.ts'), await workspace.read('b.ts')]).toEqual(['B', 'A']);
});

test('the net of all calls leads to what the run saw, whatever it does', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    fc.record({ call: fc.constant('workspace.move'), arguments: fc.tuple(name, name) }),
    fc.record({ call: fc.constant('workspace.write'), arguments: fc.tuple(name, fc.constantFrom('1', '2')) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const files: Record<string, string> = { a: 'A', b: 'B', c: 'C' };
      const { workspace } = recordedPorts({ files });
      const effects: RunEffect[] = [];
      for (const { call, arguments: args } of steps) {
        const done = call === 'workspace.move' ? workspace.move(...args) : workspace.write(...args);
        const refused = await done.then(
          () => undefined,
          (error: Error) => error.message,
        );
        effects.push({ call, arguments: args, ...(refused === undefined ? { result: null } : { refused }) });
      }
      const { moves, writes } = proposedBy(effects);
      const after = { ...files };
      for (const { from } of moves) delete after[from];
      for (const { from, to, text } of moves) after[to] = text ?? (files[from] as string);
      for (const { path, text } of writes) after[path] = text;
      const seen = await workspace.list('**/*');
      expect(
        Object.fromEntries(await Promise.all(seen.map(async (path) => [path, await workspace.read(path)]))),
      ).toEqual(after);
      // No move has a target that is there already and stays.
      const leaving = new Set(moves.map(({ from }) => from));
      for (const { to } of moves) expect(to in files && !leaving.has(to)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
