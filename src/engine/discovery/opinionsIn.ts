import type { AnswerOpinion } from '#capability/discovery';
import type { Feedback, Recorded } from '#journal';
import type { RecordedRequest } from '#protocol';

/** Requests of apps count down from nothing, those of the journal up; opinions on what it has forgotten have their place between. */
const lowestId = -1_000_000_000_000;

/** What the journal knows of what people thought of answers. @param requests of the same journal */
export function opinionsIn(
  feedback: readonly Recorded<Feedback>[],
  requests: readonly RecordedRequest[],
): readonly AnswerOpinion[] {
  const byId = new Map(requests.map((request) => [request.id, request]));
  return feedback.map(({ id, at, name, version, request: about, person, rating, comment }) => {
    const request = about === undefined ? undefined : byId.get(about);
    return {
      ...{ id: lowestId + id, at, isGood: rating === 'good', name, user: person, comment, request },
      ...{ version: version ?? request?.version, origin: request?.request.origin ?? 'editor' },
    };
  });
}
