import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { isRecord } from '#base';
import type { JsonSchema } from '#protocol';
import { createEngine, stepKeyword } from './engine.ts';
import { mapSchemas } from './walk.ts';

/** Finds the first mistake in a value, or all. */
export type EngineKind = 'first' | 'all';

const engines: Partial<Record<EngineKind, Ajv2020>> = {};

export function engine(kind: EngineKind): Ajv2020 {
  engines[kind] ??= createEngine(kind === 'all');
  return engines[kind];
}

/** Of a schema that a value may fail without being wrong, which leaves an error in memory. */
const attemptCost = 10;

/** Makes code of a schema that has no refusals. Throws the engine's error. */
export function generate(kind: EngineKind, schema: JsonSchema): ValidateFunction {
  if (!isRecord(schema)) return engine(kind).compile(schema);
  // The whole is known by what it holds, not by what it calls itself.
  const { $id: _, $schema: __, ...content } = schema;
  const prepared = mapSchemas(content, (part, attempt) => ({ ...part, [stepKeyword]: attempt ? attemptCost : 1 }));
  try {
    return engine(kind).compile(prepared as object);
  } finally {
    // The engine would keep every schema for ever.
    engine(kind).removeSchema(prepared as object);
  }
}
