import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runProgram } from '#capability/synthesis';
import { print } from '../../../../../src/capability/synthesis/byExample/print/print.ts';
import { typeProblems } from '../../../../../src/capability/verification/types.ts';
import { programs, texts } from '../programs.ts';
import { loadPrinted } from '../runPrinted.ts';

test('a printed program does what the evaluator does, on any input', async () => {
  const inputs = fc.array(fc.tuple(texts, fc.integer({ min: -3, max: 40 })), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(programs, inputs, async (program, rows) => {
      const examples = rows.map((input) => ({ input, output: null }));
      const source = print(program, { intent: 'Anything', parameters: ['text', 'count'], examples });
      const run = await loadPrinted(source);
      for (const input of rows) {
        const [text, count] = input;
        expect([run({ text, count }), source]).toEqual([runProgram(program, input) ?? null, source]);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a printed program type-checks under strict, and uses nothing but the language', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const examples = [{ input: ['a', 1], output: null }];
      const source = print(program, { intent: 'Anything', parameters: ['text', 'count'], examples });
      const errors = typeProblems(source).filter(({ severity }) => severity === 'error');
      expect([errors, source]).toEqual([[], source]);
    }),
    { numRuns: 200 },
  );
});
