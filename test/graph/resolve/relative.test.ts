import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { relativeBase } from '../../../src/graph/resolve/relative.ts';
import fc from '../../support/fastCheck.ts';

const part = fc.constantFrom('a', 'b.js', '..', '.', '', '...', '.a');

test('a relative specifier points where join says', () => {
  const folder = fc.array(fc.constantFrom('x', 'y.z'), { maxLength: 3 }).map((parts) => parts.join('/'));
  const specifier = fc.tuple(fc.constantFrom('.', '..', './', '../'), fc.array(part, { maxLength: 4 }));
  fc.assert(
    fc.property(folder, specifier, (from, [start, parts]) => {
      const written = start + (start.endsWith('/') ? '' : '/') + parts.join('/');
      const joined = join(dirname(`${from}/file.ts`.replace(/^\//, '')), written);
      const expected =
        joined.startsWith('../') || joined === '..' ? undefined : joined.replace(/\/$/, '').replace(/^\.$/, '');
      expect(relativeBase(from, written)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
