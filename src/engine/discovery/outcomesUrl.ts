import { messageOf, type Problem } from '#base';

/** What a URL answered. */
export interface Answered {
  readonly text: string;
  /** Its mark for the same answer, sent with the next question. */
  readonly tag: string | undefined;
}

const patienceMs = 5000;

/** A URL, or words with one at their end, without what may be a secret in it: a password, or a token in its query. */
export function shownUrl(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/, '');
}

/**
 * Asks for the records of an app, a line each, as in its files.
 * @param known the last answer; it is given again where the server says that nothing is new
 * @param most bytes; of a longer answer nothing is taken
 * @throws Error in words, where there is no such answer
 */
export async function askFor(url: string, known: Answered | undefined, most: number): Promise<Answered> {
  const headers = known?.tag === undefined ? {} : { 'if-none-match': known.tag };
  const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
  if (response.status === 304 && known !== undefined) return known;
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`it answers ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > most) throw new Error('it answers more than 16 MB');
    parts.push(part);
  }
  return { text: Buffer.concat(parts).toString('utf8'), tag: response.headers.get('etag') ?? undefined };
}

/** What is wrong with a URL that should tell of outcomes; what it said before stays. */
export function unanswered(url: string, error: unknown): Problem {
  const { cause } = error as { readonly cause?: unknown };
  const said = cause instanceof Error && cause.message !== '' ? cause.message : messageOf(error);
  // `fetch` repeats the whole address where it refuses one with a password.
  const reason = shownUrl(said);
  return {
    code: 'outcomes-unanswered',
    severity: 'warning',
    message: `The outcomes cannot be had from ${shownUrl(url)}: ${reason}.`,
    hint: 'See that the app runs and answers with a line of JSON for each, or correct the setting. What it said before still counts.',
  };
}
