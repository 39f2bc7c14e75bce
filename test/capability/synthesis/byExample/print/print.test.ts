import { expect, test } from 'vitest';
import { runProgram } from '#capability/synthesis';
import { print } from '../../../../../src/capability/synthesis/byExample/print/print.ts';
import { typeProblems } from '../../../../../src/capability/verification/types.ts';
import fc from '../../../../support/fastCheck.ts';
import { programs, rows } from '../programs.ts';
import { loadPrinted } from '../runPrinted.ts';

test('a printed program does what the evaluator does, on any input', async () => {
  const inputs = fc.array(rows, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(programs, inputs, async (program, known) => {
      const examples = known.map((input) => ({ input, output: null }));
      const source = print(program, { intent: 'Anything', parameters: ['text', 'count', 'record'], examples });
      const run = await loadPrinted(source);
      for (const input of known) {
        const [text = null, count = null, record = null] = input;
        expect([run({ text, count, record }), source]).toEqual([runProgram(program, input) ?? null, source]);
      }
    }),
    { numRuns: 500 },
  );
});

test('a printed program type-checks under strict, and uses nothing but the language', () => {
  fc.assert(
    fc.property(programs, fc.array(rows, { minLength: 1, maxLength: 3 }), (program, known) => {
      const examples = known.map((input) => ({ input, output: null }));
      const source = print(program, { intent: 'Anything', parameters: ['text', 'count', 'record'], examples });
      const errors = typeProblems(source).filter(({ severity }) => severity === 'error');
      expect([errors, source]).toEqual([[], source]);
    }),
    { numRuns: 120 },
  );
});
