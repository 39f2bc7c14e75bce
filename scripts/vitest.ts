import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from './process.ts';
import { atLeastOneFailed, oneFailed, type Tally } from './tally.ts';

/** Runs Vitest with a configuration, shows what it shows, and counts. */
export async function runVitest(config: string, env: Readonly<Record<string, string>> = {}): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-vitest-'));
  try {
    const results = join(folder, 'results.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
    const { code } = await runNode([vitest, 'run', '--config', config, ...reporters], { env, output: 'show' });
    if (!existsSync(results)) return oneFailed;
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(results, 'utf8'));
    const tally = { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
    return code === 0 ? tally : atLeastOneFailed(tally);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
