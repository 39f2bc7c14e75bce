import type { SynthesisExample } from '../../generator.ts';
import type { Value } from '../language/expression.ts';

/** Between the parts of a text, the widest first. */
const separators = ['\n', ', ', ',', ';', ' ', '-', '.', '/', '_'];

/**
 * Inputs that are much like those of the examples: a part less, one twice, two the other way round, other digits. Where no
 * others are known, likely programs may differ on one of them.
 */
export function variationsOf(examples: readonly SynthesisExample[]): (readonly Value[])[] {
  const known = new Set(examples.map(({ input }) => JSON.stringify(input)));
  const found = new Map<string, readonly Value[]>();
  for (const { input } of examples) {
    const [text, ...more] = input;
    if (typeof text !== 'string' || more.length > 0) continue;
    for (const other of variedTexts(text)) {
      const key = JSON.stringify([other]);
      if (!known.has(key)) found.set(key, [other]);
    }
  }
  return [...found.values()];
}

function* variedTexts(text: string): Generator<string> {
  const by = separators.find((one) => text.includes(one));
  if (by !== undefined) {
    const parts = text.split(by);
    const [first = '', second = ''] = parts;
    yield [...parts, first].join(by);
    yield [second, first, ...parts.slice(2)].join(by);
    if (parts.length > 2) yield parts.slice(0, -1).join(by);
    yield [first, second, second, ...parts.slice(2)].join(by);
    if (parts.length > 2) yield parts.toReversed().join(by);
  }
  let nth = 0;
  const moved = (digits: string) => String(1 + ((Number(digits) + nth++) % 12)).padStart(digits.length, '0');
  if (/\d/.test(text)) yield text.replaceAll(/(?<!\d)\d{1,2}(?!\d)/g, moved);
  if (/\d/.test(text)) yield text.replaceAll(/\d/g, (digit) => String((Number(digit) * 7 + 3) % 10));
}
