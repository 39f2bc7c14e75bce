import type { SourceTools } from '#capability/verification';

/**
 * What TypeScript says of a file with a function written that it did not say of it before, in a sentence; undefined where
 * that is nothing. What it cannot know of a file alone (imports, the DOM) is said of both, and is no matter of the function.
 * @param path of the file: in JavaScript nothing is declared that could be broken
 */
export async function mistyped(
  path: string,
  before: string,
  after: string,
  tools: Pick<SourceTools, 'types'>,
): Promise<string | undefined> {
  if (!/\.[cm]?tsx?$/.test(path)) return undefined;
  const known = new Set((await tools.types(before)).map(({ message }) => message));
  const [first] = (await tools.types(after)).filter(({ message }) => !known.has(message));
  return first && `It does not fit the types of its file: line ${first.line}: ${first.message}`;
}
