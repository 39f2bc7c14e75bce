import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '#base';
import type { GenerationQuestion } from '#protocol';
import { variationsOf } from '../byExample/ambiguity/variations.ts';
import { run } from '../byExample/evaluate/evaluate.ts';
import { type ByExampleCandidate, byExample } from '../byExample/generator.ts';
import type { Value } from '../byExample/language/expression.ts';
import { isAboutLines, withEnds, withoutLastEnd } from '../draft/lastEnd.ts';
import { changedLines, isOfLines, lineByLine } from '../draft/perLine.ts';
import { titleOf } from '../draft/words.ts';
import type { Candidate, Generator, SynthesisBudget, SynthesisGap } from '../generator.ts';
import { doubtIn, questionAmong, unanswered } from './doubt.ts';

/** Programs that are tried; what comes after them has been thought unlikely by the ranking. */
const mostPrograms = 6;
/** Milliseconds of one search, so that the others have their turn: of one that has found a program, and of one that has not. */
const longestSearch = { found: 2500, nothing: 8000 };
/** Milliseconds between two looks at the messages. */
const turn = 50;
/** Lines of what was at hand that the search looks at. */
const linesWeighed = 200;

/**
 * Programs that are learned from the examples, the best first. Where all examples are lines, the program is for lines,
 * and the candidate changes each line of its text.
 */
export const learnedPrograms: Generator = {
  name: byExample.name,
  async *generate(gap, budget) {
    // Without examples there is nothing to learn from, and others may know what is meant.
    if (gap.examples.length === 0) return;
    const lines = isOfLines(gap);
    const wanted = lines ? { ...gap, otherInputs: linesOf(gap.otherInputs ?? []) } : gap;
    const found = await ranked(wanted, budget);
    const [best] = found;
    const question = best && questionAmong(found, wanted, atHandOr(wanted));
    for (const candidate of found.slice(0, mostPrograms)) {
      const { program: _, ...learned } = lines ? forLines(candidate, gap) : forText(candidate, gap);
      const told = rested(learned, gap);
      const made = isFarFetched(candidate, gap) ? { ...told, farFetched: true } : told;
      yield candidate === best && question !== undefined ? doubted(made, question) : made;
    }
  },
};

/**
 * Whether a program is as long as what it explains (minimum description length; Rissanen, 1978), where one character of
 * the outputs counts as much as one thing to say; says about three things for each example; or has cases for single ones.
 */
function isFarFetched({ cost, lone = 0 }: ByExampleCandidate, { examples }: SynthesisGap): boolean {
  const explained = examples.reduce((sum, { output }) => sum + (JSON.stringify(output)?.length ?? 0), 0);
  const quotes = 2 * examples.filter(({ output }) => typeof output === 'string').length;
  return lone > 0 || cost >= Math.min(explained - quotes, 5 + 3 * examples.length);
}

/** What the user has at hand, or else what is much like the examples. */
function atHandOr(gap: SynthesisGap): readonly (readonly Value[])[] {
  const others = unanswered(gap);
  return others.length > 0 ? others : variationsOf(gap.examples);
}

/** All programs that are found within the budget, best first. @throws CancelledError */
async function ranked(gap: SynthesisGap, budget: SynthesisBudget): Promise<ByExampleCandidate[]> {
  const startedAt = performance.now();
  const found: ByExampleCandidate[] = [];
  let isFound = false;
  let looked = performance.now();
  const bounded: SynthesisBudget = {
    steps: budget.steps,
    // The search looks at it again and again: so it can be ended from outside.
    get deadline() {
      const limit = startedAt + (isFound ? longestSearch.found : longestSearch.nothing);
      return budget.signal?.aborted ? 0 : Math.min(limit, budget.deadline ?? limit);
    },
  };
  for (const candidate of byExample.generate(gap, bounded)) {
    found.push(candidate);
    isFound ||= candidate.satisfied === gap.examples.length;
    if (performance.now() - looked < turn) continue;
    await setImmediate();
    throwIfCancelled(budget.signal);
    looked = performance.now();
  }
  throwIfCancelled(budget.signal);
  return found.sort((a, b) => b.satisfied - a.satisfied || a.cost - b.cost);
}

function linesOf(inputs: NonNullable<SynthesisGap['otherInputs']>): (readonly Value[])[] {
  const lines = inputs.flatMap(([text]) => (typeof text === 'string' ? text.split(/\r\n|[\r\n]/) : []));
  return [...new Set(lines.filter((line) => line.trim() !== ''))].slice(0, linesWeighed).map((line) => [line]);
}

/** What ends the last line is not meant, where examples do not say so. */
function forText(candidate: ByExampleCandidate, gap: SynthesisGap): ByExampleCandidate {
  if (!isAboutLines(candidate.program, gap)) return candidate;
  const [first] = gap.examples;
  const examples = first === undefined ? [] : [withEnds(String(first.input[0]), first.output)];
  return { ...candidate, source: withoutLastEnd(candidate.source, titleOf(gap.intent)), manifest: { examples } };
}

function forLines(candidate: ByExampleCandidate, { intent, examples }: SynthesisGap): Candidate & { program: unknown } {
  const canBeEmpty = examples.some(({ output }) => output === '');
  const answers = (text: string) => {
    const value = run(candidate.program, [text]);
    return typeof value === 'string' && (canBeEmpty || value !== '') ? value : null;
  };
  const text = `${examples.map(({ input }) => input[0]).join('\n')}\n\n`;
  return {
    ...candidate,
    source: lineByLine(candidate.source, canBeEmpty, titleOf(intent)),
    manifest: {
      output: { type: 'string' },
      examples: [{ name: 'all lines at once', input: { text }, output: changedLines(text, answers) }],
    },
  };
}

function rested(candidate: Candidate, { examples }: SynthesisGap): Candidate {
  if (examples.length !== 1) return candidate;
  return { ...candidate, caveats: [...candidate.caveats, 'It rests on one example.'] };
}

function doubted(candidate: Candidate, question: GenerationQuestion): Candidate {
  return { ...candidate, question, caveats: [...new Set([...candidate.caveats, doubtIn(question)])] };
}
