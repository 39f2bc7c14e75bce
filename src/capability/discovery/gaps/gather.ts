import { isRecord } from '#base';
import { type FailureKind, type Gap, type Guess, literalOf, type PlainData, type Stub } from '#protocol';
import type { TestedCall } from '../examples/readTests.ts';
import type { FailingFunction, MissingFunction } from '../missing/calledFunctions.ts';
import type { FailedRequest } from '../outcomes/badAnswers.ts';
import { type Cluster, clusterRequests, similarity } from '../requests/cluster.ts';
import { coverage } from '../requests/structure.ts';
import { isOf } from '../stubs/findStubs.ts';
import { examplesOf } from './examplesOf.ts';
import { type DescribedGap, failingGap, missingGap, stubGap } from './functionGaps.ts';
import { requestGapIds } from './requestGapId.ts';
import { scoreOf } from './score.ts';

/** All that is known of what the workspace cannot do. */
export interface Evidence {
  readonly stubs: readonly { readonly stub: Stub; readonly calls: readonly TestedCall[] }[];
  readonly missing?: readonly MissingFunction[];
  readonly failing?: readonly FailingFunction[];
  /** In any order; those that were served do not count. */
  readonly requests: readonly FailedRequest[];
  /** What somebody said about gaps, by their ids. */
  readonly ignored: ReadonlyMap<string, NonNullable<Gap['ignored']>>;
  /** The ids of gaps that anything was decided about: they stay what they are. */
  readonly decided?: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A stub whose words are that much like those of a request says what the request needs. */
const sameThing = 0.75;

/** The gaps in the evidence, most pressing first, those that are ignored at the end. */
export function gatherGaps(evidence: Evidence): Gap[] {
  const { stubs, missing = [], failing = [], requests, ignored, decided = new Set(ignored.keys()), now } = evidence;
  const failuresOf = (stub: Stub) =>
    failing.filter(({ path, name }) => isOf(stub, path, name)).flatMap((one) => one.failures);
  const written = failing.filter(({ path, name }) => !stubs.some(({ stub }) => isOf(stub, path, name)));
  const described = [
    ...stubs.map(({ stub, calls }) => stubGap(stub, calls, failuresOf(stub))),
    ...missing.map(missingGap),
    ...written.map(failingGap),
  ];
  const failures = stillFailing(requests);
  const clusters = clusterRequests(failures);
  const ids = requestGapIds(clusters, decided);
  const gaps = [
    ...described.map(({ gap }) => gap),
    ...clusters.map((one) => requestGap(one, ids.get(one) ?? one.key, described, now)),
  ];
  return gaps
    .map((gap) => {
      const word = ignored.get(gap.id);
      return word === undefined ? gap : { ...gap, ignored: word };
    })
    .sort(
      (a, b) =>
        Number(a.ignored !== undefined) - Number(b.ignored !== undefined) ||
        b.score - a.score ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Requests that failed; not one that a capability was not allowed to serve, where it has served since: it may run now. */
function stillFailing(requests: readonly FailedRequest[]): FailedRequest[] {
  const served = new Map<string, string>();
  for (const { outcome, name, at } of requests) {
    if (outcome === 'served' && name !== undefined && at > (served.get(name) ?? '')) served.set(name, at);
  }
  return requests.filter(
    ({ outcome, name = '', at }) => outcome !== 'served' && (outcome !== 'permission' || at > (served.get(name) ?? '')),
  );
}

function requestGap(
  { signature, tried, requests }: Cluster,
  id: string,
  functions: readonly DescribedGap[],
  now: number,
): Gap {
  const described = functions.filter(
    ({ signatures }) => tried === undefined && signatures.some((one) => similarity(one, signature) >= sameThing),
  );
  const users = new Set(requests.map(({ request }) => request.user.id)).size;
  const lastSeen = requests
    .map(({ at }) => at)
    .sort()
    .at(-1) as string;
  const inputs = inputsOf(requests);
  const [first] = described;
  return {
    id,
    source: 'requests',
    intent: requests[0]?.request.text ?? '',
    kind: mostFrequent(requests),
    structure: signature.structure,
    parameters: first?.gap.parameters ?? inputs.names,
    ...examplesOf(described.flatMap(({ calls }) => calls)),
    otherInputs: inputs.values,
    requests: requests.map(({ id, at, request, outcome, reason, disliked }) => ({
      ...{ id, at, text: request.text, user: request.user.id, origin: request.origin, outcome: outcome as FailureKind },
      ...(reason === undefined ? {} : { reason }),
      ...(disliked === undefined ? {} : { disliked }),
    })),
    ...(tried === undefined ? {} : { tried }),
    near: nearOf(requests),
    frequency: requests.length,
    users,
    lastSeen,
    score: scoreOf({ frequency: requests.length, users, ageMs: now - Date.parse(lastSeen) }),
  };
}

function mostFrequent(requests: readonly FailedRequest[]): FailureKind {
  const counts = new Map<FailureKind, number>();
  for (const { outcome } of requests) {
    if (outcome !== 'served') counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'missing_handler';
}

/** What was at hand with all requests that had anything at hand: agents name a text, the editor a selection and a file. */
function inputsOf(requests: readonly FailedRequest[]): { names: readonly string[]; values: Gap['otherInputs'] } {
  const inputs = requests.flatMap(({ request: { input } }) => namedInput(input));
  const [first = {}, ...others] = inputs;
  const names = Object.keys(first)
    .filter((name) => others.every((input) => Object.hasOwn(input, name)))
    .sort();
  if (names.length === 0) return { names: [], values: [] };
  const values = new Map(
    inputs.map((input) => names.map((name) => input[name] ?? null)).map((one) => [JSON.stringify(one), one]),
  );
  return { names, values: [...values.values()] };
}

/** What came with a request, by name; a plain text is what somebody has selected, as the router takes it. */
function namedInput(input: PlainData | undefined): readonly Readonly<Record<string, PlainData>>[] {
  if (typeof input === 'string') return [{ selection: input }];
  return isRecord(input) ? [input as Readonly<Record<string, PlainData>>] : [];
}

/** Capabilities that the router thought of, with the best it ever thought of them, and which words are theirs. */
function nearOf(requests: readonly FailedRequest[]): Gap['near'] {
  const best = new Map<string, Guess>();
  for (const guess of requests.flatMap(({ guesses = [] }) => guesses)) {
    const known = best.get(guess.name);
    if (known === undefined || known.confidence < guess.confidence) best.set(guess.name, guess);
  }
  const words = requests[0]?.request.text ?? '';
  return [...best.values()]
    .map(({ name, title, intent, confidence }) => ({
      ...{ name, confidence },
      ...coverage(words, `${name.replaceAll('-', ' ')} ${title} ${literalOf(intent)}`),
    }))
    .sort((a, b) => b.confidence - a.confidence || (a.name < b.name ? -1 : 1));
}
