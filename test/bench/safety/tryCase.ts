import { performance } from 'node:perf_hooks';
import type { Sandbox } from '#capability/sandbox';
import { defaultLimits, type Program, type RunLimits, type RunResult } from '#protocol';
import type { Admission } from './admit.ts';
import type { SafetyCase } from './cases.ts';
import type { HostWatch } from './hostWatch.ts';

/** How a case went with one runner. */
export interface Trial {
  readonly id: string;
  readonly category: string;
  readonly hostile: boolean;
  /** A hostile one was contained, a harmless one ran to its result. */
  readonly good: boolean;
  /** Why not, or how. */
  readonly why: string;
}

const graceMs = 50;
/** What a process holds before any program runs, and what it can add between two looks of the supervisor. */
const spareMB = 96;

const probe: Program = { code: 'export function run(x) { return x + 1; }', map: '', hash: 'probe' };

/** Runs one case, unless the analysis has blocked it, and looks from outside at what it did. */
export async function tryCase(
  found: SafetyCase,
  admission: Admission,
  sandbox: Sandbox,
  watch: HostWatch,
  limits: RunLimits = defaultLimits,
): Promise<Trial> {
  const hostile = found.expect !== 'allow';
  const common = { id: found.id, category: found.category, hostile };
  if (!admission.admitted) return { ...common, good: hostile, why: `blocked: ${admission.reason}` };
  watch.peaks();
  const own = watch.peaks().own;
  const started = performance.now();
  const result = await sandbox.run({ program: admission.program, permissions: {}, limits });
  const complaints = lateness(result, performance.now() - started, limits);
  const served = await sandbox.run({ program: probe, input: 41, permissions: {}, limits });
  if (served.status !== 'ok' || served.value !== 42) complaints.push(`the next call was not served: ${served.status}`);
  const peaks = watch.peaks();
  if (peaks.worker > limits.residentMB + spareMB) complaints.push(`a worker held ${Math.round(peaks.worker)} MB`);
  if (peaks.own - own > limits.residentMB + spareMB)
    complaints.push(`this process grew by ${Math.round(peaks.own - own)} MB`);
  if (JSON.stringify(result).includes(watch.secret)) complaints.push('it told the secret');
  complaints.push(...watch.effects());
  if (!hostile && result.status !== 'ok') complaints.push(`${result.status}: ${result.message}`);
  const how = result.status === 'ok' ? 'ran to its result' : `${result.status}: ${result.message}`;
  return { ...common, good: complaints.length === 0, why: complaints.length === 0 ? how : complaints.join('; ') };
}

function lateness(result: RunResult, elapsed: number, { wallMs }: RunLimits): string[] {
  if (result.usage.wallMs > wallMs + graceMs) return [`answered after ${Math.round(result.usage.wallMs)} ms`];
  // A worker may have to be started first.
  return elapsed > wallMs + 2000 ? [`the caller waited ${Math.round(elapsed)} ms`] : [];
}
