import { resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { SynthesisExample, SynthesisGap } from '#capability/synthesis';
import { runnerNames } from '#protocol';
import { median, percentile } from '../statistics.ts';
import { duration, table } from '../table.ts';
import { type Answer, Solver } from './solver.ts';
import { isHeldOut, readTasks, type SynthesisTask } from './tasks.ts';
import { verifySample } from './verified.ts';

/** One task under one protocol. */
interface Trial {
  readonly task: SynthesisTask;
  readonly solved: boolean;
  readonly milliseconds: number;
}

const protocols = ['generalise', 'all'] as const;

/**
 * Learns every task of a file from its `train` examples, and counts those whose top program is right on all `test`
 * rows; then again with all examples given. Unless `--blind`, the inputs of the test rows are known while learning, as
 * a user's other lines are; their outputs never are. Tasks run one after the other in a worker with a time of their own.
 * In the end `--verify N` of them (40) go the whole way to a verified capability.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      timeout: { type: 'string', default: '5' },
      limit: { type: 'string' },
      blind: { type: 'boolean', default: false },
      only: { type: 'string' },
      show: { type: 'boolean', default: false },
      verify: { type: 'string', default: '40' },
      runner: { type: 'string', default: 'isolate' },
    },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('Name a file of tasks: npm run -s bench -- synthesis FILE');
  const tasks = readTasks(resolve(file), Number(values.limit ?? Number.POSITIVE_INFINITY)).filter(({ id }) =>
    id.includes(values.only ?? ''),
  );
  const milliseconds = 1000 * Number(values.timeout);
  const solver = new Solver(milliseconds);
  const trials: Record<(typeof protocols)[number], Trial[]> = { generalise: [], all: [] };
  try {
    for (const task of tasks) {
      for (const protocol of protocols) {
        const known = protocol === 'all' ? [...task.train, ...task.test] : task.train;
        const asked = protocol === 'all' ? known : task.test;
        const otherInputs = values.blind ? [] : asked.map(({ input }) => input);
        const answer = await solver.solve(
          gapOf(known, protocol === 'all' ? [] : otherInputs),
          asked.map(({ input }) => input),
        );
        trials[protocol].push({ task, solved: isRight(answer, asked), milliseconds: answer.milliseconds });
        if (values.show) console.log(`${task.id} ${protocol}\n${answer.source ?? 'nothing found'}`);
      }
    }
  } finally {
    await solver.stop();
  }
  const runner = runnerNames.find((name) => name === values.runner) ?? 'isolate';
  const verified = await verifySample(tasks, Number(values.verify), runner);
  return { ...report(trials, values.blind), verified };
}

function gapOf(examples: readonly SynthesisExample[], otherInputs: SynthesisGap['otherInputs']): SynthesisGap {
  return { intent: 'A task of the benchmark', examples, ...(otherInputs === undefined ? {} : { otherInputs }) };
}

function isRight({ outputs, source }: Answer, asked: readonly SynthesisExample[]): boolean {
  return source !== undefined && asked.every(({ output }, at) => isDeepStrictEqual(outputs[at] ?? null, output));
}

function report(trials: Readonly<Record<(typeof protocols)[number], readonly Trial[]>>, blind: boolean): object {
  const { generalise, all } = trials;
  const sources = [...new Set(generalise.map(({ task }) => task.source))];
  const groups: readonly (readonly [string, (trial: Trial) => boolean])[] = [
    ...sources.map((source) => [source, ({ task }: Trial) => task.source === source] as const),
    ['developed on', ({ task }) => !isHeldOut(task)],
    ['held out', ({ task }) => isHeldOut(task)],
    ['all tasks', () => true],
  ];
  const rows = groups.map(([name, belongs]) => [
    name,
    ...protocols.map((protocol) => share(trials[protocol].filter(belongs))),
  ]);
  console.log(table([['', 'generalises', 'all examples'], ...rows]));
  const times = generalise.filter(({ solved }) => solved).map((trial) => trial.milliseconds);
  console.log(`\nSolved in ${duration(median(times))} (median), ${duration(percentile(times, 0.95))} (95 %).`);
  console.log(blind ? 'Other inputs were not known.' : 'Inputs of the test rows were known without their outputs.');
  return {
    generalise: count(generalise),
    all: count(all),
    medianMs: round(median(times)),
    p95Ms: round(percentile(times, 0.95)),
    bySource: Object.fromEntries(
      sources.map((source) => [source, count(generalise.filter(({ task }) => task.source === source))]),
    ),
    heldOut: count(generalise.filter(({ task }) => isHeldOut(task))),
    otherInputsKnown: !blind,
    unsolved: generalise.filter(({ solved }) => !solved).map(({ task }) => task.id),
    unsolvedWithAll: all.filter(({ solved }) => !solved).map(({ task }) => task.id),
  };
}

function share(trials: readonly Trial[]): string {
  const { total, solved } = count(trials);
  return `${solved}/${total} (${Math.round((100 * solved) / Math.max(1, total))} %)`;
}

function count(trials: readonly Trial[]): { total: number; solved: number } {
  return { total: trials.length, solved: trials.filter(({ solved }) => solved).length };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
