import { isTyped } from '#capability/discovery';
import type { SourceTools } from '#capability/safety';
import { extractModule } from '#graph';

/**
 * What is wrong with a file with a function written that was not wrong with it before, in a sentence: it does not parse any
 * more, or TypeScript has more to say of it. Undefined where that is nothing. What TypeScript cannot know of a file alone
 * (imports, the DOM) is said of both, and is no matter of the function.
 * @param path of the file: in JavaScript nothing is declared that could be broken
 */
export async function mistyped(
  path: string,
  before: string,
  after: string,
  tools: Pick<SourceTools, 'types'>,
): Promise<string | undefined> {
  const [unreadable] = extractModule(path, before).problems.length > 0 ? [] : extractModule(path, after).problems;
  if (unreadable !== undefined) return `Its file could not be read any more: ${unreadable.message}`;
  if (!isTyped(path)) return undefined;
  const known = new Set((await tools.types(before)).map(({ message }) => message));
  const [first] = (await tools.types(after)).filter(({ message }) => !known.has(message));
  const [, given, chosen] =
    /^Type '([^']+)' is not assignable to type '([^']+)'.*could be instantiated/s.exec(first?.message ?? '') ?? [];
  if (first !== undefined && chosen !== undefined)
    return `It does not fit the types of its file: line ${first.line}: it gives ${given}, and is declared to give ${chosen}, which its caller chooses, and no example can show. Where ${given} is meant, declare that.`;
  return first && `It does not fit the types of its file: line ${first.line}: ${first.message}`;
}
