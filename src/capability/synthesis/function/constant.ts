import type { PlainData } from '#protocol';
import { literal } from '../templates/program/literal.ts';
import type { FunctionParts } from './parts.ts';

/** The body of a function that is handed nothing: it answers what its tests say. */
export function constantParts(output: PlainData): FunctionParts {
  return { body: `  return ${literal(output)};`, helpers: '' };
}
