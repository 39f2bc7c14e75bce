import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '#base';

/** A configuration as JSON has it: any part may be missing, or be something else than it should. */
export type Configuration = Readonly<Record<string, unknown>>;

/**
 * Puts a configuration on top of the one that it extends, as dependency-cruiser does it: rules of one name become one,
 * in which the upper wins field by field; rules without a name, and `allowed` ones, stay unless they are the same; of
 * each option the upper one counts.
 * @throws Error where a list of rules is none
 */
export function mergeConfigurations(upper: Configuration, base: Configuration): Configuration {
  const forbidden = mergeRules(listOf(upper, 'forbidden'), listOf(base, 'forbidden'));
  const required = mergeRules(listOf(upper, 'required'), listOf(base, 'required'));
  const allowed = distinct([...listOf(upper, 'allowed'), ...listOf(base, 'allowed')]);
  return {
    ...(forbidden.length > 0 ? { forbidden } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(allowed.length > 0
      ? { allowed, allowedSeverity: upper.allowedSeverity ?? base.allowedSeverity ?? 'warn' }
      : {}),
    options: { ...(base.options ?? {}), ...(upper.options ?? {}) },
  };
}

function mergeRules(upper: readonly unknown[], base: readonly unknown[]): unknown[] {
  const named = new Map<unknown, unknown>();
  const nameless: unknown[] = [];
  for (const rule of [...upper, ...base]) {
    const name = isRecord(rule) ? rule.name : undefined;
    if (!name) nameless.push(rule);
    else if (!named.has(name)) named.set(name, rule);
  }
  // What a rule of the upper list does not say itself, the rules of its name in the base say.
  for (const rule of upper.filter(isRecord)) {
    if (!rule.name || named.get(rule.name) !== rule) continue;
    const inherited = base.filter(isRecord).filter(({ name }) => name === rule.name);
    named.set(rule.name, Object.fromEntries([...inherited.toReversed(), rule].flatMap(Object.entries)));
  }
  return [...named.values(), ...distinct(nameless)];
}

function distinct(rules: readonly unknown[]): unknown[] {
  const found: unknown[] = [];
  for (const rule of rules) if (!found.some((other) => isDeepStrictEqual(other, rule))) found.push(rule);
  return found;
}

function listOf(configuration: Configuration, section: 'forbidden' | 'required' | 'allowed'): readonly unknown[] {
  const list = configuration[section] ?? [];
  if (!Array.isArray(list)) throw new Error(`"${section}" is not a list`);
  return list;
}
