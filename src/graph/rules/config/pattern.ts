import { hasNestedRepeats } from './nestedRepeats.ts';

/**
 * A regular expression of a rule. It may refer to what the groups of the rule's from-pattern caught, as `$1`; `$0` is
 * the whole match. As in dependency-cruiser, the text caught is put in as it is, and groups that caught nothing are
 * not counted.
 */
export interface Pattern {
  readonly source: string;
  readonly regexp: RegExp;
  readonly refersToGroups: boolean;
}

/** A regular expression of a configuration that cannot be used; the message says why. */
export class PatternError extends Error {}

/**
 * @param value one regular expression or alternatives; nothing or an empty text means no condition
 * @throws PatternError where it is no regular expression, or one that can take exponential time
 */
export function compilePattern(value: string | readonly string[] | undefined): Pattern | undefined {
  const source = typeof value === 'string' || value === undefined ? value : value.join('|');
  if (!source) return undefined;
  let regexp: RegExp;
  try {
    regexp = new RegExp(source);
  } catch (error) {
    throw new PatternError(`${JSON.stringify(source)} is not a regular expression (${(error as Error).message})`);
  }
  if (hasNestedRepeats(source))
    throw new PatternError(
      `the regular expression ${JSON.stringify(source)} can take very long, because it repeats a repeat`,
    );
  return { source, regexp, refersToGroups: /\$\d/.test(source) };
}

/** The whole match and the groups of a pattern that has groups; nothing where it has none or does not match. */
export function groupsOf(pattern: Pattern | undefined, text: string): readonly string[] {
  const match = pattern?.regexp.exec(text);
  return match && match.length > 1 ? match.filter((group) => typeof group === 'string') : [];
}

/** The text of a pattern with the groups put in. */
function substitute(source: string, groups: readonly string[]): string {
  return groups.reduce((text, group, index) => text.replaceAll(new RegExp(`\\$${index}`, 'g'), group), source);
}

/**
 * A pattern with the groups put in. A caught text can break the expression (`c++`, `[id`), which stops
 * dependency-cruiser; here it is then taken literally.
 */
export function compileSubstituted(source: string, groups: readonly string[]): RegExp {
  try {
    return new RegExp(substitute(source, groups));
  } catch {
    return new RegExp(substitute(source, groups.map(escapeRegExp)));
  }
}

/** Makes a text match only itself. */
export function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
