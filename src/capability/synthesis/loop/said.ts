import type { Program } from '../byExample/language/expression.ts';
import { print } from '../byExample/print/print.ts';
import type { SaidProgram } from '../byExample/words/make.ts';
import { saidPrograms } from '../byExample/words/said.ts';
import { shownBy } from '../byExample/words/shown.ts';
import { isAboutLines, withEnds, withoutLastEnd } from '../draft/lastEnd.ts';
import { canDecline, changedLines, lineByLine } from '../draft/perLine.ts';
import { schemaOf, textInput } from '../draft/schemas.ts';
import { titleOf } from '../draft/words.ts';
import type { Candidate, Generator, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';

/**
 * Programs for what is asked for most in an editor (lines without duplicates, sorted, numbered; another case), where the
 * words say all there is to it and nobody gave an example. Their cases are made by running them, to be looked at.
 */
export const saidInWords: Generator = {
  name: 'words',
  *generate(gap) {
    const [parameter, ...more] = parametersOf(gap);
    if (gap.examples.length > 0 || gap.declared !== undefined || parameter !== 'text' || more.length > 0) return;
    for (const [nth, said] of saidPrograms(gap.intent).entries()) {
      const candidate = candidateOf(said, gap, nth);
      if (candidate !== undefined) yield candidate;
    }
  },
};

function candidateOf(said: SaidProgram, gap: SynthesisGap, nth: number): Candidate | undefined {
  const { program, eachLine } = said;
  const shown = shownBy(said);
  const [first] = shown;
  if (first === undefined) return undefined;
  const { intent } = gap;
  const examples = shown.map(({ input, output }) => ({ input: [input], output }));
  const source = print(program, { intent, parameters: ['text'], examples });
  const outputs = new Map(shown.map(({ input, output }) => [input, output]));
  const answers = (line: string) => {
    const output = outputs.get(line);
    return typeof output === 'string' ? output : null;
  };
  const all = shown.map(({ input }) => input).join('\n');
  const together = { name: 'all lines at once', input: { text: all }, output: changedLines(all, answers) };
  return {
    source: wholeSource(said, source, gap),
    generator: 'words',
    manifest: {
      input: textInput(eachLine ? 'The lines to change.' : 'The text that it is about.'),
      output: eachLine
        ? { type: 'string' }
        : schemaOf(canDecline(source) ? [...outputs.values(), null] : [...outputs.values()], 'output'),
      examples: [
        ...shown.map(({ input, output }, at) => ({ name: `shown ${at + 1}`, input: { text: input }, output })),
        ...(eachLine ? [together] : []),
        ...(!eachLine && isAboutLines(program, gap) ? [withEnds(first.input, first.output)] : []),
      ],
    },
    cost: 1 + nth,
    satisfied: 0,
    caveats: [
      'Nobody gave an example: its cases were made by running it, to show what the words were taken for.',
      ...(sortsTexts(program) ? ['Capital letters come before small ones.'] : []),
    ],
  };
}

function wholeSource({ program, eachLine }: SaidProgram, source: string, gap: SynthesisGap): string {
  if (eachLine) return lineByLine(source, true, titleOf(gap.intent));
  return isAboutLines(program, gap) ? withoutLastEnd(source, titleOf(gap.intent)) : source;
}

function sortsTexts(program: Program): boolean {
  return /"op":"sorted".*"by":"text"/.test(JSON.stringify(program));
}
