import { Command, InvalidArgumentError, Option } from 'commander';
import {
  type Percentiles,
  type PolicySimulation,
  type RolloutScenario,
  type RolloutStrategy,
  rolloutStrategies,
  type ScenarioReport,
} from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { analysedFolder } from '../opening/paths.ts';
import { wholeNumber } from '../options.ts';
import { progressReporter } from '../output/progressBar.ts';
import { terminal } from '../output/terminal.ts';
import { columns, counted, numbers } from '../output/text.ts';

interface SimulateOptions {
  readonly policy?: string;
  readonly capability?: string;
  readonly strategy?: RolloutStrategy;
  readonly seed: number;
  readonly runs: number;
  readonly json?: boolean;
}

/** Versions that are as good as the one in use, and versions that are worse. */
const scenarios = [
  { control: 0.001, candidate: 0.001 },
  { control: 0.01, candidate: 0.01 },
  { control: 0.049, candidate: 0.049 },
  { control: 0.01, candidate: 0.02 },
  { control: 0.01, candidate: 0.05 },
  { control: 0.01, candidate: 0.2 },
  { control: 0.01, candidate: 0.2, isLate: true },
] as const satisfies readonly RolloutScenario[];

const exits = `Exit codes:
  0    it was simulated
  2    the command line or the policy is not right
  130  cancelled
  70   a bug in Toolwright
`;

export const simulateCommand = () =>
  new Command('simulate')
    .summary('try a rollout policy out on simulated users')
    .description(
      'try a rollout policy out on simulated users: how often a good version is taken back, how soon a bad one is, and whom it meets until then',
    )
    .argument('[path]', 'the workspace folder, whose .toolwright/rollout-policy.json is taken', '.')
    .option('--policy <file>', 'another policy')
    .option('--capability <name>', 'with the strategy and stages that the policy has for this one')
    .addOption(
      new Option('--strategy <strategy>', 'how users are brought to it, instead of what the policy says').choices(
        rolloutStrategies,
      ),
    )
    .option('--seed <number>', 'the same one gives the same figures', seedNumber, 1)
    .option('--runs <number>', 'rollouts that are simulated of each kind', runsNumber, 20)
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright rollout simulate
  $ toolwright rollout simulate --policy strict.json --runs 200
  $ toolwright rollout simulate --json --seed 7

${exits}`,
    )
    .action(async (path: string, { policy: policyFile, seed, runs, json, ...which }: SimulateOptions) => {
      const root = analysedFolder(path);
      const { simulateRollouts } = await import('#engine/local');
      const task = { signal: cancelOnInterrupt(), report: progressReporter(!json) };
      try {
        const report = await simulateRollouts({ root, policyFile, ...which }, { seed, runs, scenarios, ...task });
        terminal.print(json ? JSON.stringify(report) : text(report));
        process.exitCode = exitCodes.ok;
      } finally {
        terminal.clear();
      }
    });

function seedNumber(value: string): number {
  const seed = wholeNumber(value);
  if (seed >= 2 ** 32) throw new InvalidArgumentError('It has to be below 4,294,967,296.');
  return seed;
}

function runsNumber(value: string): number {
  const runs = wholeNumber(value);
  if (runs < 1 || runs > 100_000) throw new InvalidArgumentError('It has to be 1 to 100,000.');
  return runs;
}

function text({ scenarios: all, seed, population, policy }: PolicySimulation): string {
  const [first] = all;
  const good = all.filter(({ control, candidate }) => candidate <= control);
  const bad = all.filter(({ control, candidate }) => candidate > control);
  return [
    'The new version is as good as the one in use:',
    columns(
      ['errors', 'taken back', 'paused', 'finished', 'unfinished'],
      good.map((one) => [share(one.control), one.rolledBack, one.paused, one.finished, one.unfinished]),
    ),
    '',
    'The new version is worse:',
    columns(
      ['errors', 'taken back', 'paused', 'finished', 'unfinished', 'requests', 'failed', 'users', 'minutes'],
      bad.map((one) => [rates(one), one.rolledBack, one.paused, one.finished, one.unfinished, ...untilThen(one)]),
    ),
    '',
    'The last decision in the first of each:',
    ...all.map((one) => `  ${rates(one)}: ${one.example?.words ?? ''}`),
    '',
    `Of ${counted(first?.runs ?? 0, 'rollout')} a row; those that are unfinished were left after ${numbers(first?.unfinishedAfter ?? 0)} requests of all users.`,
    'What the new version met from when it was worse until it was taken back: median / 95th percentile; – where that many were not.',
    policyText(policy),
    `Simulated: ${counted(population.users ?? 0, 'user')}, ${numbers(population.perMinute ?? 0)} requests a minute, seed ${seed}.`,
  ].join('\n');
}

function policyText({ file = 'the default policy', capability, strategy, stages }: PolicySimulation['policy']): string {
  const ladder = stages.map(
    ({ name, percent, groups = [] }) => `${name} (${[...groups, ...(percent > 0 ? [`${percent} %`] : [])].join(', ')})`,
  );
  return `By ${file}${capability === undefined ? '' : ` for ${capability}`}, strategy ${strategy}: ${ladder.join(' → ')}.`;
}

function untilThen({ untilRolledBack: until }: ScenarioReport): readonly string[] {
  return [until.requests, until.errors, until.users, until.minutes].map(both);
}

const rates = ({ control, candidate, isLate = false }: RolloutScenario): string =>
  `${share(control)} → ${share(candidate)}${isLate ? ' in the last stage' : ''}`;

const both = ({ p50, p95 }: Percentiles): string => `${oneOf(p50)} / ${oneOf(p95)}`;

const oneOf = (value: number | null): string => (value === null ? '–' : numbers(value));

const share = (rate: number): string => `${Number((rate * 100).toFixed(2))} %`;
