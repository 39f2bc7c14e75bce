import type { SynthesisExample } from '../../generator.ts';
import { run } from '../evaluate/evaluate.ts';
import type { Program, Value } from '../language/expression.ts';
import type { OpenLimit } from './limits.ts';

interface Found {
  readonly program: Program;
  readonly satisfied: number;
  readonly lone: number;
}

/** Limits that are asked about; of several the first tell enough. */
const mostLimits = 2;

/** What is doubtful about a program that was found, each in a sentence. */
export function doubtsAbout(
  { program, satisfied, lone }: Found,
  examples: readonly SynthesisExample[],
  limits: readonly OpenLimit[],
): string[] {
  const count = examples.length;
  const decisions = decisionsIn(program);
  return [
    ...(satisfied === count ? [] : [`It is right on ${satisfied} of ${count} examples only.`]),
    ...(lone === 0 ? [] : [ownBranches(lone, count)]),
    ...(satisfied === count && lone === 0 && count > 1 && decisions >= count ? [guessed(decisions, count)] : []),
    ...limits.slice(0, mostLimits).map((limit) => limitAsked(limit, program)),
    ...(knowsByHeart(program)
      ? ['It knows by heart what its examples show: for anything else that it would have to look up it has no answer.']
      : []),
  ];
}

function ownBranches(lone: number, count: number): string {
  if (count === 1) return 'It rests on a single example: more examples would tell.';
  const have = lone === 1 ? 'has' : 'have';
  return `${lone} of ${count} examples ${have} a branch of ${lone === 1 ? 'its' : 'their'} own: more examples would tell.`;
}

/**
 * Conditions and constants that each example could have asked for: of as many as there are examples, none speaks for
 * another. What texts are put together from is in all of them, and does not count.
 */
function decisionsIn(program: Program): number {
  let count = 0;
  const visit = (node: unknown, isAsked: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const one of node) visit(one, isAsked);
      return;
    }
    const { op, gives, value, pattern, find, test } = node as { readonly [name: string]: unknown };
    if (gives === 'choice' || op === 'and' || op === 'or') count++;
    if (op === 'constant' && value !== 0) count++;
    if (isAsked && (pattern !== undefined || typeof find === 'string')) count++;
    for (const child of Object.values(node))
      visit(child, isAsked || child === test || gives === 'boolean' || gives === 'number');
  };
  visit(program, false);
  return count;
}

function guessed(decisions: number, count: number): string {
  return `It has ${decisions} conditions and constants for ${count} examples, and may be a guess: more examples would tell.`;
}

function limitAsked({ input, otherwise }: OpenLimit, program: Program): string {
  return leftOpen(input, [run(program, input) ?? null, run(otherwise, input) ?? null]);
}

/** What a question asks, as a doubt. */
export function leftOpen(input: readonly Value[], answers: readonly Value[]): string {
  return `The examples leave open whether ${input.map(shown).join(', ')} gives ${listed(answers.slice(0, 3).map(shown))}.`;
}

/** `a, b or c`. */
function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}

function shown(value: Value): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${[...text].slice(0, 59).join('')}…` : text;
}

/** Whether what comes out is looked up in a table of what was shown. */
function knowsByHeart(program: Program): boolean {
  return /"gives":"table"|"op":"lookup"/.test(JSON.stringify(program));
}
