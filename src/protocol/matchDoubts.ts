import type { Match } from './request.ts';

/** What of a request may not have been understood as it was meant, in English for agents and terminals. */
export function matchDoubts({ unheard = [], taken = [] }: Partial<Match> = {}): readonly string[] {
  return [
    ...(unheard.length === 0
      ? []
      : [`Left out of the request, because it is about nothing of the kind: ${quoted(unheard)}.`]),
    ...(taken.length === 0 ? [] : [`Taken from the request as the text to work on: ${quoted(taken)}.`]),
  ];
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ');
}
