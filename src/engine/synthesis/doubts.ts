import { failureOf, type Program, runProgram } from '#capability/synthesis';
import type { ExpectedError, SkippedExample, StubLesson } from '#protocol';
import { noAnswerOf } from './fillStub.ts';

/** How many places are named one by one. */
const mostNamed = 3;

type Place = Pick<SkippedExample, 'place'>;

/**
 * What tests of a function say that it does not do, or may not do, in sentences: errors that they expect, and assertions
 * that nothing could be learned from. Told before somebody takes it, so that no test fails unforetold.
 */
export function doubtsOf(lesson: StubLesson, program: Program): readonly string[] {
  const { stub, examples, errors = [], skipped = [] } = lesson;
  const fails = noAnswerOf(stub, examples) === 'error';
  const missed = errors.filter(({ input, message, kind, unread }) => {
    const error = failureOf(program, input);
    if (error !== undefined && !unread)
      return !error.message.includes(message ?? '') || (kind !== undefined && kind !== error.kind);
    const isRefused = fails && (runProgram(program, input) ?? null) === null;
    return !isRefused || message !== undefined || kind !== undefined;
  });
  return [
    ...(examples.length === 1 ? ['One example is all that speaks for it.'] : []),
    ...(missed.length === 0
      ? []
      : [`${errorsMissed(missed)} It does not give ${missed.length === 1 ? 'it' : 'them'}.`]),
    ...(skipped.length === 0 ? [] : [unread(skipped)]),
  ];
}

function errorsMissed(missed: readonly ExpectedError[]): string {
  const [first] = missed;
  const given = first?.input.map((value) => JSON.stringify(value)).join(', ') ?? '';
  const shown = given.length > 40 ? `${[...given].slice(0, 39).join('')}…` : given;
  return missed.length === 1
    ? `A test expects an error for (${shown}): ${placesOf(missed)}.`
    : `${missed.length} tests expect errors, as for (${shown}): ${placesOf(missed)}.`;
}

function unread(skipped: readonly SkippedExample[]): string {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const why = reasons.length === 1 ? ` (${reasons[0]})` : '';
  return skipped.length === 1
    ? `An assertion of its tests was left out${why}, and may fail: ${placesOf(skipped)}.`
    : `${skipped.length} assertions of its tests were left out${why}, and may fail: ${placesOf(skipped)}.`;
}

function placesOf(all: readonly Place[]): string {
  const places = [...new Set(all.map(({ place: { path, line } }) => `${path}:${line}`))];
  const rest = places.length - mostNamed;
  return rest > 0 ? `${places.slice(0, mostNamed).join(', ')} and ${rest} more` : places.join(', ');
}
