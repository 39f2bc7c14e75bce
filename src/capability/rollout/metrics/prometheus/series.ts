import type { CountedRequests, Increment } from '../../decision/increment.ts';
import type { Arm } from '../../decision/request.ts';
import type { Observed } from '../source.ts';
import { boundOf, slowIn } from './buckets.ts';
import type { Growth } from './counters.ts';
import type { Labels } from './matrix.ts';

/** What is counted; a query of the policy each. */
export const kinds = ['requests', 'durations', 'feedback'] as const;
export type Kind = (typeof kinds)[number];

/** How requests end through a fault of the version that served them. */
const failures: ReadonlySet<string> = new Set(['error', 'timeout', 'permission']);
const ratings: Readonly<Record<string, string>> = { good: 'good', up: 'good', bad: 'bad', down: 'bad' };

function armOf({ version, variant }: Labels, { stable, candidate }: Observed): Arm | undefined {
  if (variant === 'candidate' && version === candidate) return 'candidate';
  return variant === 'stable' && version === stable ? 'control' : undefined;
}

/** A series in short, as {@link incrementOf} reads it; nothing for one that does not count. */
export function nameOf(kind: Kind, labels: Labels, observed: Observed): string | undefined {
  const arm = armOf(labels, observed);
  if (arm === undefined) return undefined;
  const { outcome = '', stratum = 'none', speaks = 'no', rating = '', le = '' } = labels;
  if (kind === 'durations') return Number.isNaN(boundOf(le)) || le === '' ? undefined : `${arm} ${speaks} ${le}`;
  if (kind === 'feedback') return ratings[rating] && `${arm} ${speaks} ${ratings[rating]}`;
  if (outcome !== 'served' && !failures.has(outcome)) return undefined;
  return `${arm} ${speaks} ${stratum} ${outcome === 'served' ? 'served' : 'failed'}`;
}

/** An increment of what series have grown by. @param limit above which requests are slow, in seconds */
export function incrementOf(kind: Kind, { process, from, at, by }: Growth, limit: number): Increment {
  const none = { process, from, at, requests: [], times: [], opinions: [] };
  if (kind === 'requests') return { ...none, requests: requestsIn(by) };
  if (kind === 'durations') {
    const times = [...histogramsIn(by)].map(([key, buckets]) => {
      const [arm, speaks = 'no'] = key.split(' ');
      return { arm: arm as Arm, speaks, ...slowIn(buckets, limit) };
    });
    return { ...none, times: times.filter(({ requests }) => requests > 0) };
  }
  const opinions = [...by].flatMap(([name, count]) => {
    const [arm, speaks = 'no', rating] = name.split(' ');
    const given = Math.round(count);
    return given === 0 ? [] : [{ arm: arm as Arm, speaks, opinions: given, bad: rating === 'bad' ? given : 0 }];
  });
  return { ...none, opinions };
}

function requestsIn(by: Growth['by']): readonly CountedRequests[] {
  const all = new Map<string, CountedRequests>();
  for (const [name, count] of by) {
    const [arm, speaks = 'no', stratum = 'none', outcome] = name.split(' ');
    const key = `${arm} ${speaks} ${stratum}`;
    const { requests, errors } = all.get(key) ?? { requests: 0, errors: 0 };
    const more = Math.round(count);
    all.set(key, {
      ...{ arm: arm as Arm, speaks, stratum },
      requests: requests + more,
      errors: errors + (outcome === 'failed' ? more : 0),
    });
  }
  return [...all.values()].filter(({ requests }) => requests > 0);
}

/** The buckets of each histogram, by arm and `speaks`. */
function histogramsIn(by: Growth['by']): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const histograms = new Map<string, Map<number, number>>();
  for (const [name, count] of by) {
    const [arm, speaks, le = ''] = name.split(' ');
    const key = `${arm} ${speaks}`;
    const buckets = histograms.get(key) ?? new Map<number, number>();
    histograms.set(key, buckets);
    buckets.set(boundOf(le), count);
  }
  return histograms;
}
