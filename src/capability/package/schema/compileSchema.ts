import type { ValidateFunction } from 'ajv/dist/2020.js';
import { ToolwrightError } from '#base';
import type { JsonSchema } from '#protocol';
import { TooCostly, withBudget } from './budget.ts';
import { explainAll, type Violation } from './explain.ts';
import { generate } from './generate.ts';
import { formViolations, generateViolation } from './schemaViolations.ts';

/** Tells what is wrong with a value; nothing where it fits the schema. */
export type Check = (value: unknown) => readonly Violation[];

/** Steps to find out whether a value fits, and to tell all that is wrong with it. */
const steps = { toDecide: 5_000_000, toExplain: 50_000 };
const mostKept = 200;

/** The least recently used first. */
const kept = new Map<string, Check>();

/**
 * Makes a check of a JSON Schema (draft 2020-12, with formats). Checks are kept, so asking again is cheap.
 *
 * Neither schema nor value need be trusted. A schema that refers to another document, or is very large, is refused;
 * patterns are matched by an automaton in linear time, so backreferences and lookarounds are refused; and the steps of
 * a check are bounded: a value that would take more counts as wrong. Nothing is coerced and no default is filled in.
 *
 * @param whole what the value is called in messages: `input`
 * @throws ToolwrightError `schema-invalid`
 */
export function compileSchema(schema: JsonSchema, whole = 'the value'): Check {
  const key = `${whole}\n${JSON.stringify(schema)}`;
  const check = kept.get(key) ?? compile(schema, whole);
  kept.delete(key);
  kept.set(key, check);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return check;
}

function compile(schema: JsonSchema, whole: string): Check {
  const [mistake] = formViolations(schema);
  if (mistake) throw invalid(mistake, whole);
  const decide = generateOrExplain(schema, whole);
  let explainAll: ValidateFunction | undefined;
  return (value) => {
    const found = run(decide, value, steps.toDecide, whole);
    if (found === 'too costly') return [{ pointer: '', message: `${whole} is too large or too nested to be checked` }];
    if (found.length === 0) return [];
    explainAll ??= generate('all', schema);
    const all = run(explainAll, value, steps.toExplain, whole);
    return all === 'too costly' ? found : all;
  };
}

function generateOrExplain(schema: JsonSchema, whole: string): ValidateFunction {
  try {
    return generate('first', schema);
  } catch (error) {
    throw invalid(generateViolation(error), whole);
  }
}

function invalid({ message }: Violation, whole: string): ToolwrightError {
  return new ToolwrightError('schema-invalid', `The schema of ${whole} cannot be used: ${message}.`, {
    hint: 'Mend the schema; it is of draft 2020-12 (https://json-schema.org/draft/2020-12).',
  });
}

function run(
  validate: ValidateFunction,
  value: unknown,
  budget: number,
  whole: string,
): readonly Violation[] | 'too costly' {
  try {
    if (withBudget(budget, () => validate(value))) return [];
    return explainAll(validate.errors ?? [], whole);
  } catch (error) {
    // A schema that refers to itself without going deeper into the value fills the stack.
    if (error instanceof TooCostly || error instanceof RangeError) return 'too costly';
    throw error;
  }
}
