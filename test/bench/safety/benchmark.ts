import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { availableRunners, openSandbox } from '#capability/sandbox';
import type { RunnerName } from '#protocol';
import { table } from '../table.ts';
import { admit, admitUnseen } from './admit.ts';
import { readCases, type SafetyCase } from './cases.ts';
import { watchHost } from './hostWatch.ts';
import { type Trial, tryCase } from './tryCase.ts';

/**
 * Puts every case of a file through analysis and sandbox, with every runner that works here. With `--unseen` the
 * analysis blocks nothing, which shows what the sandbox alone contains.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { runners: { type: 'string' }, unseen: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('Name a file of cases: npm run -s bench -- safety FILE');
  const cases = readCases(resolve(file)).filter(({ id }) => id.includes(values.only ?? ''));
  const states = await availableRunners();
  const wanted = values.runners?.split(',');
  const trials = new Map<RunnerName, readonly Trial[]>();
  for (const { name, available, reason } of states) {
    if (wanted !== undefined && !wanted.includes(name)) continue;
    if (available) trials.set(name, await tryAll(name, cases, values.unseen ? admitUnseen : admit));
    else console.log(`${name}: skipped. ${reason}`);
  }
  print(cases, trials);
  return { runners: Object.fromEntries([...trials].map(([name, tried]) => [name, summary(tried)])) };
}

async function tryAll(runner: RunnerName, cases: readonly SafetyCase[], admitted: typeof admit): Promise<Trial[]> {
  const sandbox = await openSandbox({ runner });
  const watch = watchHost();
  const trials: Trial[] = [];
  try {
    for (const found of cases) trials.push(await tryCase(found, await admitted(found.code), sandbox, watch));
    return trials;
  } finally {
    watch.stop();
    await sandbox.dispose();
  }
}

function summary(trials: readonly Trial[]) {
  const hostile = trials.filter((trial) => trial.hostile);
  const harmless = trials.filter((trial) => !trial.hostile);
  const good = (among: readonly Trial[]) => among.filter((trial) => trial.good).length;
  return {
    hostile: { total: hostile.length, contained: good(hostile) },
    harmless: { total: harmless.length, allowed: good(harmless) },
    failures: trials.filter((trial) => !trial.good).map(({ id, why }) => ({ id, why })),
  };
}

function print(cases: readonly SafetyCase[], trials: ReadonlyMap<RunnerName, readonly Trial[]>): void {
  const share = (among: readonly Trial[]) => `${among.filter(({ good }) => good).length}/${among.length}`;
  const rows = (hostile: boolean) => {
    const ofKind = cases.filter(({ expect }) => (expect !== 'allow') === hostile);
    const categories = [...new Set(ofKind.map(({ category }) => category))];
    const row = (name: string, matches: (trial: Trial) => boolean) => [
      name,
      ...[...trials.values()].map((tried) =>
        share(tried.filter((trial) => trial.hostile === hostile && matches(trial))),
      ),
    ];
    return [
      [hostile ? 'hostile: contained' : 'harmless: allowed', ...trials.keys()],
      ...categories.map((category) => row(category, (trial) => trial.category === category)),
      row('all', () => true),
    ];
  };
  console.log(`${table(rows(true))}\n\n${table(rows(false))}\n`);
  for (const [name, tried] of trials) {
    for (const { id, good, why } of tried) if (!good) console.log(`${name}: ${id}: ${why}`);
  }
}
