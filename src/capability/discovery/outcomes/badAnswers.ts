import type { RecordedRequest, RequestOrigin } from '#protocol';

/** What somebody thought of an answer, wherever they said so. */
export interface AnswerOpinion {
  /** Unlike that of any request: what stands for the request where that is not known. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly isGood: boolean;
  /** The capability that answered. */
  readonly name: string;
  readonly version?: string | undefined;
  readonly user: string;
  readonly origin: RequestOrigin;
  readonly comment?: string | undefined;
  /** The request that was answered, where it is known. */
  readonly request?: RecordedRequest | undefined;
}

/** A request that was not served; or one whose answer was said to be wrong. */
export type FailedRequest = RecordedRequest & { readonly disliked?: true };

/** Fewer may be a matter of taste. */
const fewest = 3;
/** The share of bad opinions from which on an answer is wrong, and not a person: what a rollout's policy allows at most. */
const mostBad = 0.2;

/**
 * The requests that capabilities have answered badly, as many users say: of each capability those of the version that was
 * spoken of last, where at least three opinions and more than a fifth of them are bad. A later opinion on the same answer
 * takes the place of an earlier one.
 */
export function badAnswers(opinions: readonly AnswerOpinion[]): readonly FailedRequest[] {
  const latest = new Map<number, AnswerOpinion>();
  for (const opinion of opinions.toSorted((a, b) => a.at.localeCompare(b.at))) {
    latest.set(opinion.request?.id ?? opinion.id, opinion);
  }
  const all = [...latest.values()].toSorted((a, b) => a.at.localeCompare(b.at));
  const byName = Map.groupBy(all, ({ name }) => name);
  return [...byName.values()].flatMap((own) => {
    const version = own.at(-1)?.version;
    const heard = own.filter((one) => one.version === version);
    const bad = heard.filter(({ isGood }) => !isGood);
    return bad.length >= fewest && bad.length > heard.length * mostBad ? bad.map(asFailure) : [];
  });
}

function asFailure({ id, at, name, version, user, origin, comment = '', request }: AnswerOpinion): FailedRequest {
  const own = request ?? {
    id,
    request: { text: name.replaceAll('-', ' '), user: { id: user }, origin },
    milliseconds: 0,
  };
  return {
    ...own,
    ...{ at, name, outcome: 'error', disliked: true },
    reason: comment === '' ? 'Its answer was said to be wrong.' : `Its answer was said to be wrong: ${comment}`,
    ...(version === undefined ? {} : { version }),
  };
}
