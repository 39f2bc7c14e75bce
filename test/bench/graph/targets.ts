import { duration } from '../table.ts';
import type { GraphFigures } from './figures.ts';

/** One promise about speed or size, and whether this run keeps it. */
export interface Verdict {
  readonly promise: string;
  readonly measured: string;
  /** Undefined when it could not be measured here. */
  readonly met: boolean | undefined;
}

const notMeasured = 'not measured';

/** Judges the promises that apply to a code base of this size. */
export function verdicts({ ours, peers }: GraphFigures): Verdict[] {
  const faster = (peer: string, times: number): Verdict => {
    const theirs = peers[peer]?.coldMs;
    const ratio = theirs === undefined || theirs === null ? undefined : theirs / ours.coldMs;
    return {
      promise: `cold at least ${times}× faster than ${peer}`,
      measured: ratio === undefined ? notMeasured : `${ratio.toFixed(1)}×`,
      met: ratio === undefined ? undefined : ratio >= times,
    };
  };
  const atMost = (peer: string, times: number): Verdict => {
    const theirs = peers[peer]?.coldMs;
    const ratio = theirs === undefined || theirs === null ? undefined : ours.coldMs / theirs;
    return {
      promise: `cold at most ${times}× the time of ${peer}`,
      measured: ratio === undefined ? notMeasured : `${ratio.toFixed(2)}×`,
      met: ratio === undefined ? undefined : ratio <= times,
    };
  };
  return [
    ...Object.keys(peers).map((peer) => {
      if (peer.startsWith('rev-dep')) return atMost(peer, 1.5);
      return faster(peer, peer === 'dependency-cruiser' ? 20 : 5);
    }),
    {
      promise: 'warm at most a third of cold',
      measured: `${(ours.warmMs / ours.coldMs).toFixed(2)} of cold`,
      met: ours.warmMs <= ours.coldMs / 3,
    },
    ...(ours.files <= 10_500 ? [editVerdict(ours.editP95Ms)] : []),
    ...memoryVerdict(ours.files, ours.peakMB),
  ];
}

function editVerdict(p95: number): Verdict {
  return { promise: 'an edit up to date in 20 ms (p95), up to 10,000 files', measured: duration(p95), met: p95 <= 20 };
}

/** The promises are for 3,000 and 12,000 files; the smaller holds a little above its size, the larger for all between. */
function memoryVerdict(files: number, peakMB: number | null): Verdict[] {
  if (files > 12_500) return [];
  const limit = files <= 3300 ? 250 : 400;
  const promise = `peak memory below ${limit} MB for ${files <= 3300 ? '3,000' : '12,000'} files`;
  if (peakMB === null) return [{ promise, measured: notMeasured, met: undefined }];
  return [{ promise, measured: `${Math.round(peakMB)} MB`, met: peakMB < limit }];
}
