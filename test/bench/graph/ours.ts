import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CycleReport } from '#protocol';
import { type Invocation, runProcess } from '../runProcess.ts';
import { type CruiseResult, edgesOfCruise } from './cruiseResult.ts';
import type { EditTimes } from './edits.ts';
import type { GraphFigures } from './figures.ts';
import type { Target } from './peers.ts';
import { completed, type Timing } from './rounds.ts';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist/cli.js');

/** Builds the bundle that users get, so that no stale one is measured. */
export function buildProduct(): void {
  const script = join(root, 'scripts/build.ts');
  execFileSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(cli)) throw new Error(`${script} made no dist/cli.js`);
}

const toolwright = (args: readonly string[], { folder }: Target): Invocation => ({
  command: process.execPath,
  args: [cli, ...args],
  cwd: folder,
});

export const cold = (target: Target) => toolwright(['graph', '.', '--summary', '--no-cache'], target);

/** The first run writes the cache, the later ones read it. */
export const warm = (target: Target) =>
  toolwright(['graph', '.', '--summary', '--cache-folder', join(target.scratch, 'cache')], target);

/** Edges and cycles come from runs of their own, edit times from a session on a copy. */
export async function ourFigures(
  timings: ReadonlyMap<string, Timing>,
  target: Target,
  limitMs: number,
  tell: (line: string) => void,
): Promise<GraphFigures['ours']> {
  const finish = async (run: Invocation, accepted: (code: number) => boolean) => {
    const { failure } = await runProcess(run, { timeoutMs: limitMs, accepted });
    if (failure !== undefined) throw new Error(`${run.args.join(' ')}: ${failure}`);
  };
  const { milliseconds: coldMs, use } = completed(timings, 'cold');
  await finish(listing(target), (code) => code === 0);
  await finish(cycles(target), (code) => code <= 1);
  tell('edits');
  await finish(edits(target), (code) => code === 0);
  const edges = edgesOfCruise(readListing(target), target.isSource);
  const report = read<CycleReport>('toolwright-cycles', target);
  const times = read<EditTimes>('toolwright-edits', target);
  return {
    coldMs,
    cpuMs: use?.cpuMs ?? null,
    warmMs: completed(timings, 'warm').milliseconds,
    editP95Ms: times.p95Ms,
    peakMB: use?.peakMB ?? null,
    files: edges.files,
    edges: edges.count,
    cycles: report.groups.length,
    filesInCycles: report.filesInCycles,
    edits: times,
  };
}

export const readListing = (target: Target) => read<CruiseResult>('toolwright', target);

const listing = (target: Target): Invocation => ({
  command: process.execPath,
  args: [join(import.meta.dirname, 'ourEdges.ts'), target.folder],
  cwd: target.folder,
  output: outputOf('toolwright', target),
});

const cycles = (target: Target): Invocation => ({
  ...toolwright(['cycles', '.', '--json', '--no-cache'], target),
  output: outputOf('toolwright-cycles', target),
});

/** Edits a copy: the code base itself is only read. */
function edits(target: Target): Invocation {
  const copy = join(target.scratch, 'copy');
  const skipped = new Set(['node_modules', '.git']);
  cpSync(target.folder, copy, { recursive: true, filter: (path) => !skipped.has(basename(path)) });
  return {
    command: process.execPath,
    args: [join(import.meta.dirname, 'edits.ts'), copy, '200'],
    cwd: copy,
    output: outputOf('toolwright-edits', target),
  };
}

const outputOf = (name: string, { scratch }: Target) => join(scratch, `${name}.json`);
const read = <T>(name: string, target: Target) => JSON.parse(readFileSync(outputOf(name, target), 'utf8')) as T;
