import type { CapabilityRow, FromReportPanel, VerificationReport } from '#protocol';
import type { Failure } from '../ui/banner.ts';
import type { Store } from '../ui/store.ts';
import type { RunFilter } from './model/runs.ts';

/** Everything that the panel shows. */
export interface ReportState {
  /** Absent until the host has spoken. */
  readonly row: CapabilityRow | undefined;
  /** The workspace folder that it is in, as the host names it. */
  readonly folder: string;
  /** Absent where nothing was verified. */
  readonly report: VerificationReport | undefined;
  /** Latest first. */
  readonly history: readonly VerificationReport[];
  readonly busy: string | undefined;
  readonly failure: Failure | undefined;
  readonly runFilter: RunFilter;
}

export type ReportStore = Store<ReportState>;

/** Says something to the host. */
export type Post = (message: FromReportPanel) => void;

/** What outlives the page; the host reads `folder` and `name` to give a panel back after a reload of the window. */
export interface Saved {
  /** Of this record's shape: another one is not read. */
  readonly version: 2;
  readonly folder: string;
  readonly name: string;
  readonly runFilter: RunFilter;
  /** How far the page was scrolled, in pixels. */
  readonly scroll: number;
}

export function initialState(saved: Saved | undefined): ReportState {
  return {
    row: undefined,
    folder: '',
    report: undefined,
    history: [],
    busy: undefined,
    failure: undefined,
    runFilter: saved?.runFilter ?? 'all',
  };
}
