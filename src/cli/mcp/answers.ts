import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { matchDoubts, proposalTexts, type RequestOutcome } from '#protocol';

/**
 * What an agent is told of an outcome. Models see the texts alone.
 * @param which whether they have to be told which capability answered: `named` for a request in words
 */
export function answerTo(outcome: RequestOutcome, which?: 'named'): CallToolResult {
  if (outcome.kind !== 'served') {
    const guesses = outcome.guesses.map(({ name, title }) => `${name}: ${title}`);
    return failedAnswer(
      [outcome.reason, ...(guesses.length > 0 ? ['It may be one of these:', ...guesses] : [])].join('\n'),
    );
  }
  const { name, version, result } = outcome;
  if (result.status !== 'ok') return failedAnswer(which ? `${name} failed: ${result.message}` : result.message);
  const value = typeof result.value === 'string' ? result.value : JSON.stringify(result.value, null, 2);
  const proposed = proposalTexts(result.effects);
  return {
    content: [
      textOf(value),
      ...(which
        ? [textOf([`(Done by the capability ${name} ${version}.)`, ...matchDoubts(outcome.match)].join('\n'))]
        : []),
      ...(proposed.length === 0 ? [] : [textOf(proposed.join('\n'))]),
    ],
    _meta: { 'toolwright/capability': `${name}@${version}` },
  };
}

/** What an agent is told of what did not work. */
export function failedAnswer(text: string): CallToolResult {
  return { content: [textOf(text)], isError: true };
}

function textOf(text: string) {
  return { type: 'text' as const, text };
}
