import { reasonOf } from './failure.ts';
import type { Ended, Opinion, Reporter, Shadow } from './report.ts';

/** All reporters as one. */
export interface Reporting {
  /** Whether anybody is to be told of requests that were served; most are, and putting a report together costs time. */
  readonly wantsServed: boolean;
  /** Whether anybody is told of opinions; else nothing is kept for them. */
  readonly wantsOpinions: boolean;
  ended(about: Ended): void;
  opinion(about: Opinion): void;
  shadow(about: Shadow): void;
  close(): Promise<void>;
}

/** Tells all reporters. What goes wrong with one is told and never reaches a request. */
export function reportingTo(reporters: readonly Reporter[], tell: (message: string) => void): Reporting {
  const failed = (error: unknown) => tell(`A reporter failed, but requests are served: ${reasonOf(error)}`);
  const each = (tellOne: (reporter: Reporter) => void) => {
    for (const reporter of reporters) {
      try {
        tellOne(reporter);
      } catch (error) {
        failed(error);
      }
    }
  };
  return {
    wantsServed: reporters.some(({ ended, only }) => ended && only !== 'failures'),
    wantsOpinions: reporters.some(({ opinion }) => opinion),
    ended(about) {
      const served = about.outcome === 'served';
      each((reporter) => (served && reporter.only === 'failures' ? undefined : reporter.ended?.(about)));
    },
    opinion: (about) => each((reporter) => reporter.opinion?.(about)),
    shadow: (about) => each((reporter) => reporter.shadow?.(about)),
    async close() {
      for (const reporter of reporters) {
        try {
          await reporter.close?.();
        } catch (error) {
          failed(error);
        }
      }
    },
  };
}
