import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import { addLanguageModelOptions, languageModelHelp } from '../languageModel/options.ts';
import { addSandboxOptions, collected, outcomesHelp } from '../options.ts';
import { type GapOptions, synthesizeGap } from '../synthesizing/gap.ts';
import { synthesizeStub } from '../synthesizing/stub.ts';

interface SynthesizeOptions extends GapOptions {
  readonly stub?: string;
}

export const synthesizeCommand = () =>
  addLanguageModelOptions(
    addSandboxOptions(
      new Command('synthesize')
        .summary('generate what is missing: a capability for a gap, or the body of a function from its tests')
        .description(
          'generate a capability for a gap, with the evidence that it may run; or write the body of a function that is not written yet, from the examples in its tests',
        )
        .argument('[gap]', 'the id of a gap as "toolwright gaps" lists it, the words of a request, or a wish in words')
        .option('--stub <file#name>', 'write this function: the file that it is in, and its name')
        .option('--example <in=>out>', 'a text, and what should become of it; may be repeated', collected)
        .option('--outcomes <glob|url>', outcomesHelp, collected)
        .addOption(new Option('--arrow <text>', 'what stands between the two of an example').default('=>'))
        .option('--name <name>', 'what the capability is to be called; made from the words by default')
        .option(
          '--write',
          'write it: the capability if it may run or waits for a person, the function if it fits all examples',
        )
        .option('--json', 'print one JSON document, and nothing else, on standard output'),
    ),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright synthesize request-Xk29 --write                  what was asked for, and nothing could do
  $ toolwright synthesize "write names as initials" --example "Ada Lovelace=>A. L."
  $ toolwright synthesize --stub src/slug.ts#slug               print what would change
  $ toolwright synthesize --stub src/slug.ts#slug --write       and then: run the tests

For a gap, programs are tried until one passes types, safety, its examples and the rest of what the policy asks for. For
a function, the examples are read from the tests, which are not run: expect(slug('A b')).toBe('a-b'), assert.equal,
tables of test.each. Methods are named with their class: --stub src/slug.ts#Slugger.slug. Where nothing fits the
examples, or there are none, --model lets a language model try. "toolwright gaps" lists both.

${languageModelHelp}

Exit codes:
  0    the capability may run; the function fits all examples
  1    there is no program that fits, or it was rejected
  2    the command line or the input is not right
  3    nothing speaks against the capability, and it waits for a person
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (gap: string | undefined, options: SynthesizeOptions) => {
      const { stub, ...others } = options;
      if ((gap === undefined) === (stub === undefined)) {
        throw new ToolwrightError('options', 'Either a gap is to be closed, or a function is to be written.', {
          hint: 'Name a gap as "toolwright gaps" lists it, or a function: --stub src/slug.ts#slug',
        });
      }
      if (stub !== undefined) process.exitCode = await synthesizeStub({ ...others, stub });
      else if (gap !== undefined) process.exitCode = await synthesizeGap(gap, others);
    });
