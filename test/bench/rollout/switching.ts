import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flagFileText, flagOf } from '#capability/rollout';
import { createRouter, flagsFromFile } from '../../../src/runtime/node/index.ts';
import { percentile } from '../statistics.ts';

const routers = 10;
const rounds = 30;

/**
 * How long it takes from writing the flag file until all routers of the machine serve the other version: the 95th
 * percentile, in milliseconds. Every second time the file is renamed into its place, and else written there.
 */
export async function measureSwitching(print: (line: string) => void): Promise<{ readonly switchMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-switching-'));
  const file = join(folder, 'rollouts.json');
  const text = (percent: number) => flagFileText({ it: flagOf({ stable: '1', candidate: '2', percent }) });
  writeFileSync(file, text(0));
  const versions = { '1': () => 1, '2': () => 2 };
  const all = Array.from({ length: routers }, () =>
    createRouter({ capabilities: { it: { versions } }, flags: flagsFromFile(file) }),
  );
  try {
    await Promise.all(all.map(({ ready }) => ready));
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      const to = round % 2 === 0 ? 100 : 0;
      writeFileSync(`${file}.new`, text(to));
      if (round % 4 < 2) renameSync(`${file}.new`, file);
      else writeFileSync(file, text(to));
      const wanted = to === 100 ? '2' : '1';
      for (const router of all) {
        while ((await router.run('it', undefined, { user: 'ada' })).version !== wanted) {
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
      times.push(performance.now() - began);
    }
    const switchMs = Math.round(percentile(times, 0.95) * 10) / 10;
    print(
      `switching: ${routers} routers within ${percentile(times, 0.5).toFixed(1)} ms of the write in the median, ${switchMs} ms in the 95th percentile of ${rounds} changes`,
    );
    return { switchMs };
  } finally {
    await Promise.all(all.map((router) => router.close()));
    rmSync(folder, { recursive: true });
  }
}
