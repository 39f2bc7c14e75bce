import { messageOf } from '#base';
import { runProcess } from '../runProcess.ts';
import type { EdgeList } from './edgeList.ts';
import type { PeerFigures } from './figures.ts';
import type { Peer, Target } from './peers.ts';
import type { Timing } from './rounds.ts';

/** Times, memory and edges of every peer; a peer that failed says why, and spoils nothing else. */
export async function peerFigures(
  peers: readonly Peer[],
  timings: ReadonlyMap<string, Timing>,
  target: Target,
  limitMs: number,
): Promise<Record<string, PeerFigures>> {
  const figures: Record<string, PeerFigures> = {};
  for (const peer of peers) {
    const timing = timings.get(peer.name);
    const edges = timing?.milliseconds === undefined ? timing?.failure : await edgesOf(peer, target, limitMs);
    const failure = typeof edges === 'string' ? edges : undefined;
    figures[peer.name] = {
      version: peer.version,
      coldMs: timing?.milliseconds ?? null,
      peakMB: timing?.milliseconds === undefined ? null : (timing.peakMB ?? null),
      files: typeof edges === 'object' ? edges.files : null,
      edges: typeof edges === 'object' ? edges.count : null,
      rounds: timing?.rounds ?? 0,
      ...(failure === undefined ? {} : { failure }),
    };
  }
  return figures;
}

/** The edges, or why there are none. */
async function edgesOf(peer: Peer, target: Target, limitMs: number): Promise<EdgeList | string> {
  if (peer.listing !== undefined) {
    const { failure } = await runProcess(peer.listing(target), { timeoutMs: limitMs, accepted: peer.accepted });
    if (failure !== undefined) return `listing its edges ${failure}`;
  }
  try {
    return peer.edges(target);
  } catch (error) {
    return `its output can't be read: ${messageOf(error)}`;
  }
}
