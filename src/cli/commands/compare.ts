import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import { type BenchmarkFormat, benchmarkFormats } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { writeFile } from '../output/writeFile.ts';
import { atLeastOne, percentage } from './benchmark.ts';

interface Options extends CapabilityOptions {
  readonly format?: BenchmarkFormat;
  readonly output?: string;
  readonly root?: string;
  readonly margin: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly keep: boolean;
}

export const compareCommand = () =>
  addSandboxOptions(
    new Command('compare')
      .summary('find out which of several capabilities is quicker')
      .description('call several capabilities in turn, and say which are quicker, and which cannot be told apart')
      .argument(
        '<capabilities...>',
        'names of capabilities, two or more; NAME@VERSION is a version that is kept; the others are held against the first',
      )
      .addOption(
        new Option('--margin <percent>', 'the difference that counts').argParser(percentage).default(0.02, '2'),
      )
      .option('--rounds <number>', 'calls of each at most', atLeastOne, 3000)
      .option('--seconds <number>', 'seconds at most', atLeastOne, 60)
      .addOption(new Option('-f, --format <format>', 'how to write it').choices(benchmarkFormats))
      .option('--json', 'the same as --format json')
      .option('-o, --output <file>', 'write it to a file, not to standard output')
      .option('--no-keep', 'keep nothing of it in the journal'),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright compare iso-dates iso-dates-2
  $ toolwright compare iso-dates@1.0.0 iso-dates        the version in use, and what is to replace it
  $ toolwright compare sort-a sort-b sort-c --margin 1
  $ toolwright compare iso-dates iso-dates-2 --format markdown --output comparison.md

The first is called twice a round: where it differs from itself, nothing is said of the others. The comparison is kept in the
journal, by the machine that it was measured on; the panel of benchmarks in the editor shows it.

Exit codes:
  0    none is slower than the first
  1    at least one is
  2    the command line or the input is not right
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (names: readonly string[], options: Options) => {
      if (names.length < 2) {
        throw new ToolwrightError('too-few', 'One capability alone cannot be compared.', {
          hint: `Name another one, or measure it: toolwright benchmark ${names[0]}`,
        });
      }
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      if (twice !== undefined) {
        throw new ToolwrightError('options', `${twice} is named twice.`, {
          hint: 'Name each once: the first is held against itself anyway.',
        });
      }
      const { margin, rounds, seconds, keep } = options;
      const format = options.format ?? (options.json ? 'json' : 'text');
      process.exitCode = await withCapabilities(capabilityWorkspace(options.root), options, async (session, task) => {
        const report = await session.compare(names, { ...task, margin, rounds, seconds, keep });
        const text = await session.renderComparison(report, format);
        if (options.output === undefined) terminal.printRaw(text);
        else await writeFile(options.output, text);
        // Those with the first come first.
        const withFirst = report.differences.slice(0, names.length - 1);
        return withFirst.some(({ verdict }) => verdict === 'slower') ? exitCodes.findings : exitCodes.ok;
      });
    });
