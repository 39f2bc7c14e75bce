import { expect, test } from 'vitest';
import { failureOf, runProgram, type Value } from '#capability/synthesis';
import { typeProblems } from '../../../../../src/capability/safety/types.ts';
import { print } from '../../../../../src/capability/synthesis/byExample/print/print.ts';
import fc from '../../../../support/fastCheck.ts';
import { programs, rows } from '../programs.ts';
import { loadPrinted } from '../runPrinted.ts';

const names = ['text', 'count', 'record', 'mixed', 'counts'];

/** What it gives, or the message of the error that it ends with. */
function outcomeOf(run: () => Value): string | { readonly value: Value } {
  try {
    return { value: run() };
  } catch (error) {
    return (error as Error).message;
  }
}

test('a printed program does what the evaluator does, on any input', async () => {
  const inputs = fc.array(rows, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(programs, inputs, async (program, known) => {
      const examples = known.map((input) => ({ input, output: null }));
      const source = print(program, { intent: 'Anything', parameters: names, examples });
      const run = await loadPrinted(source);
      for (const input of known) {
        const given = Object.fromEntries(names.map((name, at) => [name, input[at] ?? null]));
        const wanted = failureOf(program, input)?.message ?? { value: runProgram(program, input) ?? null };
        expect([outcomeOf(() => run(given)), source]).toEqual([wanted, source]);
      }
    }),
    { numRuns: 500 },
  );
});

test('a printed program type-checks under strict, and uses nothing but the language', () => {
  const inputs = fc.array(rows, { minLength: 1, maxLength: 3 });
  fc.assert(
    // The checker takes its time to start: many programs are one file to it.
    fc.property(fc.array(fc.tuple(programs, inputs), { minLength: 40, maxLength: 40 }), (all) => {
      const sources = all.map(([program, known], at) => {
        const examples = known.map((input) => ({ input, output: null }));
        return `namespace Program${at} {\n${print(program, { intent: 'Anything', parameters: names, examples })}}\n`;
      });
      const source = sources.join('');
      const errors = typeProblems(`${source}export {};\n`).filter(({ severity }) => severity === 'error');
      const wrong = errors.map(({ line = 1 }) =>
        source
          .split('\n')
          .slice(Math.max(0, line - 12), line + 1)
          .join('\n'),
      );
      expect([errors, wrong]).toEqual([[], []]);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
