import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { VerificationLevel, VerificationReport } from '#protocol';
import { root } from '../../../scripts/process.ts';
import { buildProduct } from '../graph/ours.ts';
import { runProcess } from '../runProcess.ts';
import { median } from '../statistics.ts';
import { duration, table } from '../table.ts';

/** Milliseconds that a typical capability may take, on 2 cores. */
const aims = { STANDARD: 2000, COMPREHENSIVE: 15_000 } as const satisfies Partial<Record<VerificationLevel, number>>;

interface Figures {
  readonly name: string;
  readonly level: keyof typeof aims;
  /** Of the verification, as its report says: to open the sandbox is part of it. */
  readonly medianMs: number;
  readonly maxMs: number;
  /** Of the whole command, from its start to its end: median. */
  readonly commandMs: number;
  /** The check that took longest in the last round. */
  readonly longest: { readonly check: string; readonly milliseconds: number };
}

/**
 * How long `toolwright verify --fresh` takes for each capability of a workspace that is fit to be verified, each time in
 * a process of its own.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '3' } },
  });
  const [workspace = join(root, 'test/fixtures/sample-workspace')] = positionals;
  buildProduct();
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-verification-'));
  try {
    for (const path of ['.toolwright/capabilities', 'package.json'])
      cpSync(join(workspace, path), join(folder, path), { recursive: true });
    const figures: Figures[] = [];
    for (const name of await fit(folder)) {
      for (const level of Object.keys(aims) as (keyof typeof aims)[])
        figures.push(await measure(folder, name, level, Number(values.rounds)));
    }
    print(figures);
    return { aims, figures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names of those that pass: how soon the others fail says little. */
async function fit(folder: string): Promise<readonly string[]> {
  const { documents } = await verify(folder, [], 'COMPREHENSIVE');
  return documents.flatMap((one) => ('reached' in one && one.reached === 'COMPREHENSIVE' ? [one.name] : []));
}

async function measure(folder: string, name: string, level: Figures['level'], rounds: number): Promise<Figures> {
  const took: number[] = [];
  const commands: number[] = [];
  let longest = { check: '', milliseconds: 0 };
  for (let round = 0; round < rounds; round++) {
    const { documents, milliseconds } = await verify(folder, [name], level);
    const [report] = documents as VerificationReport[];
    if (report === undefined) throw new Error(`${name} has no report.`);
    took.push(report.milliseconds);
    commands.push(milliseconds);
    const [first] = report.checks.toSorted((a, b) => b.milliseconds - a.milliseconds);
    if (first) longest = { check: first.name, milliseconds: first.milliseconds };
  }
  return { name, level, medianMs: median(took), maxMs: Math.max(...took), commandMs: median(commands), longest };
}

async function verify(folder: string, names: readonly string[], level: Figures['level']) {
  const output = join(folder, 'report.json');
  const options = ['--fresh', '--json', '--level', level, '--root', folder, '--output', output];
  const invocation = {
    command: process.execPath,
    args: [join(root, 'dist/cli.js'), 'verify', ...names, ...options],
    cwd: folder,
  };
  // Rejected, broken or waiting ones are verified all the same.
  const accepted = (code: number) => [0, 1, 3].includes(code);
  const { milliseconds, failure } = await runProcess(invocation, { timeoutMs: 600_000, accepted });
  if (failure !== undefined) throw new Error(`toolwright verify: ${failure}`);
  const document = JSON.parse(readFileSync(output, 'utf8')) as VerificationReport | readonly VerificationReport[];
  return { milliseconds, documents: [document].flat() };
}

function print(figures: readonly Figures[]): void {
  const rows = figures.map(({ name, level, medianMs, maxMs, commandMs, longest }) => [
    name,
    level,
    duration(medianMs),
    duration(maxMs),
    duration(aims[level]),
    duration(commandMs),
    `${longest.check} ${duration(longest.milliseconds)}`,
  ]);
  console.log(table([['capability', 'level', 'median', 'slowest', 'aim', 'whole command', 'longest check'], ...rows]));
}
