import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BenchmarkReport } from '#protocol';
import { root } from '../../../scripts/process.ts';
import { clean, leaks, packageOf } from '../../support/plantedLeaks.ts';
import { buildProduct } from '../graph/ours.ts';
import { runProcess } from '../runProcess.ts';

export interface LeakDetection {
  /** Programs that leak, and those of them that were found to. */
  readonly planted: number;
  readonly found: number;
  /** Programs that do not leak, and those of them that were found to. */
  readonly clean: number;
  readonly falselyFound: number;
  /** Programs of which something else was found than what is so, one of each round. */
  readonly wrong: readonly string[];
}

/** Whether `toolwright benchmark --resources` finds the leaks of programs, in the sandbox, and none where there is none. */
export async function leakDetection(rounds: number): Promise<LeakDetection> {
  buildProduct();
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-leaks-'));
  try {
    const programs = Object.entries({ ...leaks, ...clean });
    const files = Object.entries(Object.assign({}, ...programs.map(([name, source]) => packageOf(name, source))));
    for (const [path, text] of [...files, ['package.json', '{ "name": "leaks" }']] as [string, string][]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const reports: BenchmarkReport[] = [];
    for (let round = 0; round < rounds; round++) reports.push(...(await measured(folder)));
    const isFound = ({ resources }: BenchmarkReport) => resources?.leaks.verdict === 'leak';
    const [bad, good] = [reports.filter(({ name }) => name in leaks), reports.filter(({ name }) => name in clean)];
    return {
      ...{ planted: bad.length, found: bad.filter(isFound).length },
      ...{ clean: good.length, falselyFound: good.filter(isFound).length },
      wrong: [...bad.filter((one) => !isFound(one)), ...good.filter(isFound)].map(({ name }) => name),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string): Promise<readonly BenchmarkReport[]> {
  const output = join(folder, 'report.json');
  const names = Object.keys({ ...leaks, ...clean });
  const options = ['--resources', '--runs', '10', '--seconds', '5', '--no-keep', '--json', '--runner', 'isolate'];
  const { failure } = await runProcess(
    {
      command: process.execPath,
      args: [join(root, 'dist/cli.js'), 'benchmark', ...names, ...options, '--root', folder, '--output', output],
      cwd: folder,
    },
    { timeoutMs: 600_000, accepted: (code) => code === 0 },
  );
  if (failure !== undefined) throw new Error(`toolwright benchmark: ${failure}`);
  return [JSON.parse(readFileSync(output, 'utf8'))].flat() as readonly BenchmarkReport[];
}
