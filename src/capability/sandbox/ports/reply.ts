import type { PlainData } from '#protocol';

/** Characters of JSON in what a port answers. Writing more would hold up this thread, and with it every deadline. */
const longestReply = 16 * 1024 * 1024;
const mostParts = 1_000_000;

/** What the code gets of an answer. */
export type Reply =
  | { readonly status: 'ok'; readonly text: string }
  | { readonly status: 'refused' | 'failed'; readonly reason: string };

/** What a port answered, as JSON. It may be of any size, and a port of others may answer anything. */
export function replyText(name: string, value: PlainData | undefined): Reply {
  try {
    const reason = `The answer of ${name} is larger than ${longestReply} characters`;
    // A lower bound first: writing it would take as long as it is large.
    if (leastLength(value, longestReply) > longestReply) return { status: 'refused', reason };
    const text = JSON.stringify(value) ?? 'null';
    return text.length > longestReply ? { status: 'refused', reason } : { status: 'ok', text };
  } catch {
    return { status: 'failed', reason: `The answer of ${name} is no plain data` };
  }
}

/**
 * Characters that a value has as JSON, about and rather fewer; counted until there are more than `enough`. What has too
 * many parts to be looked at, a cycle for one, has infinitely many.
 */
function leastLength(value: unknown, enough: number): number {
  let length = 0;
  let parts = 0;
  const rest = [value];
  while (rest.length > 0 && length <= enough) {
    if (parts++ > mostParts) return Number.POSITIVE_INFINITY;
    const next = rest.pop();
    if (typeof next === 'string') length += next.length + 2;
    else if (typeof next !== 'object' || next === null) length++;
    else {
      const inner = Object.values(next);
      length += inner.length + 1;
      if (length <= enough) for (const part of inner) rest.push(part);
    }
  }
  return length;
}
