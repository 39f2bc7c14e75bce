import { compileSubstituted, groupsOf, type Pattern } from '../config/pattern.ts';
import type { PathCondition } from '../config/ruleSet.ts';

const untested = 0;
const matched = 1;
const missed = 2;

/** Matches the names of a graph by number, each name against each pattern once however many edges lead to it. */
export class NameMatcher {
  readonly #names: readonly string[];
  readonly #results = new Map<string, Uint8Array>();
  readonly #substituted = new Map<string, RegExp>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** The groups that the `path` of a condition catches, to be put into other patterns of the rule. */
  groups(condition: PathCondition, name: number): readonly string[] {
    return groupsOf(condition.path, this.#names[name] as string);
  }

  /** Whether a name matches `path` and does not match `pathNot`. */
  holds(condition: PathCondition, name: number, groups: readonly string[] = []): boolean {
    const { path, pathNot } = condition;
    return (!path || this.test(path, name, groups)) && (!pathNot || !this.test(pathNot, name, groups));
  }

  test(pattern: Pattern, name: number, groups: readonly string[] = []): boolean {
    if (pattern.refersToGroups && groups.length > 0)
      return this.#withGroups(pattern.source, groups).test(this.#names[name] as string);
    let results = this.#results.get(pattern.source);
    if (!results) {
      results = new Uint8Array(this.#names.length);
      this.#results.set(pattern.source, results);
    }
    if (results[name] === untested) results[name] = pattern.regexp.test(this.#names[name] as string) ? matched : missed;
    return results[name] === matched;
  }

  #withGroups(source: string, groups: readonly string[]): RegExp {
    const key = [source, ...groups].join('\n');
    let regexp = this.#substituted.get(key);
    if (!regexp) {
      regexp = compileSubstituted(source, groups);
      this.#substituted.set(key, regexp);
    }
    return regexp;
  }
}
