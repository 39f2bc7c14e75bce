import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import type { ComparisonReport, Estimate } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { columns, counted } from '../output/text.ts';
import { atLeastOne, percentage } from './benchmark.ts';

interface Options extends CapabilityOptions {
  readonly root?: string;
  readonly margin: number;
  readonly rounds: number;
  readonly seconds: number;
}

export const compareCommand = () =>
  addSandboxOptions(
    new Command('compare')
      .summary('find out which of several capabilities is quicker')
      .description('call several capabilities in turn, and say which are quicker, and which cannot be told apart')
      .argument('<capabilities...>', 'names of capabilities, two or more; the others are held against the first')
      .addOption(
        new Option('--margin <percent>', 'the difference that counts').argParser(percentage).default(0.02, '2'),
      )
      .option('--rounds <number>', 'calls of each at most', atLeastOne, 3000)
      .option('--seconds <number>', 'seconds at most', atLeastOne, 60)
      .option('--json', 'print one JSON document, and nothing else, on standard output'),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright compare iso-dates iso-dates-2
  $ toolwright compare sort-a sort-b sort-c --margin 1

The first is called twice a round: where it differs from itself, nothing is said of the others.

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
      const { margin, rounds, seconds } = options;
      process.exitCode = await withCapabilities(capabilityWorkspace(options.root), options, async (session, task) => {
        const report = await session.compare(names, { ...task, margin, rounds, seconds });
        terminal.print(options.json ? JSON.stringify(report) : text(report));
        // Those with the first come first.
        const withFirst = report.differences.slice(0, names.length - 1);
        return withFirst.some(({ verdict }) => verdict === 'slower') ? exitCodes.findings : exitCodes.ok;
      });
    });

function text({ ranking, differences, control, rounds, sameInputs }: ComparisonReport): string {
  const rows = ranking.map(({ rank, name, version, medianMs, ratio, words }) => [
    rank,
    `${name} ${version}`,
    `${medianMs.toFixed(2)} ms`,
    rangeText(ratio),
    words,
  ]);
  return [
    columns(['rank', 'capability', 'median', 'beside the first', ''], rows),
    '',
    ...differences.map(({ words }) => words),
    `Control: ${control.words}`,
    `${counted(rounds, 'round')}, ${sameInputs ? 'all with the same inputs' : 'each with the inputs of its own examples, as no input fits all'}.`,
  ].join('\n');
}

function rangeText({ value, low, high }: Estimate): string {
  return low === high ? '1' : `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
