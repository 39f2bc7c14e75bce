import type { SandboxCall } from '#capability/sandbox';
import { defaultLimits, type PlainData, type RunLimits, type RunResult } from '#protocol';

/** A call of a program that is granted nothing. */
export function callOf(code: string, limits: Partial<RunLimits> = {}, input: PlainData = null): SandboxCall {
  return { program: { code, map: '', hash: '' }, input, permissions: {}, limits: { ...defaultLimits, ...limits } };
}

/** A program of a soak, and how it has to end. */
export interface SoakProgram {
  readonly name: string;
  readonly call: SandboxCall;
  readonly ends: readonly RunResult['status'][];
}

const short = { wallMs: 60, cpuMs: 1000 };
/** More than any of them takes, however busy the machine is: how they end is not to depend on it. */
const ample = { wallMs: 60_000, cpuMs: 60_000 };

/** Good and hostile calls, in the share in which a soak makes them: most are good, as in life. */
export const soakPrograms: readonly SoakProgram[] = [
  ...[1, 2, 3, 4].map((size) => ({
    name: `good ${size}`,
    call: callOf(
      'export const run = (text) => ({ words: text.split(" ").length, text });',
      ample,
      'ab '.repeat(10 ** size),
    ),
    ends: ['ok'] as const,
  })),
  {
    name: 'async',
    call: callOf('export async function run() { for (let i = 0; i < 50; i++) await i; return [1]; }', ample),
    ends: ['ok'],
  },
  { name: 'throws', call: callOf('export function run() { throw new TypeError("no"); }', ample), ends: ['error'] },
  { name: 'syntax', call: callOf('export function run( {', ample), ends: ['error'] },
  {
    name: 'getter',
    call: callOf('export const run = () => ({ get a() { return 1; } });', ample),
    ends: ['invalid-output'],
  },
  { name: 'large', call: callOf('export const run = () => "x".repeat(1e7);', ample), ends: ['output-too-large'] },
  { name: 'never', call: callOf('export const run = () => new Promise(() => {});', short), ends: ['timeout'] },
];

/** Those that cost a worker: a few in a hundred calls. */
export const costlyPrograms: readonly SoakProgram[] = [
  { name: 'loop', call: callOf('export function run() { for (;;); }', short), ends: ['timeout'] },
  { name: 'await loop', call: callOf('export async function run() { for (;;) await 0; }', short), ends: ['timeout'] },
  {
    name: 'native loop',
    call: callOf('export const run = () => [].indexOf.call({ length: 2 ** 53 - 1 }, 1);', short),
    ends: ['timeout'],
  },
  {
    name: 'memory',
    call: callOf('export function run() { const all = []; for (;;) all.push({ a: [1, 2, 3] }); }', { heapMB: 16 }),
    ends: ['out-of-memory', 'timeout', 'crashed'],
  },
  {
    name: 'buffers',
    call: callOf('export function run() { const k = []; for (;;) k.push(new Uint8Array(1e6).fill(7)); }', {
      heapMB: 16,
    }),
    ends: ['out-of-memory', 'timeout', 'crashed', 'error'],
  },
];
