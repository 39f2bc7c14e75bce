import type { Program } from '../language/expression.ts';
import { type Concept, wishOf } from './concepts.ts';

/** What shows in a program, as JSON, that it does what a word says. */
const traces: Readonly<Partial<Record<Concept, RegExp>>> = {
  duplicates: /"op":"(?:distinct|unique)"/,
  sort: /"op":"sorted(?:By)?"/,
  alphabetical: /"op":"sorted(?:By)?"/,
  descending: /"descending":true/,
  reverse: /"op":"reversed"|"descending":true/,
  length: /"by":"length"|"op":"length"/,
  number: /"op":"(?:numbered|parse|size|numberInput)"/,
  count: /"op":"(?:size|length|count)"|"by":"count"/,
  trim: /"op":"(?:trim|squeeze)"/,
  space: /"op":"(?:trim|squeeze)"|"name":"spaces"/,
  extra: /"op":"squeeze"/,
  empty: /"op":"nonEmpty"/,
  upper: /"to":"upper"/,
  lower: /"to":"lower"/,
  title: /"to":"title"|"op":"map".*"to":"capital"/,
  sentence: /"to":"(?:capital|upperFirst)"/,
  capitalise: /"to":"(?:title|capital|upperFirst)"/,
  camel: /"name":"subword"|"op":"mapFirst"/,
  pascal: /"name":"subword"|"to":"capital"/,
  snake: /"with":"_"/,
  kebab: /"with":"-"/,
  slug: /"with":"-"/,
  join: /"op":"join"/,
  split: /"op":"split"/,
  first: /"at":0|"op":"first"|"nth":1\b/,
  last: /"at":-1|"op":"last"|"nth":-1\b/,
  longest: /"by":"length","descending":true/,
  shortest: /"by":"length","descending":false/,
  sum: /"by":"(?:sum|\+)"/,
  average: /"by":"average"/,
  least: /"by":"min"/,
  most: /"by":"max"/,
  product: /"by":"(?:product|\*)"/,
  initials: /"op":"first","characters":1\b/,
  punctuation: /"name":"punctuation"/,
  digit: /"name":"digits?"/,
  vowel: /"name":"vowel"/,
  email: /"name":"email"/,
  link: /"name":"url"/,
  date: /"op":"(?:readMoment|moment|time)"/,
  line: /"by":"\\n"|"with":"\\n"/,
};

const firstSaid = 1.5;
const furtherSaid = 0.75;
const mostSaid = 3;

/** How much more likely a program is meant that does what the words of a request say: to be taken from its cost. */
export function weightOfWords(intent: string): (program: Program) => number {
  const wanted = [...wishOf(intent).concepts].flatMap((concept) => traces[concept] ?? []);
  if (wanted.length === 0) return () => 0;
  return (program) => {
    const text = JSON.stringify(program);
    const said = wanted.filter((trace) => trace.test(text)).length;
    return said === 0 ? 0 : Math.min(mostSaid, firstSaid + furtherSaid * (said - 1));
  };
}
