import type { Collections } from './run.ts';

/**
 * A figure with the range that holds the true one with 95 % probability (ratios of comparisons: 99 %), as far as the runs are
 * like those to come.
 */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How long calls take, at a share of all of them: `{ percent: 99, … }` is what 99 of 100 stay within. Milliseconds. */
export interface Percentile {
  readonly percent: number;
  readonly ms: number;
  /**
   * Holds the true one with 95 % probability. Its upper end is absent where there are too few runs for one: then even the slowest
   * may be below the true one. All of it is absent where there are too few to tell anything.
   */
  readonly range?: { readonly low: number; readonly high?: number };
}

/** Runs from one time to another, milliseconds. */
export interface HistogramBin {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/**
 * What the first runs did: `steady` from the start, `warm-up` until the level of the last ones was reached, `slowdown`
 * where that level is slower than the first, `unsteady` where it still changed within the last quarter.
 */
export type WarmUpKind = 'steady' | 'warm-up' | 'slowdown' | 'unsteady';

export interface WarmUp {
  readonly kind: WarmUpKind;
  /** Runs that were left out. */
  readonly runs: number;
  /** The middle of the first level, and of the last; milliseconds. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Whether runs got slower or quicker while they were measured. */
export interface Drift {
  readonly kind: 'none' | 'slower' | 'quicker';
  /** Share of the median from the first run to the last: 0.05 is 5 %. Theil–Sen. */
  readonly share: number;
  /** How often as much would be seen without any drift: Mann–Kendall. */
  readonly pValue: number;
}

/** How long calls of one capability take in its sandbox. Times are milliseconds of the clock on the wall. */
export interface LatencyReport {
  /** Measured, without the warm-up. */
  readonly runs: number;
  /** Calls that came to no value; they are in no other figure. */
  readonly failures: number;
  readonly warmUp: WarmUp;
  /** Its range is absent where there are too few runs for one. */
  readonly median: Pick<Estimate, 'value'> & Partial<Estimate>;
  readonly mean: number;
  /** Holds the true mean with 95 % probability, as far as the runs show how far they spread; absent with few runs, and in older reports. */
  readonly meanRange?: { readonly low: number; readonly high: number };
  readonly deviation: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly percentiles: readonly Percentile[];
  /** More of them, from the quickest run up to the slowest, to be drawn; absent in older reports. */
  readonly curve?: readonly Percentile[];
  /** Beyond the outer fences of Tukey, on logarithms: three times the middle half's width away from it. */
  readonly outliers: { readonly low: number; readonly high: number };
  /** Where times gather, most frequent first; the shares are of all runs. */
  readonly modes: readonly { readonly ms: number; readonly share: number }[];
  readonly drift: Drift;
  readonly histogram: readonly HistogramBin[];
  /** Of one call, where the sandbox tells. */
  readonly cpuMs?: number;
  /**
   * What this program's own event loop was late while calls were under way, 99 of 100 times, and half of the time; milliseconds.
   * Absent where it was too short a time to tell; the latter in older reports, too.
   */
  readonly ownDelayMs?: number;
  readonly usualOwnDelayMs?: number;
  /** Whether the median is known as narrowly as was asked for; what it was ended by otherwise. */
  readonly end: 'narrow-enough' | 'most-runs' | 'time';
}

/**
 * Whether this program was usually late itself by more than half of what a call usually takes: then the figures are more of the
 * machine than of the capability.
 */
export const isOfMachine = ({ usualOwnDelayMs = 0, median }: LatencyReport): boolean =>
  usualOwnDelayMs > median.value / 2;

/** How calls fare at one rate or number of users. Latency counts from when the call was to start, not from when it did. */
export interface LoadStep {
  /** `open`: so many calls are begun a second, whatever becomes of them; `closed`: so many users, each waits for its answer. */
  readonly model: 'open' | 'closed';
  /** Calls a second that were asked for, or users. */
  readonly offered: number;
  readonly calls: number;
  readonly failures: number;
  /** Calls that were not answered when the step was over. They count in the percentiles with the time that they had waited. */
  readonly unanswered?: number;
  /** What was answered in the step's time, as a share of what would have been if no call had waited for another; absent in older reports. */
  readonly answeredShare?: number;
  /** Calls a second that were answered with a value. */
  readonly throughput: number;
  readonly percentiles: readonly Percentile[];
  /** The latest that a call began after it should have, for want of this machine's own time; milliseconds. */
  readonly latestStartMs: number;
}

export interface LoadReport {
  /** The calls that the sandbox can have under way at the same time. */
  readonly workers: number;
  readonly steps: readonly LoadStep[];
  /**
   * The highest rate that was kept up with. Absent where none was, and where users were given and not rates.
   */
  readonly saturation?: {
    readonly keptUp: number;
    /** The first rate that was not; absent where all were. */
    readonly failedAt?: number;
    readonly reason?: string;
  };
}

/** What is left in memory after so many calls in one engine, everything collected that can be; bytes. */
export interface MemoryPoint {
  readonly calls: number;
  readonly heapBytes: number;
  readonly outsideBytes: number;
}

export interface LeakReport {
  readonly verdict: 'none' | 'leak' | 'not-measured';
  /** The verdict in words. */
  readonly words: string;
  readonly points: readonly MemoryPoint[];
  /** What a call leaves behind. */
  readonly bytesPerCall?: Estimate;
  /** How often as steady a growth would be seen without a leak: Mann–Kendall. */
  readonly pValue?: number;
}

/** Garbage collections while one engine made call after call. */
export interface CollectionReport {
  /** What was counted in words, or why nothing was. */
  readonly words: string;
  /** Absent where nothing was counted. */
  readonly counted?: Collections & { readonly calls: number };
}

export interface ResourceReport {
  /** Of the engine at its fullest, the median over runs. */
  readonly heapBytes?: number;
  /** Those of them that are outside of the heap proper; absent where the engine does not tell, and in older reports. */
  readonly outsideBytes?: number;
  /** Absent in older reports. */
  readonly collections?: CollectionReport;
  readonly leaks: LeakReport;
}

/** What a figure was measured on: figures of different machines are never compared. */
export interface Machine {
  readonly os: string;
  readonly cpu: string;
  readonly cpus: number;
  readonly node: string;
  readonly runner: string;
  /** The same for the same machine, engine and runner. */
  readonly fingerprint: string;
}

/**
 * What a comparison comes to: `slower` and `faster` only where the whole range is beyond the margin (beside earlier figures: beyond
 * 1, and the ratio beyond 3 %), `same` where all of it is within; else nobody can tell yet (`unclear`). `unreliable`: the machine told
 * apart what was the same.
 */
export type ComparisonVerdict = 'slower' | 'faster' | 'same' | 'unclear' | 'unreliable';

/** One capability beside another one. */
export interface Difference {
  readonly subject: string;
  readonly reference: string;
  readonly verdict: ComparisonVerdict;
  /** The verdict in words, with its figures. */
  readonly words: string;
  /** Time of the subject by that of the reference: Hodges–Lehmann, on logarithms. */
  readonly ratio: Estimate;
  /** How often a run of the subject is slower than one of the reference; 0.5 is no difference. */
  readonly slowerShare: number;
  /** Mann–Whitney U of both, and how often as much would be seen without a difference. */
  readonly u: number;
  readonly pValue: number;
}

/** One row of a ranking, quickest first. */
export interface RankedCapability {
  readonly name: string;
  readonly version: string;
  /** 1 for the quickest, and for all that are not shown to be slower than any other. */
  readonly rank: number;
  /** Of the medians of its inputs the geometric mean: all inputs count the same, as they do in the ratio. */
  readonly medianMs: number;
  /** Beside the first of the ranking; 1 for itself. */
  readonly ratio: Estimate;
  readonly runs: number;
  readonly failures: number;
  /** In words. */
  readonly words: string;
}

/** Several capabilities beside each other. */
export interface ComparisonReport {
  readonly format: 1;
  /** As they were named: the others are held against the first. */
  readonly compared: readonly Pick<BenchmarkReport, 'name' | 'version' | 'hash'>[];
  /** ISO 8601. */
  readonly at: string;
  readonly machine: Machine;
  readonly ranking: readonly RankedCapability[];
  /** Of every pair once; those with the one that was named first are the first. */
  readonly differences: readonly Difference[];
  /** The first one beside itself, in the same rounds: how far the machine can be trusted. */
  readonly control: Difference;
  readonly rounds: number;
  /** Whether all were called with the same inputs, or each with those of its own examples. */
  readonly sameInputs: boolean;
  /** The difference that counts: 0.02 is 2 %. */
  readonly margin: number;
}

/** One capability beside what was measured of it before on this machine. */
export interface BaselineComparison extends Difference {
  /** When that was, ISO 8601. */
  readonly at: string;
  readonly version: string;
  /** Whether the content is the same as then: what differs is the machine, not the code. */
  readonly sameContent: boolean;
  /** How many benchmarks of either content it rests on, the present one included; absent in older reports. */
  readonly benchmarks?: { readonly subject: number; readonly reference: number };
  /**
   * How far benchmarks of one content lie apart on this machine, beyond what their own runs tell: standard deviation, as a share. What
   * is presumed of it until they show it counts, too. Absent in older reports.
   */
  readonly spread?: number;
  /** Where other code is compared, one of the two contents beside itself, if it was measured twice: how far the machine can be trusted. */
  readonly control?: Difference;
}

/** Why there is nothing to compare with: nothing was measured before on this machine, of other inputs only, or too little. */
export type NoBaseline = 'first' | 'other-inputs' | 'too-few-runs';

/** All that was measured of one capability. */
export interface BenchmarkReport {
  readonly format: 1;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly at: string;
  readonly machine: Machine;
  /** Examples whose inputs it was called with, in turn. */
  readonly inputs: number;
  /** The same for the same inputs: what was measured of others is not compared. Absent in older reports. */
  readonly inputsHash?: string;
  readonly latency: LatencyReport;
  readonly baseline?: BaselineComparison;
  /** Why there is no `baseline`; absent in older reports. */
  readonly noBaseline?: NoBaseline;
  readonly load?: LoadReport;
  readonly resources?: ResourceReport;
  /**
   * Groups of runs beside those of a fixed program in between, as logarithms of the ratio, the mean over inputs: what later
   * measurements on this machine are compared with, whatever else it does then.
   */
  readonly relative: readonly number[];
}

/** The load that a capability is put under. */
export type LoadPlan =
  | {
      readonly model: 'open';
      /** Calls a second, a step each. */
      readonly rates: readonly number[];
      readonly secondsEach: number;
    }
  | {
      readonly model: 'closed';
      readonly users: readonly number[];
      /** Between an answer and the next call of the same user; milliseconds. */
      readonly thinkMs: number;
      readonly secondsEach: number;
    };

/** How much is measured; what is absent has its default. */
export interface BenchmarkOptions {
  /** The wanted width of the median's range, to each side, as a share of it: 0.02 by default. */
  readonly precision?: number;
  /** Calls at most: 2,000 by default. */
  readonly runs?: number;
  /** Seconds for the latency at most: 30 by default. Leaks are looked for in a fifth of as many. */
  readonly seconds?: number;
  readonly load?: LoadPlan;
  /** Memory over rounds of calls, processor time and delays. */
  readonly resources?: boolean;
  /** Whether the journal keeps it, as what later ones are compared with: so it is by default. */
  readonly keep?: boolean;
}

export interface ComparisonOptions {
  /** The difference that counts: 0.02 by default. */
  readonly margin?: number;
  /** Rounds at most, each of them one call of every capability: 3,000 by default. */
  readonly rounds?: number;
  /** Seconds at most: 60 by default. */
  readonly seconds?: number;
  /** Whether the journal keeps it: so it is by default. */
  readonly keep?: boolean;
}

export const benchmarkFormats = ['text', 'markdown', 'json', 'github-action-benchmark'] as const;
export type BenchmarkFormat = (typeof benchmarkFormats)[number];
