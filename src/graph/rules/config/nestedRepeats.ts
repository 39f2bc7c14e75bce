/**
 * Whether a regular expression has an unbounded repeat inside of another, as `(a+)+`: it may then take exponential time
 * on a text that does not match. (dependency-cruiser refuses such patterns too, and counts `?` and `{1,2}` as repeats.)
 * @param source of a valid regular expression
 */
export function hasNestedRepeats(source: string): boolean {
  const outer: boolean[] = []; // for each open group, whether a repeat came before it in the group around
  let seen = false; // a repeat in the present group
  let inLast = false; // a repeat in the last thing, which a quantifier would repeat
  for (const token of source.match(tokens) ?? []) {
    if (token.startsWith('(')) {
      outer.push(seen);
      seen = false;
      inLast = false;
    } else if (token === ')') {
      inLast = seen;
      seen = (outer.pop() ?? false) || seen;
    } else if (isUnbounded(token)) {
      if (inLast) return true;
      seen = true;
    } else if (!isBounded(token)) inLast = false;
  }
  return false;
}

/** Escapes, classes, openings of groups, quantifiers, and single characters. */
const tokens =
  /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/g;

function isUnbounded(token: string): boolean {
  return /^(?:[*+]|\{\d+,\})\??$/.test(token);
}

function isBounded(token: string): boolean {
  return /^(?:\?|\{\d+(?:,\d+)?\})\??$/.test(token);
}
