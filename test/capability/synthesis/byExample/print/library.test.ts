import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printedLibrary, printedLibraryFile } from '../../../../../scripts/build/printedLibrary.ts';

const root = join(import.meta.dirname, '../../../../..');

test('what is printed into programs is what the evaluator runs now: scripts/printedLibrary.ts writes it', () => {
  expect(readFileSync(join(root, printedLibraryFile), 'utf8')).toBe(printedLibrary(root));
});
