import { contentStems } from '#capability/router';
import { contentHash } from '#workspace';
import type { Cluster } from '../requests/cluster.ts';
import { type Signature, signatureKey, signatureOf } from '../requests/structure.ts';

/** A structure that says less fits too many requests. */
const leastSaid = 2;

/**
 * An identity for each cluster of requests: what most of its requests want, by their structure, and their words where that
 * says too little. So it is another one neither for other words nor when the oldest requests are forgotten. An identity
 * that decisions name is kept for as long as any request of the cluster has it.
 * @param decided identities that are named in decisions
 */
export function requestGapIds(
  clusters: readonly Cluster[],
  decided: ReadonlySet<string>,
): ReadonlyMap<Cluster, string> {
  const ids = new Map<Cluster, string>();
  const taken = new Set<string>();
  for (const cluster of clusters) {
    const own = identitiesOf(cluster).filter((id) => !taken.has(id));
    const id = own.find((one) => decided.has(one)) ?? own[0] ?? hashed(`${cluster.key} ${ids.size}`);
    taken.add(id);
    ids.set(cluster, id);
  }
  return ids;
}

/** All that the requests of a cluster can be known by, the commonest first; of those that are equally common the shortest. */
function identitiesOf({ key, tried, requests }: Cluster): readonly string[] {
  if (tried !== undefined) return [hashed(key)];
  const signatures = requests.map(({ request }) => signatureOf(request.text));
  const structures = commonest(signatures.flatMap((one) => structureKey(one) ?? []));
  return [...new Set([...structures, ...commonest(signatures.map(signatureKey))])].map(hashed);
}

function structureKey({ structure: { action, object, from, to } }: Signature): string | undefined {
  // `csv into json` says of what it is, where `csv to json` says from what.
  const said = [action, from ?? (object === undefined ? undefined : contentStems(object).join(' ')), to];
  return said.filter((part) => part !== undefined).length < leastSaid
    ? undefined
    : JSON.stringify(said.map((part) => part ?? null));
}

function commonest(keys: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .sort(([a, often], [b, oftenB]) => oftenB - often || a.length - b.length || (a < b ? -1 : 1))
    .map(([key]) => key);
}

function hashed(key: string): string {
  return `request-${contentHash(key)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 10)}`;
}
