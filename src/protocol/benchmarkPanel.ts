import * as v from 'valibot';
import type { BenchmarkReport, ComparisonReport } from './benchmark.ts';

/** Messages between the extension host and the panel of benchmarks. A panel that is shown again gets a full state. */

/** A capability among all of the window: two folders may have one of the same name. */
export interface BenchmarkSubject {
  /** The workspace folder, as the host names it. */
  readonly folder: string;
  readonly name: string;
}

/** A benchmark among all of a capability. */
export interface BenchmarkItem {
  /** ISO 8601. */
  readonly at: string;
  readonly version: string;
  readonly medianMs: number;
  /** Absent where it was not told. */
  readonly p95Ms?: number;
  /** Where it was measured; figures of different ones say nothing about each other. */
  readonly machine: string;
}

/** A comparison among all that are kept. */
export interface ComparisonItem {
  readonly at: string;
  /** As they were named: the others are held against the first. */
  readonly names: readonly string[];
  /** Those that none was shown to be quicker than. */
  readonly quickest: readonly string[];
  readonly machine: string;
}

/** What is going on. */
export interface BenchmarkWork {
  /** For people. */
  readonly step: string;
  /** The capability that is measured, or those that are compared, as they were named. */
  readonly names: readonly string[];
}

/** Host to panel. */
export type ToBenchmarkPanel =
  | ({
      readonly type: 'benchmark';
      /** The one that is shown: the latest, or an older one; absent where nothing was measured. */
      readonly report: BenchmarkReport | undefined;
      /** It was measured of what the capability is now. */
      readonly isPresent: boolean;
      /** Latest first. */
      readonly history: readonly BenchmarkItem[];
      /** Of which it is one, latest first. */
      readonly comparisons: readonly ComparisonItem[];
    } & BenchmarkSubject)
  | {
      readonly type: 'comparison';
      /** The workspace folder, as the host names it. */
      readonly folder: string;
      /** The capabilities that are compared. */
      readonly names: readonly string[];
      /** The one that is shown: the latest, or an older one; absent where they were never compared. */
      readonly report: ComparisonReport | undefined;
      /** It was made of what all of them are now. */
      readonly isPresent: boolean;
      /** Of the same ones, latest first. */
      readonly history: readonly ComparisonItem[];
    }
  /** Work is going on; `undefined` when it ended. */
  | { readonly type: 'busy'; readonly work: BenchmarkWork | undefined }
  | { readonly type: 'failed'; readonly message: string; readonly hint?: string };

/** What benchmarks are exported as. */
export const exportedBenchmarkFormats = ['markdown', 'json', 'github-action-benchmark'] as const;
export type ExportedBenchmarkFormat = (typeof exportedBenchmarkFormats)[number];

/** Panel to host, validated by the host: a webview is not trusted. */
export const fromBenchmarkPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** Measures the capability that is shown once more. */
  v.strictObject({ type: v.literal('measure') }),
  /** Compares capabilities: the ones that are shown, or some that the person picks. */
  v.strictObject({ type: v.literal('compare') }),
  /** Ends what is being measured. */
  v.strictObject({ type: v.literal('stop') }),
  /** Shows another benchmark of the capability, or another comparison of the same ones, by the time it was made. */
  v.strictObject({ type: v.literal('show'), at: v.pipe(v.string(), v.maxLength(64)) }),
  /** Shows a comparison of which the capability is one. */
  v.strictObject({ type: v.literal('show-comparison'), at: v.pipe(v.string(), v.maxLength(64)) }),
  /** Shows what was measured of one of those that are compared. */
  v.strictObject({ type: v.literal('show-benchmark'), name: v.pipe(v.string(), v.maxLength(512)) }),
  v.strictObject({ type: v.literal('export'), format: v.picklist(exportedBenchmarkFormats) }),
]);
export type FromBenchmarkPanel = v.InferOutput<typeof fromBenchmarkPanelSchema>;
