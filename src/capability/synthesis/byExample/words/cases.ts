import type { ListExpression } from '../language/expression.ts';
import type { Concept } from './concepts.ts';
import { eachLine, input, joined, matches, type SaidProgram, whole } from './make.ts';

const subwords = matches('subword');
const capitals: ListExpression = { op: 'map', of: subwords, each: { op: 'casing', to: 'capital' } };
const smalls: ListExpression = { op: 'map', of: subwords, each: { op: 'casing', to: 'lower' } };

/** The letter cases that have names, and what makes them. */
export const caseRules: readonly (readonly [Concept, SaidProgram])[] = [
  ['upper', whole({ op: 'casing', of: input, to: 'upper' })],
  ['lower', whole({ op: 'casing', of: input, to: 'lower' })],
  ['title', whole({ op: 'casing', of: input, to: 'title' })],
  ['sentence', eachLine({ op: 'casing', of: input, to: 'capital' })],
  ['camel', eachLine(joined({ op: 'mapFirst', of: capitals, each: { op: 'casing', to: 'lower' } }, ''))],
  ['pascal', eachLine(joined(capitals, ''))],
  ['snake', eachLine(joined(smalls, '_'))],
  ['kebab', eachLine(joined(smalls, '-'))],
  ['constant', eachLine(joined({ op: 'map', of: subwords, each: { op: 'casing', to: 'upper' } }, '_'))],
];
