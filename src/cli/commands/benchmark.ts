import { Command, InvalidArgumentError, Option } from 'commander';
import { type TaskOptions, ToolwrightError } from '#base';
import {
  type BenchmarkFormat,
  type BenchmarkOptions,
  type BenchmarkReport,
  benchmarkFormats,
  type CapabilitySession,
  type LoadPlan,
} from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions, wholeNumber } from '../options.ts';
import { reportFailure } from '../output/failures.ts';
import { terminal } from '../output/terminal.ts';
import { writeFile } from '../output/writeFile.ts';

interface Options extends CapabilityOptions {
  readonly format?: BenchmarkFormat;
  readonly output?: string;
  readonly root?: string;
  readonly precision: number;
  readonly runs: number;
  readonly seconds: number;
  readonly keep: boolean;
  readonly resources?: boolean;
  readonly rates?: readonly number[];
  readonly users?: readonly number[];
  readonly think: number;
  readonly stepSeconds: number;
}

export const benchmarkCommand = () =>
  addSandboxOptions(
    new Command('benchmark')
      .summary('measure how long calls of capabilities take')
      .description(
        'measure how long calls of capabilities take in their sandbox, with the inputs of their examples, and whether that is longer than before',
      )
      .argument('<capabilities...>', 'names of capabilities; NAME@VERSION is a version that is kept')
      .addOption(new Option('-f, --format <format>', 'how to write it').choices(benchmarkFormats))
      .option('--json', 'the same as --format json')
      .option('-o, --output <file>', 'write it to a file, not to standard output')
      .addOption(
        new Option('--precision <percent>', 'how narrowly the median is to be known')
          .argParser(percentage)
          .default(0.02, '2'),
      )
      .option('--runs <number>', 'calls at most', atLeastOne, 2000)
      .option('--seconds <number>', 'seconds at most', atLeastOne, 30)
      .option('--resources', 'look at memory, too: leaks and garbage collections')
      .option('--rates <list>', 'put it under load: calls a second, such as 5,10,20', rising)
      .option('--users <list>', 'put it under load: users that each wait for the answer, such as 1,2,4', rising)
      .option('--think <ms>', 'milliseconds between an answer and the next call of a user', wholeNumber, 100)
      .option('--step-seconds <number>', 'seconds at each rate or number of users', atLeastOne, 5)
      .option('--no-keep', 'keep no figures for later benchmarks to be compared with'),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright benchmark iso-dates
  $ toolwright benchmark iso-dates --precision 1 --seconds 120
  $ toolwright benchmark iso-dates --resources --rates 5,10,20,40
  $ toolwright benchmark iso-dates shout --format github-action-benchmark --output benchmark.json

Figures are kept in the journal, by the machine that they were measured on. What is measured later on the same machine is
compared with them; docs/benchmark.md tells how.

Exit codes:
  0    none is slower than what was measured of an earlier version on this machine
  1    at least one is
  2    the command line or the input is not right, or one of several could not be measured
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (names: readonly string[], options: Options) => {
      const format = options.format ?? (options.json ? 'json' : 'text');
      const { precision, runs, seconds, keep, resources } = options;
      const load = loadOf(options);
      const wanted = { precision, runs, seconds, keep, ...(resources ? { resources } : {}), ...(load ? { load } : {}) };
      process.exitCode = await withCapabilities(capabilityWorkspace(options.root), options, async (session, task) => {
        const { reports, failures } = await measureEach(session, [...new Set(names)], { ...task, ...wanted });
        const text = await session.renderBenchmarks(reports, format);
        if (options.output === undefined) terminal.printRaw(text);
        else await writeFile(options.output, text);
        const codes = failures.map((error) => reportFailure(error, options.verbose === true));
        return codes[0] ?? (reports.some(isRegression) ? exitCodes.findings : exitCodes.ok);
      });
    });

/**
 * Measures one after the other. What is not there is refused before anything is measured; one that cannot be measured takes from
 * the others nothing that took them minutes.
 * @throws what the only one has failed by, and CancelledError
 */
async function measureEach(
  session: CapabilitySession,
  names: readonly string[],
  options: BenchmarkOptions & TaskOptions,
) {
  const rows = await Promise.all(names.map((name) => session.row(name)));
  const missing = names.find((_, at) => rows[at]?.capability === undefined);
  // It says what is wrong with it.
  if (missing !== undefined) await session.benchmark(missing, options);
  const reports: BenchmarkReport[] = [];
  const failures: ToolwrightError[] = [];
  for (const name of names) {
    try {
      reports.push(await session.benchmark(name, options));
    } catch (error) {
      if (!ToolwrightError.is(error)) throw error;
      failures.push(error);
    }
  }
  if (reports.length === 0) throw failures[0];
  return { reports, failures };
}

function isRegression({ baseline }: BenchmarkReport): boolean {
  return baseline?.verdict === 'slower' && !baseline.sameContent;
}

/** @throws ToolwrightError `options` where both models are asked for */
function loadOf({ rates, users, think, stepSeconds }: Options): LoadPlan | undefined {
  if (rates !== undefined && users !== undefined) {
    throw new ToolwrightError('options', 'A load is given by rates or by users, not by both.', {
      hint: 'Run it twice, with --rates and with --users.',
    });
  }
  if (rates !== undefined) return { model: 'open', rates, secondsEach: stepSeconds };
  return users && { model: 'closed', users, thinkMs: think, secondsEach: stepSeconds };
}

/** Reads whole numbers, each once, in ascending order. */
function rising(text: string): readonly number[] {
  return [...new Set(text.split(',').map((one) => atLeastOne(one.trim())))].sort((a, b) => a - b);
}

/** Reads a percentage as a share. */
export function percentage(text: string): number {
  const value = Number(text.replace(/\s*%$/, ''));
  if (!(value > 0 && value <= 100)) throw new InvalidArgumentError('It has to be a percentage above 0.');
  return value / 100;
}

/** Reads a whole number of one or more. */
export function atLeastOne(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('It has to be 1 or more.');
  return value;
}
