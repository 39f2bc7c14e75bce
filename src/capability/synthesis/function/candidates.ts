import { isRecord } from '#base';
import type { Candidate, Generator, Rejection } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import { type FilledFunction, functionParts } from './parts.ts';

/** Those candidates of a generator that can be the body of a function: it has its own parameters, and no permissions. */
export function forFunctions(generator: Generator, wanted: FilledFunction): Generator {
  return {
    name: generator.name,
    async *generate(gap, budget) {
      const found = generator.generate(gap, budget);
      const turns = Symbol.iterator in found ? found[Symbol.iterator]() : found;
      const known = parametersOf(gap);
      let rejection: Rejection | undefined;
      try {
        for (;;) {
          const { value, done } = await turns.next(rejection);
          if (done === true) return;
          const misfit = value.refused === undefined ? misfitOf(value, known, wanted) : undefined;
          const refused: Rejection | undefined =
            misfit === undefined ? undefined : { gate: 'types', reasons: [misfit], counterexamples: [] };
          rejection = yield refused === undefined ? value : { ...value, refused };
        }
      } finally {
        await turns.return?.();
      }
    },
  };
}

/** Why a candidate cannot be the body, in a sentence. */
function misfitOf(
  { source, manifest }: Candidate,
  known: readonly string[],
  wanted: FilledFunction,
): string | undefined {
  if (Object.keys(manifest?.permissions ?? {}).length > 0)
    return 'It asks for permissions, and a function of the workspace has none to give.';
  const input = manifest?.input;
  const properties = isRecord(input) && isRecord(input.properties) ? Object.keys(input.properties) : [];
  const other = properties.find((name) => !known.includes(name));
  if (other !== undefined) return `It has an input ${JSON.stringify(other)}, and the function has no such parameter.`;
  return functionParts(source, wanted) === undefined
    ? 'It cannot be the body of the function: it imports something, needs a context, or is async where the function is not.'
    : undefined;
}
