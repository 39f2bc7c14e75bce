import { parseArgs } from 'node:util';
import { benchmarkDetection } from '../benchmark/detection.ts';
import { leakDetection } from '../benchmark/leaks.ts';
import { falseAlarms } from './aa.ts';
import { detectionTimes, lateDetectionTimes } from './detect.ts';
import { measureOverhead } from './overhead.ts';
import { measureRouting } from './routing.ts';
import { measureSwitching } from './switching.ts';
import { percent } from './words.ts';

/** How Prometheus usually looks at a process. */
const counting = { seconds: 15, processes: 1 };

/**
 * `rollout [--runs N] [--detections N] [--counted N] [--comparisons N] [--slowdowns N] [--ids N] [--turns N] [--leaks N] [--seed N]`:
 * how often a version that is as good is taken back, how soon a worse one is, by single requests and by counters, what
 * routing costs an app, how soon one is taken back everywhere, and how far comparisons of speed can be trusted, and
 * whether leaks are found. What is asked for 0 times is left out.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '1000' },
      detections: { type: 'string', default: '400' },
      counted: { type: 'string', default: '400' },
      comparisons: { type: 'string', default: '1000' },
      slowdowns: { type: 'string', default: '350' },
      ids: { type: 'string', default: '1000000' },
      turns: { type: 'string', default: '15' },
      leaks: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  });
  const seed = Number(values.seed);
  const [runs, detections, counted, comparisons, slowdowns, ids, turns, leaks] = [
    values.runs,
    values.detections,
    values.counted,
    values.comparisons,
    values.slowdowns,
    values.ids,
    values.turns,
    values.leaks,
  ].map(Number) as [number, number, number, number, number, number, number, number];
  const print = (line: string) => process.stdout.write(`${line}\n`);

  return {
    ...(runs > 0 && { aa: await falseAlarms({ seed, runs }, print) }),
    ...(detections > 0 && {
      detect: {
        ...(await detectionTimes({ seed, runs: detections }, print)),
        late1to20: await lateDetectionTimes({ seed, runs: Math.ceil(detections / 4) }, print),
      },
    }),
    ...(counted > 0 && {
      counted: {
        aa: await falseAlarms({ seed, runs: counted, counting }, print),
        detect: await detectionTimes({ seed, runs: counted, counting }, print),
      },
    }),
    ...(ids > 0 && { routing: measureRouting(ids, print) }),
    ...(turns > 0 && { ...(await measureSwitching(print)), ...(await measureOverhead(print, { rounds: turns })) }),
    ...(comparisons > 0 && slowdowns > 0 && (await comparisonsOfSpeed(comparisons, slowdowns, seed, print))),
    ...(leaks > 0 && { leaks: await leaksFound(leaks, print) }),
  };
}

async function comparisonsOfSpeed(runs: number, detections: number, seed: number, print: (line: string) => void) {
  const { benchmarkAA, slowdown5pctFoundRate } = await benchmarkDetection({ runs, detections, seed });
  print(
    `comparisons of speed: ${percent(benchmarkAA.falseRegressionRate)} of ${runs} found a regression in what is as fast`,
  );
  print(`comparisons of speed: ${percent(slowdown5pctFoundRate)} of ${detections} slowdowns of 5 % were found`);
  return { benchmarkAA, slowdown5pctFoundRate };
}

async function leaksFound(rounds: number, print: (line: string) => void) {
  const result = await leakDetection(rounds);
  const { planted, found, clean, falselyFound, wrong } = result;
  const list = wrong.length === 0 ? '' : `: wrong of ${wrong.join(', ')}`;
  print(`leaks: ${found} of ${planted} planted ones found, and ${falselyFound} in ${clean} programs without${list}`);
  return result;
}
