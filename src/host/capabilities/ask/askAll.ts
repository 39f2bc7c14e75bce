import * as l10n from '@vscode/l10n';
import type { TaskOptions } from '#base';
import type { Match, RequestOutcome } from '#protocol';
import { personName, userAsking } from '../person.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { type AtHand, type Piece, wholeOf } from './atHand.ts';
import { targetOf } from './intents.ts';
import type { Served } from './proposal.ts';
import type { Question } from './question.ts';

type Failed = Exclude<RequestOutcome, { readonly kind: 'served' }>;

/** What the pieces came to, and which they are now. */
export interface Answered {
  readonly name: string;
  readonly served: readonly Served[];
  readonly pieces: readonly (Piece | undefined)[];
  /** How many of them stay as they are, because they failed and may. */
  readonly left: number;
  /** The record of the first request that was served, for opinions on the answer. */
  readonly request?: number | undefined;
  /** How the first request that was served was understood. */
  readonly match?: Match | undefined;
}

export interface AskAllOptions extends TaskOptions {
  /** Leaves pieces with which the capability fails as they are; one at least has to be served. */
  readonly leaveFailed?: boolean;
}

/** Whether another selection may fare better. */
export function dependsOnPiece({ kind }: Failed): boolean {
  return kind === 'error' || kind === 'timeout';
}

/**
 * Asks for each piece; the first that is not served ends it, because nothing is left out that nobody has agreed to. The
 * capability that serves the first piece serves them all: the answers become one edit, under one name.
 */
export async function askAll(
  folder: FolderCapabilities,
  { text, name: chosen }: Pick<Question, 'text' | 'name'>,
  hand: AtHand,
  { leaveFailed = false, ...options }: AskAllOptions,
): Promise<Answered | { readonly failed: Failed; readonly at: number }> {
  const user = userAsking(await personName());
  const served: Served[] = [];
  const changed: (Piece | undefined)[] = [];
  let recorded: number | undefined;
  let match: Match | undefined;
  const failures: { readonly failed: Failed; readonly at: number }[] = [];
  const { pieces } = hand;
  let name = chosen ?? '';
  for (const [at, piece] of pieces.entries()) {
    if (pieces.length > 1) options.report?.({ step: l10n.t('Selections'), done: at, total: pieces.length });
    const about = { text, input: hand.input(piece), user, origin: 'editor' as const };
    const request = name === '' ? about : { ...about, name };
    const outcome = await folder.session.ask(request, options);
    const answer = answerOf(outcome, name);
    if ('failed' in answer) {
      failures.push({ ...answer, at });
      if (leaveFailed && dependsOnPiece(answer.failed)) continue;
      return { ...answer, at };
    }
    name = answer.name;
    recorded ??= outcome.request;
    match ??= answer.match;
    served.push(answer.served);
    changed.push(piece);
    // It has taken the whole file, or none of it: asking again for the next selection would do the same again.
    const target = targetOf(folder.row(name)?.capability?.manifest.input, hand.scope);
    if (target === 'file' && hand.document !== undefined)
      return { name, served, pieces: [wholeOf(hand.document)], left: 0, request: recorded, match };
    if (target === 'workspace') return { name, served, pieces: [], left: 0, request: recorded, match };
  }
  const [first] = failures;
  return served.length === 0 && first !== undefined
    ? first
    : { name, served, pieces: changed, left: failures.length, request: recorded, match };
}

function answerOf(
  outcome: RequestOutcome,
  name: string,
): { failed: Failed } | { name: string; served: Served; match: Match | undefined } {
  if (outcome.kind !== 'served') return { failed: outcome };
  const { result, match } = outcome;
  if (result.status === 'ok') {
    return { name: outcome.name, served: { value: result.value, effects: result.effects }, match };
  }
  return { failed: { kind: 'error', reason: result.message, guesses: [], name } };
}
