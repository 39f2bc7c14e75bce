import { withCasing } from '../evaluate/casing.ts';
import type { Casing } from '../language/expression.ts';

/** How a part of a source may be changed on its way into the output. */
export type Mode = 'same' | Casing;

/** For each place of a text and each place of an output: how many units from there on are the same. */
export interface Alignment {
  /** Of a slice that starts at `from` and is put at `at`. */
  common(from: number, at: number): number;
}

const largest = 400_000;

/** The alignments of a text with an output, by mode; modes that cannot matter are left out. */
export function alignmentsOf(text: string, output: string, modes: readonly Mode[]): Map<Mode, Alignment> {
  const alignments = new Map<Mode, Alignment>();
  const size = (text.length + 1) * (output.length + 1);
  const same = tableOf(text, output);
  alignments.set('same', { common: same });
  if (size > largest) return alignments;
  const lower = cased(text, 'lower');
  const upper = cased(text, 'upper');
  const title = cased(text, 'title');
  if (lower === undefined || upper === undefined || title === undefined) return alignments;
  const ofLower = tableOf(lower, output);
  const ofTitle = tableOf(title, output);
  const starting = (first: string, rest: (from: number, at: number) => number) => (from: number, at: number) =>
    from < text.length && first[from] === output[at] ? 1 + rest(from + 1, at + 1) : 0;
  const tables: Record<Casing, (from: number, at: number) => number> = {
    lower: ofLower,
    upper: tableOf(upper, output),
    title: starting(upper, ofTitle),
    capital: starting(upper, ofLower),
    upperFirst: starting(upper, same),
    lowerFirst: starting(lower, same),
  };
  for (const mode of modes) if (mode !== 'same') alignments.set(mode, { common: tables[mode] });
  return alignments;
}

/** Undefined where the case changes the length, so that places would no longer be the same. */
function cased(text: string, to: Casing): string | undefined {
  const changed = withCasing(text, to);
  return changed.length === text.length ? changed : undefined;
}

function tableOf(text: string, output: string): (from: number, at: number) => number {
  const width = output.length + 1;
  const table = new Uint16Array((text.length + 1) * width);
  for (let from = text.length - 1; from >= 0; from--) {
    for (let at = output.length - 1; at >= 0; at--) {
      if (text[from] === output[at]) table[from * width + at] = 1 + (table[(from + 1) * width + at + 1] ?? 0);
    }
  }
  return (from, at) => table[from * width + at] ?? 0;
}

/** The modes that could explain these outputs. */
export function modesFor(outputs: readonly string[]): Mode[] {
  const every = (test: (text: string) => boolean) => outputs.some(test);
  return [
    'same',
    ...(every((text) => /\p{Ll}/u.test(text)) ? (['lower', 'title', 'capital', 'lowerFirst'] as const) : []),
    ...(every((text) => /\p{Lu}/u.test(text)) ? (['upper', 'upperFirst'] as const) : []),
  ];
}
