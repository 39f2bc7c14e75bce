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
  options: { limitMs: number; tell: (line: string) => void },
): Promise<Record<string, PeerFigures>> {
  const figures: Record<string, PeerFigures> = {};
  for (const peer of peers) {
    const timing = timings.get(peer.name);
    const completed = timing?.milliseconds === undefined ? undefined : timing;
    const edges = completed === undefined ? timing?.failure : await edgesOf(peer, target, options);
    const failure = typeof edges === 'string' ? edges : undefined;
    figures[peer.name] = {
      version: peer.version,
      coldMs: timing?.milliseconds ?? null,
      cpuMs: completed?.use?.cpuMs ?? null,
      peakMB: completed?.use?.peakMB ?? null,
      files: typeof edges === 'object' ? edges.files : null,
      edges: typeof edges === 'object' ? edges.count : null,
      rounds: timing?.rounds ?? 0,
      ...(failure === undefined ? {} : { failure }),
    };
  }
  return figures;
}

/** The edges, or why there are none. */
async function edgesOf(
  peer: Peer,
  target: Target,
  { limitMs, tell }: { limitMs: number; tell: (line: string) => void },
): Promise<EdgeList | string> {
  if (peer.listing !== undefined) {
    tell(`${peer.name}: edges`);
    const { failure } = await runProcess(peer.listing(target), { timeoutMs: limitMs, accepted: peer.accepted });
    if (failure !== undefined) return `listing its edges ${failure}`;
  }
  try {
    return peer.edges(target);
  } catch (error) {
    return `its output can't be read: ${messageOf(error)}`;
  }
}
