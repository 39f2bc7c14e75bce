import type { Position } from '../language/expression.ts';
import type { Pattern, TokenClass } from '../language/pattern.ts';

/**
 * Description lengths: what is short to say, and holds for inputs that nobody has shown, is cheap. The figures are
 * weights of general properties (how specific a class of text is, how far from an end something is counted), not of
 * tasks.
 */

/** How much a person has to say to name a class of text. */
const classCosts: Readonly<Record<TokenClass, number>> = {
  digits: 0.4,
  number: 0.55,
  decimal: 0.7,
  signedNumber: 0.85,
  capitalised: 0.8,
  lower: 0.8,
  upper: 0.8,
  letters: 0.6,
  alphanumeric: 0.7,
  upperAlphanumeric: 1,
  name: 0.8,
  identifier: 1,
  phrase: 1.2,
  word: 0.4,
  spaces: 1.2,
  punctuation: 1.2,
  line: 0.6,
  email: 0.6,
  url: 0.6,
  host: 0.6,
  clock: 0.6,
  digit: 1.1,
  lowerLetter: 1.2,
  upperLetter: 1.1,
  letter: 1,
  vowel: 1.4,
  hexPair: 1.3,
  subword: 0.9,
  tag: 0.9,
  startSpaces: 1.4,
  endSpaces: 1.2,
  nonDigits: 1.2,
  nonLetters: 1.3,
  nonAlphanumeric: 1.3,
};

export function patternCost(pattern: Pattern): number {
  if (pattern.kind === 'class') return classCosts[pattern.name];
  if (pattern.kind === 'between') return 1.5 + classCosts[pattern.left] / 2 + classCosts[pattern.right] / 2;
  if (pattern.kind === 'oneOf') return 0.8 + 0.25 * pattern.characters.length;
  // What a value is called: `id=`, `name: `.
  if (/^\p{L}{2,}[=:] ?$/u.test(pattern.text)) return labelCost;
  const letters = pattern.text.replace(/[^\p{L}\d]/gu, '').length;
  // A blank that belongs to a sign, as in `: `, makes it plainer.
  const length = /^[^\p{L}\d\s]+ $/u.test(pattern.text) ? pattern.text.length - 0.95 : pattern.text.length;
  return 0.5 + 0.2 * (length - letters) + 0.5 * Math.min(letters, 2) + 0.05 * letters;
}

const labelCost = 0.9;

/** Counting from either end costs by the distance; the first and the last are natural. */
export function countCost(nth: number): number {
  const distance = nth > 0 ? nth - 1 : -nth - 1;
  return (nth > 0 ? 0.2 : 0.3) + 0.4 * distance;
}

export function positionCost(position: Position): number {
  switch (position.kind) {
    case 'offset':
      return position.characters === 0 ? 0.3 : 2 + 0.3 * Math.min(position.characters, 20);
    case 'span':
      return 1 + 0.25 * Math.min(position.characters, 20);
    case 'near':
      return 0.4 + patternCost(position.pattern);
    case 'match':
      return 0.4 + patternCost(position.pattern) + countCost(position.nth);
  }
}

/** Text that is not in the input: signs are common, words and digits are doubtful the longer they are. */
export function constantCost(text: string): number {
  let cost = 1.2;
  for (const character of text) cost += /\d/.test(character) ? 2.2 : /\p{L}/u.test(character) ? 1.1 : 0.35;
  return cost;
}

/** A word that every input has is rather taken from there; where there is one input only, nothing speaks against that. */
export function constantInInputCost(inputs: number): number {
  return inputs === 1 ? 2.6 : 1.2;
}

/** What all inputs begin with, too: it is rather their first letters. */
export const constantAtStartCost = 1.5;

/** A program that says the same whatever it is given. */
export const constantOnlyCost = 4;

/** A parameter that the program does not look at. */
export const unusedInputCost = 1.2;

/** A program that the words of the request ask for, and the examples do not speak against. */
export const saidCost = 1.5;

/** One more part of an output, one more step of a pipeline. */
export const partCost = 0.8;

/** Added to a part by the share of the user's other inputs on which it has no value. */
export const undefinedElsewhereCost = 6;
