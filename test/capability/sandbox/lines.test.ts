import { expect, test } from 'vitest';
import { lineReader } from '../../../src/capability/sandbox/lines.ts';
import fc from '../../support/fastCheck.ts';

test('lines are the same in whatever chunks they come', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '"'), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(text), (chunks) => {
      const lines: string[] = [];
      const read = lineReader((line) => lines.push(line));
      const left = chunks.map(read).at(-1) ?? 0;
      const expected = chunks.join('').split('\n');
      expect(left).toBe(expected.pop()?.length);
      expect(lines).toEqual(expected);
    }),
  );
});
