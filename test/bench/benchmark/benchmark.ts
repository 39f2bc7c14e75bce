import { parseArgs } from 'node:util';
import { benchmarkDetection } from './detection.ts';

/** `benchmark [--runs N] [--detections N] [--seed N]`: how far verdicts of `toolwright compare` can be trusted. */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '1000' },
      detections: { type: 'string', default: '350' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await benchmarkDetection({
    runs: Number(values.runs),
    detections: Number(values.detections),
    seed: Number(values.seed),
  });
  const { benchmarkAA, slowdown5pctFoundRate, byMachine } = result;
  const lines = [
    `A/A: ${percent(benchmarkAA.falseRegressionRate)} of ${benchmarkAA.runs} comparisons of equals found a regression`,
    `A/B: ${percent(slowdown5pctFoundRate)} of slowdowns of 5 % were found`,
    ...Object.entries(byMachine).map(
      ([name, { found, false: wrong }]) => `  ${name.padEnd(16)} found ${percent(found)}, false ${percent(wrong)}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return result;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
