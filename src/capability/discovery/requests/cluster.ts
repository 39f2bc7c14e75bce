import { distance } from 'fastest-levenshtein';
import type { FailedRequest } from '../outcomes/badAnswers.ts';
import { type Signature, signatureKey, signatureOf } from './structure.ts';

/** Requests that ask for the same thing. */
export interface Cluster {
  /** The signature of the first one: what all others are compared with. */
  readonly signature: Signature;
  /** Same for the same first request. */
  readonly key: string;
  /** The capability that they all failed in, where they came to one. */
  readonly tried?: string;
  /** Earliest first. */
  readonly requests: FailedRequest[];
}

/** From here on two requests ask for the same thing. */
const similar = 0.6;

/**
 * Clusters of similar failures, by leaders (Hartigan, Clustering Algorithms, 1975, chapter 3): in the order of their ids,
 * each request joins the cluster whose first request is most like it, or begins one. So requests that come later move
 * none that came before, and the order in which they are given does not matter.
 */
export function clusterRequests(requests: readonly FailedRequest[]): Cluster[] {
  const clusters: Cluster[] = [];
  const known = new Map<string, Cluster>();
  for (const request of requests.toSorted((a, b) => a.id - b.id)) {
    // Which one served is clear: it is the capability that fails, however it was asked for.
    const tried = failedIn(request);
    const signature = signatureOf(request.request.text);
    const what = request.disliked ? 'bad answer' : request.outcome;
    const key = tried === undefined ? signatureKey(signature) : `${what} in ${tried}`;
    let cluster = known.get(key) ?? (tried === undefined ? nearest(signature, clusters) : undefined);
    if (cluster === undefined) {
      cluster = { signature, key, requests: [], ...(tried === undefined ? {} : { tried }) };
      clusters.push(cluster);
    }
    known.set(key, cluster);
    cluster.requests.push(request);
  }
  return clusters;
}

function failedIn({ outcome, name }: FailedRequest): string | undefined {
  return outcome === 'missing_handler' || outcome === 'low_confidence' ? undefined : name;
}

function nearest(signature: Signature, clusters: readonly Cluster[]): Cluster | undefined {
  let best: Cluster | undefined;
  let most = 0;
  for (const cluster of clusters) {
    if (cluster.tried !== undefined) continue;
    const likeness = similarity(signature, cluster.signature);
    if (likeness >= similar && likeness > most) {
      best = cluster;
      most = likeness;
    }
  }
  return best;
}

/**
 * How alike two requests are, 0 to 1: Dice's coefficient of their words, a slip of a letter forgiven. Those that want
 * another format, have another one, or do something else with it are not alike, whatever words they share.
 */
export function similarity(left: Signature, right: Signature): number {
  for (const part of ['action', 'from', 'to'] as const) {
    const [one, other] = [left.structure[part], right.structure[part]];
    if (one !== undefined && other !== undefined && one !== other) return 0;
  }
  const count = left.words.length + right.words.length;
  if (count === 0) return 1;
  const rest = [...right.words];
  let shared = 0;
  for (const word of left.words) {
    const exact = rest.indexOf(word);
    const at = exact === -1 ? rest.findIndex((other) => isSlip(word, other)) : exact;
    if (at === -1) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / count;
}

/** A letter too many, too few or another one, or two that changed places. Short words that differ so are two words. */
function isSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < 5) return false;
  const apart = distance(one, other);
  return apart <= 1 || (apart === 2 && letters(one) === letters(other));
}

const letters = (word: string): string => [...word].sort().join('');
