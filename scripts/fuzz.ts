// Tries the property tests on values that they were never tried on: `npm run fuzz [-- ROUNDS]`, 10 of them without a number.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { main, root, runNode, ScriptError } from './process.ts';

await main(async () => {
  const rounds = Number(process.argv[2] ?? 10);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new ScriptError(
      `${process.argv[2]} is no number of rounds.`,
      'Give one of 1 or more, as in npm run fuzz -- 20.',
    );
  }
  const files = execFileSync('git', ['grep', '-l', 'support/fastCheck.ts', '--', 'test/**/*.test.ts'], { cwd: root })
    .toString()
    .trim()
    .split('\n');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  let failed = 0;
  for (let round = 1; round <= rounds; round++) {
    const seed = randomInt(2 ** 31);
    const { code, output } = await runNode([vitest, 'run', ...files], { env: { FAST_CHECK_SEED: String(seed) } });
    console.log(`${code === 0 ? '✓' : '✗'} FAST_CHECK_SEED=${seed}`);
    if (code === 0) continue;
    console.log(output);
    failed += 1;
  }
  console.log(`\n${rounds - failed} rounds passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
