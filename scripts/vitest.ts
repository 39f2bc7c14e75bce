import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Print, root, runNode } from './process.ts';
import { atLeastOneFailed, failureLine, oneFailed, type Tally } from './tally.ts';

export interface VitestOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Of the configuration; all of them where none is named. */
  readonly projects?: readonly string[];
  /** Takes what Vitest shows, at its end; without it that goes to the terminal, as it comes. */
  readonly print?: Print | undefined;
  readonly givesWay?: boolean;
}

/** Runs Vitest with a configuration, shows what it shows, and counts. */
export async function runVitest(
  config: string,
  { env = {}, projects = [], print, givesWay = false }: VitestOptions = {},
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-vitest-'));
  try {
    const results = join(folder, 'results.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
    const args = [vitest, 'run', '--config', config, ...projects.map((name) => `--project=${name}`), ...reporters];
    const { code, output } = await runNode(args, {
      ...{ env, givesWay, output: print === undefined ? 'show' : 'capture' },
    });
    print?.(output);
    if (!existsSync(results)) return oneFailed(`Vitest with ${config} ended with code ${code} and left no results`);
    const tally = counted(JSON.parse(readFileSync(results, 'utf8')));
    return code === 0 ? tally : atLeastOneFailed(tally, `Vitest with ${config} ended with code ${code}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of Vitest's JSON report, what is used here. */
interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly VitestTest[];
  }[];
}

interface VitestTest {
  readonly status: string;
  readonly title: string;
  readonly ancestorTitles: readonly string[];
  readonly failureMessages?: readonly string[] | null;
}

/** Counts what Vitest's JSON report says. @param folder that the names of files are relative to */
export function counted(results: VitestResults, folder = root): Tally {
  const failures = results.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(folder, name).replaceAll('\\', '/');
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file whose own code or hooks fail has no failed test.
    if (failed.length === 0) return status === 'failed' ? [failureLine(file, message)] : [];
    return failed.map(({ ancestorTitles, title, failureMessages }) =>
      failureLine([file, ...ancestorTitles.filter((part) => part !== ''), title].join(' > '), failureMessages?.[0]),
    );
  });
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests,
    skipped: results.numPendingTests + results.numTodoTests,
    failures,
  };
}
