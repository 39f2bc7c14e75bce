/** What a run comes to, for scripts and CI. */
export const exitCodes = {
  ok: 0,
  /** The command did its work, and found what it looks for (a cycle, a violation, no way from A to B). */
  findings: 1,
  /** The command line, or the input it names, is not as it has to be. */
  usage: 2,
  /** Nothing speaks against it, and it may not be done yet: a person's word or more evidence is missing. */
  waiting: 3,
  /** Toolwright itself is broken (`EX_SOFTWARE` of sysexits). */
  bug: 70,
  /** Stopped by Ctrl+C: 128 + SIGINT. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
