// Checks the source without running the product: `npm run check`. Every check runs, whatever the others say.

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isStarted, main, type Print, root, runNode } from './process.ts';
import { inWords, oneFailed, onePassed, sum, type Tally } from './tally.ts';

const bin = (name: string, file: string) => join(root, 'node_modules', name, file);

/**
 * What is checked, and the arguments of the Node that checks it. Types are checked by TypeScript 7, in a third of the time;
 * the package `typescript` is what others call as a library, which 7 is not.
 */
const checks: readonly { name: string; args: readonly string[] }[] = [
  { name: 'types', args: [bin('tsc', 'bin/tsc'), '-p', '.'] },
  { name: 'types of the webviews', args: [bin('tsc', 'bin/tsc'), '-p', 'webview'] },
  { name: 'types of the webview tests', args: [bin('tsc', 'bin/tsc'), '-p', 'test/webview'] },
  { name: 'format and lint', args: [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings'] },
  { name: 'dependency rules, by toolwright itself', args: ['src/cli/main.ts', 'rules', '.'] },
  { name: 'dead code', args: [bin('knip', 'bin/knip.js')] },
  { name: 'contributions in step with code', args: ['scripts/contributions.ts', '--check'] },
];

/**
 * Runs the checks; each counts as one test.
 *
 * @param atOnce how many at a time
 */
export async function runChecks(print: Print = console.log, atOnce = 1): Promise<Tally> {
  const tallies: Tally[] = [];
  const waiting = checks.values();
  const work = async () => {
    for (const { name, args } of waiting) {
      const { code, output } = await runNode(args, { givesWay: true });
      print(`${code === 0 ? '✓' : '✗'} ${name}`);
      if (code !== 0) print(output);
      tallies.push(code === 0 ? onePassed : oneFailed(`check > ${name}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return sum(tallies);
}

if (isStarted(import.meta.filename)) {
  await main(async () => {
    const total = await runChecks(console.log, Math.min(2, availableParallelism()));
    console.log(`\n${inWords(total)}`);
    return total.failed === 0 ? 0 : 1;
  });
}
