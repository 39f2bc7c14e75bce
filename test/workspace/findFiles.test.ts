import { expect, test } from 'vitest';
import { findFiles } from '../../src/workspace/index.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

test('files are found by globs, also hidden and ignored ones, and none outside of the folder', () => {
  const root = temporaryWorkspace({
    '.gitignore': 'out/',
    'out/a/results.json': '',
    'out/results.json': '',
    '.toolwright/outcomes.jsonl': '',
    '.toolwright/outcomes/b.jsonl': '',
    '.toolwright/outcomes/deep/c.jsonl': '',
    'node_modules/results.json': '',
    'results.xml': '',
  });
  const globs = ['.toolwright/outcomes.jsonl', '.toolwright/outcomes/*.jsonl', '{out,node_modules}/**/*.json', '*.xml'];
  expect(findFiles(root, globs)).toEqual([
    '.toolwright/outcomes.jsonl',
    '.toolwright/outcomes/b.jsonl',
    'out/a/results.json',
    'out/results.json',
    'results.xml',
  ]);
  expect(findFiles(`${root}/out`, ['../*.xml', '/**/*.json', 'gone/*'])).toEqual([]);
});
