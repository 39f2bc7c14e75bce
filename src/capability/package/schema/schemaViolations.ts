import { isRecord, messageOf } from '#base';
import type { JsonSchema } from '#protocol';
import { explainAll, placeOf, type Violation } from './explain.ts';
import { engine, generate } from './generate.ts';
import { refusalsOf } from './refuse.ts';
import { schemasIn } from './walk.ts';

const most = 20;

/** What keeps a JSON Schema (draft 2020-12) from being used, each with its place in the schema. */
export function schemaViolations(schema: unknown): Violation[] {
  const found = formViolations(schema);
  if (found.length > 0) return found;
  try {
    generate('first', schema as JsonSchema);
    return [];
  } catch (error) {
    return [generateViolation(error)];
  }
}

/** What the engine says where it cannot make code of a schema. */
export function generateViolation(error: unknown): Violation {
  return { pointer: '', message: `the schema cannot be used (${messageOf(error).replace(/^strict mode: /, '')})` };
}

/** All that can be told without making code of it, which takes far longer. */
export function formViolations(schema: unknown): Violation[] {
  if (typeof schema === 'boolean') return [];
  if (!isRecord(schema)) return [{ pointer: '', message: 'the schema is neither an object nor true or false' }];
  const refused = [...refusalsOf(schema)];
  if (refused.length > 0) {
    return refused.map(({ pointer, reason }) => ({ pointer, message: `${placeOf(pointer, 'the schema')} ${reason}` }));
  }
  const ajv = engine('all');
  const { $schema: _, ...unnamed } = schema;
  if (!ajv.validateSchema(unnamed)) return explainAll(ajv.errors ?? [], 'the schema');
  return [...unknownWords(schema)].slice(0, most);
}

/** A keyword or format that nobody knows is a spelling mistake, and would check nothing. */
function* unknownWords(root: unknown): Generator<Violation> {
  const { RULES: rules, formats } = engine('all');
  for (const { schema, pointer } of schemasIn(root)) {
    for (const keyword of Object.keys(schema)) {
      if (rules.keywords[keyword]) continue;
      const at = `${pointer}/${keyword}`;
      yield { pointer: at, message: `${placeOf(at, 'the schema')} is no keyword of JSON Schema 2020-12` };
    }
    const { format } = schema;
    if (typeof format !== 'string' || Object.hasOwn(formats, format)) continue;
    const at = `${pointer}/format`;
    yield { pointer: at, message: `${placeOf(at, 'the schema')} is "${format}", which is no known format` };
  }
}
