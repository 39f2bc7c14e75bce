import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** A pattern that matches no long text, seen apart from how long it is. */
export interface ShortPattern {
  /**
   * The pattern without upper ends, `\w{1,}` for `\w{1,64}`, and without what only looks at a place: it can do all that the
   * pattern itself can. From the start of a text only, and up to a character that is not there, so that no match ends a try
   * early.
   */
  readonly endless: string;
  /** In how many ways an engine can try at most, from one start: the power of two. */
  readonly ways: number;
  /** The part of them that has an end in the pattern without ends, too, so that its endless growth tells nothing of them. */
  readonly waysLeft: number;
}

/** Characters. */
const longest = 1000;
/** As many of one character as make a difference. */
export const fewest = 3;
/** A character for private use: hardly any text has it. */
const neverThere = '\\uE000';

/** @returns nothing for a pattern that can match long texts, or looks ahead, behind or at what it has matched before */
export function shortPattern(source: string, flags: string): ShortPattern | undefined {
  const pattern = parsed(source, flags);
  if (pattern === undefined) return undefined;
  const { text, length, ways, waysLeft } = either(pattern.alternatives);
  return length > longest ? undefined : { endless: `^(?:${text})${neverThere}`, ways, waysLeft };
}

function parsed(source: string, flags: string): AST.Pattern | undefined {
  // Its classes can match more than one character.
  if (flags.includes('v')) return undefined;
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
  } catch {
    return undefined;
  }
}

interface Shape {
  readonly text: string;
  /** Of the longest match. */
  readonly length: number;
  readonly canBeEmpty: boolean;
  readonly ways: number;
  readonly waysLeft: number;
}

const nothing: Shape = { text: '', length: 0, canBeEmpty: true, ways: 0, waysLeft: 0 };
const tooMuch: Shape = { ...nothing, length: Number.POSITIVE_INFINITY };

function either(alternatives: readonly AST.Alternative[]): Shape {
  const shapes = alternatives.map(({ elements }) => sequence(elements.map(shapeOf)));
  const all = (of: (shape: Shape) => number) => Math.log2(shapes.reduce((sum, shape) => sum + 2 ** of(shape), 0));
  return {
    text: shapes.map(({ text }) => text).join('|'),
    length: Math.max(...shapes.map(({ length }) => length)),
    canBeEmpty: shapes.some(({ canBeEmpty }) => canBeEmpty),
    ways: all(({ ways }) => ways),
    waysLeft: all(({ waysLeft }) => waysLeft),
  };
}

const sequence = (shapes: readonly Shape[]): Shape =>
  shapes.reduce(
    (before, { text, length, canBeEmpty, ways, waysLeft }) => ({
      text: before.text + text,
      length: before.length + length,
      canBeEmpty: before.canBeEmpty && canBeEmpty,
      ways: before.ways + ways,
      waysLeft: before.waysLeft + waysLeft,
    }),
    nothing,
  );

function shapeOf(element: AST.Element): Shape {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return { ...nothing, text: element.raw, length: 1, canBeEmpty: false };
    case 'Group':
    case 'CapturingGroup': {
      if (element.type === 'Group' && element.modifiers !== null) return tooMuch;
      const shape = either(element.alternatives);
      return { ...shape, text: `(?:${shape.text})` };
    }
    case 'Assertion':
      return element.kind === 'lookahead' || element.kind === 'lookbehind' ? tooMuch : nothing;
    case 'Quantifier':
      return repeated(shapeOf(element.element), element);
    default:
      return tooMuch;
  }
}

function repeated(one: Shape, { min, max, greedy }: AST.Quantifier): Shape {
  if (max === Number.POSITIVE_INFINITY) return tooMuch;
  if (max === 0) return nothing;
  const { text, ways, waysLeft } = one;
  const lazy = greedy ? '' : '?';
  const least = Math.min(min, fewest);
  const all = { length: one.length * max, canBeEmpty: one.canBeEmpty || min === 0 };
  if (min === max && ways === 0) return { ...all, text: `${text}{${least}}`, ways, waysLeft };
  if (max === 1) {
    const orNone = (power: number) => (min === 1 ? power : Math.log2(1 + 2 ** power));
    return { ...all, text: `${text}{${min},1}${lazy}`, ways: orNone(ways), waysLeft: orNone(waysLeft) };
  }
  return {
    ...all,
    text: `${text}{${least},}${lazy}`,
    ways: ways * max + Math.log2(max - min + 1),
    // Where nothing is matched, an engine goes on as long as it has to, and no longer.
    waysLeft: one.canBeEmpty ? ways * min : 0,
  };
}
