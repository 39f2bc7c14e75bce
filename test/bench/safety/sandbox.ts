import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { RunnerName } from '#protocol';
import { median, percentile } from '../statistics.ts';
import { table } from '../table.ts';
import { bundledSandbox, type SandboxFace } from './bundled.ts';
import type { MemoryUse } from './memory.ts';
import { callOf } from './programs.ts';
import { type SoakResult, soak } from './soak.ts';
import { nothing, warmCalls } from './warmCalls.ts';

interface Figures {
  /** From opening to the first answer. */
  readonly coldStartMs: { readonly median: number; readonly least: number };
  /** The round trip of a program that does nothing, on a worker that is ready. */
  readonly warmMs: { readonly median: number; readonly p95: number; readonly least: number };
  /** The round trip of an ordinary program, less the time that its function takes by itself. */
  readonly overCodeMs: number;
  /** From the deadline to the answer, for code that only being killed ends. */
  readonly latenessMs: { readonly median: number; readonly max: number };
  readonly soak?: SoakResult;
}

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
  const { face, remove } = await bundledSandbox();
  try {
    for (const { name, available, reason } of await face.availableRunners()) {
      if (wanted !== undefined && !wanted.includes(name)) continue;
      if (!available) console.log(`${name}: skipped. ${reason}`);
      else {
        const measured = await measure(face, name, Number(values.rounds));
        const calls = Number(values.soak ?? 10_000);
        figures[name] =
          calls === 0 ? measured : { ...measured, soak: await soak(name, calls, { open: face.openSandbox }) };
      }
    }
  } finally {
    remove();
  }
  print(figures);
  return { runners: figures };
}

async function measure({ openSandbox }: SandboxFace, runner: RunnerName, rounds: number): Promise<Figures> {
  const starts: number[] = [];
  for (let round = 0; round < 10; round++) {
    const started = performance.now();
    const sandbox = await openSandbox({ runner, workers: 1 });
    await sandbox.run(nothing);
    starts.push(performance.now() - started);
    await sandbox.dispose();
  }
  const sandbox = await openSandbox({ runner });
  const warm = await warmCalls(sandbox, rounds);
  const late: number[] = [];
  for (const call of endless) {
    for (let round = 0; round < 5; round++) {
      const { status, usage } = await sandbox.run(call);
      if (status === 'timeout' && usage.wallMs >= call.limits.wallMs) late.push(usage.wallMs - call.limits.wallMs);
    }
  }
  await sandbox.dispose();
  return {
    coldStartMs: { median: median(starts), least: Math.min(...starts) },
    warmMs: { median: median(warm.nothing), p95: percentile(warm.nothing, 0.95), least: Math.min(...warm.nothing) },
    overCodeMs: median(warm.ordinary) - median(warm.alone),
    latenessMs: { median: median(late), max: Math.max(...late) },
  };
}

function print(figures: Partial<Record<RunnerName, Figures>>): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const exactly = (value: number) => `${value.toFixed(2)} ms`;
  console.log(
    table([
      ['runner', 'cold start', 'least', 'warm call', 'p95', 'least', 'over the code', 'kill late by', 'at most'],
      ...Object.entries(figures).map(([name, { coldStartMs, warmMs, overCodeMs, latenessMs }]) => [
        name,
        ms(coldStartMs.median),
        ms(coldStartMs.least),
        exactly(warmMs.median),
        exactly(warmMs.p95),
        exactly(warmMs.least),
        exactly(overCodeMs),
        ms(latenessMs.median),
        ms(latenessMs.max),
      ]),
    ]),
  );
  for (const [name, { soak: soaked }] of Object.entries(figures)) if (soaked) printSoak(name, soaked);
}

function printSoak(name: string, { calls, answered, wrong, memory, orphans, seconds }: SoakResult): void {
  const sums = memory.map(({ own, workers }: MemoryUse) => own + workers);
  const [first = Number.NaN, last = Number.NaN] = [sums[0], sums.at(-1)];
  const growth = ((last / first - 1) * 100).toFixed(1);
  const each = (part: keyof MemoryUse) => memory.map((use) => use[part].toFixed(0)).join(' ');
  console.log(
    `${name}: soak of ${calls} calls in ${seconds.toFixed(0)} s: ${answered} answered, ${wrong.length} wrongly, ${orphans} orphans, memory ${first.toFixed(0)} to ${last.toFixed(0)} MB (${growth} %)`,
  );
  console.log(`  after each tenth, in MB: this process ${each('own')}; its workers ${each('workers')}`);
  for (const words of new Set(wrong)) console.log(`  ${words}`);
}
