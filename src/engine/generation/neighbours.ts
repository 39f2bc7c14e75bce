import { join } from 'node:path/posix';
import type { Journal } from '#journal';
import { type Capability, type CapabilityRequest, type Gap, journalFile } from '#protocol';
import { stampOf } from '#workspace';
import type { CapabilitySettings } from '../capabilities/settings.ts';

/** Requests that are held against new intents: the latest ones. */
const requestsHeld = 300;

type Asked = Pick<CapabilityRequest, 'text' | 'input'>;

/** Looking for what was asked makes no journal where there is none. */
export function hasJournal({ root }: Pick<CapabilitySettings, 'root'>): boolean {
  return stampOf(join(root, journalFile)) !== undefined;
}

/** The requests of a gap with what was at hand, and those that capabilities serve; each text once, the latest. */
export function requestsAround(
  gap: Gap,
  journal: Journal | undefined,
  others: readonly Capability[],
): { readonly requests: readonly Asked[]; readonly served: readonly Asked[] } {
  const ids = new Set(gap.requests.map(({ id }) => id));
  const recorded = journal?.requests({ limit: Math.max(requestsHeld, ids.size * 4) }) ?? [];
  const known = new Map(recorded.map(({ id, request }) => [id, request]));
  const names = new Set(others.map(({ name }) => name));
  // Whom somebody has chosen by name is no matter of intents.
  const served = recorded.filter(
    ({ outcome, name = '', request }) => outcome === 'served' && request.name === undefined && names.has(name),
  );
  return {
    requests: distinct(
      gap.requests.map(({ id, text }) => {
        // What an app has told of has numbers of its own, and is in no journal.
        const request = known.get(id);
        return request?.text === text ? request : { text, ...inputOf(gap) };
      }),
    ),
    served: distinct(served.map(({ request }) => request)),
  };
}

/** What was at hand when a gap's requests were made, as one of them had it. */
function inputOf({ parameters, otherInputs: [first] }: Gap): Pick<Asked, 'input'> {
  if (first === undefined || first.length !== parameters.length) return {};
  return { input: Object.fromEntries(parameters.map((name, at) => [name, first[at] ?? null])) };
}

function distinct(requests: readonly Asked[]): Asked[] {
  return [
    ...new Map(requests.map(({ text, input }) => [text, input === undefined ? { text } : { text, input }])).values(),
  ];
}
