import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyProposal } from '../../../src/cli/asking/applyProposal.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const workspace = () => temporaryWorkspace({ 'a.txt': 'A', 'b.txt': 'B', 'lib/c.txt': 'C' });

function filesOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]).sort());
}

test('files are moved, swapped and written, in folders that are made for them', () => {
  const root = workspace();
  const moves = [
    { from: 'a.txt', to: 'b.txt' },
    { from: 'b.txt', to: 'a.txt', text: 'B2' },
    { from: 'lib/c.txt', to: 'new/folder/c.txt' },
  ];
  const done = applyProposal(root, { moves, writes: [{ path: 'lib/c.txt', text: 'see new' }] });
  expect(filesOf(root)).toEqual({ 'a.txt': 'B2', 'b.txt': 'A', 'new/folder/c.txt': 'C', 'lib/c.txt': 'see new' });
  expect(done).toEqual([
    'Moved a.txt to b.txt',
    'Moved b.txt to a.txt',
    'Moved lib/c.txt to new/folder/c.txt',
    'Wrote lib/c.txt',
  ]);
});

test.each([
  ['something is there', { from: 'a.txt', to: 'b.txt' }, 'there is a file b.txt already'],
  ['a folder is there', { from: 'a.txt', to: 'lib' }, 'there is a file lib already'],
  ['the file is gone', { from: 'x.txt', to: 'y.txt' }, 'there is no file x.txt'],
  ['it is a folder', { from: 'lib', to: 'other' }, 'there is no file lib'],
])('nothing is changed where %s', (_, move, reason) => {
  const root = workspace();
  const before = filesOf(root);
  const moves = [{ from: 'lib/c.txt', to: 'd.txt' }, move];
  expect(() => applyProposal(root, { moves, writes: [{ path: 'a.txt', text: '!' }] })).toThrow(reason);
  expect(filesOf(root)).toEqual(before);
});

test('what was done before something failed is taken back', () => {
  const root = workspace();
  const before = filesOf(root);
  // A file is where a folder would have to be.
  const writes = [
    { path: 'a.txt', text: '!' },
    { path: 'made.txt', text: 'new' },
    { path: 'b.txt/x.txt', text: 'no' },
  ];
  expect(() => applyProposal(root, { moves: [{ from: 'lib/c.txt', to: 'c.txt' }], writes })).toThrow(
    expect.objectContaining({ code: 'cannot-apply', hint: 'Nothing was changed.' }),
  );
  expect(filesOf(root)).toEqual(before);
});
