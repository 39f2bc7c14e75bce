import type { EdgeComparison } from './compareEdges.ts';
import type { EditTimes } from './edits.ts';

/** What `bench graph` measures; `--json` prints it. Times in milliseconds, medians; memory in MB. */
export interface GraphFigures {
  readonly machine: Machine;
  readonly ours: {
    readonly coldMs: number;
    /** Processor time of a cold run, all threads together. */
    readonly cpuMs: number | null;
    readonly warmMs: number;
    readonly editP95Ms: number;
    /** Null where the system does not tell. */
    readonly peakMB: number | null;
    readonly files: number;
    readonly edges: number;
    /** Strongly connected components of two files or more. */
    readonly cycles: number;
    readonly filesInCycles: number;
    readonly edits: EditTimes;
  };
  readonly floor: { readonly coldMs: number };
  readonly peers: Readonly<Record<string, PeerFigures>>;
  readonly comparison?: EdgeComparison;
}

/** Where it was measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that wanted a core while it was measured, on average, ours and the peers' included. */
  readonly load: number;
}

export interface PeerFigures {
  readonly version: string;
  /** Null when no run came to its end. */
  readonly coldMs: number | null;
  readonly cpuMs: number | null;
  readonly peakMB: number | null;
  readonly files: number | null;
  readonly edges: number | null;
  readonly rounds: number;
  /** Why there are no figures. */
  readonly failure?: string;
}
