/** Told to whoever waits for a long task. */
export interface Progress {
  /** What is being done now, for people: `Reading files`. */
  readonly step: string;
  readonly done: number;
  /** Absent while it is not known how much there is to do. */
  readonly total?: number;
}

export type ReportProgress = (progress: Progress) => void;

/** What every long task accepts. */
export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}
