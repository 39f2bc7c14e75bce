import type { Tangle } from './savings.ts';

/** `1 file`, `3 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}

/** Names in code marks: `` `a`, `b` and 3 more ``. */
export function names(list: readonly string[], most = 4): string {
  const marked = list.map((name) => `\`${name}\``);
  if (marked.length <= most) return joined(marked);
  return `${marked.slice(0, most).join(', ')} and ${marked.length - most} more`;
}

/** `a, b and c`. */
export function joined(list: readonly string[]): string {
  return list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}

/**
 * What a change does to the cycles of a tangle.
 *
 * @param alone files that it takes out of cycles on its own
 * @param together files that leave when all changes of its kind in the tangle are made
 * @param changes how many of these there are
 */
export function cycleEffects(tangle: Tangle, alone: number, together: number, changes: number): string[] {
  const all = tangle.members.length;
  const effects = [
    alone > 0
      ? `It takes ${count(alone, 'file')} out of run-time cycles, of ${all} in this group.`
      : `Alone it takes no file out of the run-time cycles of its group of ${all}.`,
  ];
  if (changes > 1 && together > alone) {
    effects.push(`With all ${changes} changes of this kind in the group, ${count(together, 'file')} leave.`);
  }
  return effects;
}

/** What to do when an import that is no longer needed at run time was there for more than its names. */
export function sideEffects(path: string, specifier: string): string {
  return `If ${path} has to be loaded for its side effects, keep \`import '${specifier}'\` as well.`;
}
