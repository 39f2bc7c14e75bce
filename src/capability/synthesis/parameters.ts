import type { SynthesisGap } from './generator.ts';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** What a program calls its inputs: the names that the gap gives, as far as they are names, and others where it gives none. */
export function parametersOf({ parameters: given = [], examples, otherInputs }: SynthesisGap): string[] {
  const [known = otherInputs?.[0]] = examples.map(({ input }) => input);
  const count = known?.length ?? Math.max(1, given.length);
  return Array.from({ length: count }, (_, at) => {
    const name = given[at];
    if (name !== undefined && /^[A-Za-z_$][\w$]*$/.test(name) && !given.slice(0, at).includes(name)) return name;
    return count === 1 ? 'text' : (ordinals[at] ?? `input${at + 1}`);
  });
}
