import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { availableRunners, openSandbox, type Sandbox } from '#capability/sandbox';
import type { RunnerName } from '#protocol';
import { median, percentile } from '../statistics.ts';
import { table } from '../table.ts';
import { callOf } from './programs.ts';
import { type SoakResult, soak } from './soak.ts';

interface Figures {
  /** From opening to the first answer. */
  readonly coldStartMs: number;
  /** A call of a program that does nothing, on a worker that is ready. */
  readonly warmMs: { readonly median: number; readonly p95: number };
  /** From the deadline to the answer, for code that only being killed ends. */
  readonly latenessMs: { readonly median: number; readonly max: number };
  readonly soak?: SoakResult;
}

const nothing = callOf('export const run = () => 1;');
const endless = [
  'export function run() { for (;;); }',
  'export async function run() { for (;;) await 0; }',
  'export const run = () => [].indexOf.call({ length: 2 ** 53 - 1 }, 1);',
  'export const run = () => (2n ** 40000000n * 3n ** 20000000n).toString().length;',
  'export const run = () => /^(a|a)*$/.test("a".repeat(60) + "b");',
  'export function run() { const s = "ab".repeat(1e8); let n = 0; for (;;) n += s.indexOf("aac"); }',
].map((code) => callOf(code, { wallMs: 200 }));

/** What a call costs beyond its code, what a start costs, and how late a kill comes, for every runner that works here. */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { runners: { type: 'string' }, rounds: { type: 'string', default: '200' }, soak: { type: 'string' } },
  });
  const wanted = values.runners?.split(',');
  const figures: Partial<Record<RunnerName, Figures>> = {};
  for (const { name, available, reason } of await availableRunners()) {
    if (wanted !== undefined && !wanted.includes(name)) continue;
    if (!available) console.log(`${name}: skipped. ${reason}`);
    else {
      const measured = await measure(name, Number(values.rounds));
      figures[name] =
        values.soak === '0' ? measured : { ...measured, soak: await soak(name, Number(values.soak ?? 10_000)) };
    }
  }
  print(figures);
  return { runners: figures };
}

async function measure(runner: RunnerName, rounds: number): Promise<Figures> {
  const starts: number[] = [];
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    const sandbox = await openSandbox({ runner, workers: 1 });
    await sandbox.run(nothing);
    starts.push(performance.now() - started);
    await sandbox.dispose();
  }
  const sandbox = await openSandbox({ runner });
  const warm = await times(sandbox, rounds);
  const late: number[] = [];
  for (const call of endless) {
    for (let round = 0; round < 5; round++) {
      const { status, usage } = await sandbox.run(call);
      if (status === 'timeout' && usage.wallMs >= call.limits.wallMs) late.push(usage.wallMs - call.limits.wallMs);
    }
  }
  await sandbox.dispose();
  return {
    coldStartMs: median(starts),
    warmMs: { median: median(warm), p95: percentile(warm, 0.95) },
    latenessMs: { median: median(late), max: Math.max(...late) },
  };
}

/** Single calls with a pause between them, in which the next isolate is made. */
async function times(sandbox: Sandbox, rounds: number): Promise<number[]> {
  const measured: number[] = [];
  for (let round = -20; round < rounds; round++) {
    await setTimeout(10);
    const started = performance.now();
    await sandbox.run(nothing);
    if (round >= 0) measured.push(performance.now() - started);
  }
  return measured;
}

function print(figures: Partial<Record<RunnerName, Figures>>): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  console.log(
    table([
      ['runner', 'cold start', 'warm call', 'p95', 'kill late by', 'at most'],
      ...Object.entries(figures).map(([name, { coldStartMs, warmMs, latenessMs }]) => [
        name,
        ms(coldStartMs),
        `${warmMs.median.toFixed(2)} ms`,
        `${warmMs.p95.toFixed(2)} ms`,
        ms(latenessMs.median),
        ms(latenessMs.max),
      ]),
    ]),
  );
  for (const [name, { soak: soaked }] of Object.entries(figures)) {
    if (!soaked) continue;
    const { calls, answered, wrong, memory, orphans, seconds } = soaked;
    const growth = ((memory.after / memory.before - 1) * 100).toFixed(1);
    console.log(
      `${name}: soak of ${calls} calls in ${seconds.toFixed(0)} s: ${answered} answered, ${wrong.length} wrongly, ${orphans} orphans, memory ${memory.before.toFixed(0)} to ${memory.after.toFixed(0)} MB (${growth} %)`,
    );
    for (const words of new Set(wrong)) console.log(`  ${words}`);
  }
}
