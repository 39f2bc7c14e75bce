import type { Request } from './report.ts';

/** A request of which nobody said anything. */
const nobody: Request = {};

/**
 * Who asks, as far as it can be used. Apps in JavaScript send what they have: the id of a session that is not there, a row's
 * number. Whoever is not named by a text is nobody, who gets the version in use: a rollout must not break what worked before.
 * @param tell told of what cannot be used; that nobody is named needs no word
 */
export function usableRequest(given: Request | null | undefined, tell: (message: string) => void): Request {
  const request = given ?? nobody;
  const { user, groups } = request;
  const isText = typeof user === 'string';
  const isList = Array.isArray(groups);
  if ((isText || user === undefined) && (isList || groups === undefined)) return request;
  if (!((isText || user == null) && (isList || groups == null))) {
    tell('A request whose user is no text, or whose groups are no list, is nobody’s.');
  }
  return { ...request, user: isText ? user : '', groups: isList ? groups : [] };
}
