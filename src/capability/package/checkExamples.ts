import { isRecord, ToolwrightError } from '#base';
import type { JsonSchema } from '#protocol';
import { examplesViolations } from './publishedSchemas.ts';
import { type Check, compileSchema } from './schema/compileSchema.ts';
import type { Violation } from './schema/explain.ts';

/**
 * All that is wrong with the content of examples.json. The input of an example that expects an error may be anything:
 * that it is refused may be what the example shows.
 * @param schemas of the manifest; one that cannot be used checks nothing here
 */
export function checkExamples(value: unknown, schemas: { input?: unknown; output?: unknown }): Violation[] {
  const violations = examplesViolations(value);
  if (!Array.isArray(value)) return violations;
  const checks = { input: checkOf(schemas.input, 'input'), output: checkOf(schemas.output, 'output') };
  const names = new Set<string>();
  for (const [index, example] of value.entries()) {
    if (!isRecord(example)) continue;
    const { name } = example;
    if (typeof name === 'string') {
      if (names.has(name)) {
        violations.push({ pointer: `/${index}/name`, message: `two examples are called ${JSON.stringify(name)}` });
      }
      names.add(name);
    }
    if (!('output' in example)) continue;
    for (const key of ['input', 'output'] as const) {
      if (!(key in example)) continue;
      for (const { pointer, message } of checks[key]?.(example[key]) ?? []) {
        violations.push({
          pointer: `/${index}/${key}${pointer}`,
          message: `in the example ${JSON.stringify(name)}, ${message.startsWith(key) ? message : `${key}: ${message}`}`,
        });
      }
    }
  }
  return violations;
}

function checkOf(schema: unknown, whole: string): Check | undefined {
  if (schema === undefined) return undefined;
  try {
    return compileSchema(schema as JsonSchema, whole);
  } catch (error) {
    if (ToolwrightError.is(error, 'schema-invalid')) return undefined;
    throw error;
  }
}
