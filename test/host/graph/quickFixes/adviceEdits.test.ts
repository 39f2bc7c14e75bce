import { expect, test } from 'vitest';
import { fittingEdits } from '../../../../src/host/graph/quickFixes/adviceEdits.ts';

const saved = "import { A } from './a';\nimport { B } from './b';\n";
const edit = { start: 6, end: 7, text: ' type ' };
const insertion = { start: 6, end: 6, text: ' type' };

test('edits of a saved text fit as they are', () => {
  expect(fittingEdits([edit], saved, saved)).toEqual([edit]);
});

test('edits move with what was typed above', () => {
  expect(fittingEdits([edit], saved, `// a\n${saved}`)).toEqual([{ start: 11, end: 12, text: ' type ' }]);
  expect(fittingEdits([edit], saved, `import z from './z';\n${saved}`)).toEqual([
    { start: 27, end: 28, text: ' type ' },
  ]);
});

test('edits fit a document whose line ends VS Code has evened out', () => {
  const second = { start: 32, end: 33, text: ' type ' };
  const mixed = saved.replace('\n', '\r\n');
  expect(fittingEdits([edit, second], mixed, saved)).toEqual([edit, { start: 31, end: 32, text: ' type ' }]);
});

test('one edit that was typed into takes the others with it', () => {
  const second = { start: 31, end: 32, text: ' type ' };
  expect(fittingEdits([edit, second], saved, saved.replace('import { B', 'import{ B'))).toBeUndefined();
});

test('what was done already is not done again', () => {
  const done = saved.replace('import { A', 'import type { A');
  expect(fittingEdits([insertion], saved, done)).toBeUndefined();
});

test('an edit beyond the end of the text belongs to another text', () => {
  expect(fittingEdits([{ start: 0, end: 999, text: '' }], saved, saved)).toBeUndefined();
});
