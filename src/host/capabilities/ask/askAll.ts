import * as l10n from '@vscode/l10n';
import type { TaskOptions } from '#base';
import type { RequestOutcome } from '#protocol';
import { personName } from '../person.ts';
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
}

/**
 * Asks for each piece; the first that is not served ends it, because an edit is made whole or not at all. The capability
 * that serves the first piece serves them all: the answers become one edit, under one name.
 */
export async function askAll(
  folder: FolderCapabilities,
  { text, name: chosen }: Pick<Question, 'text' | 'name'>,
  hand: AtHand,
  options: TaskOptions,
): Promise<Answered | { readonly failed: Failed; readonly at: number }> {
  const user = { id: await personName() };
  const served: Served[] = [];
  const { pieces } = hand;
  let name = chosen ?? '';
  for (const [at, piece] of pieces.entries()) {
    if (pieces.length > 1) options.report?.({ step: l10n.t('Selections'), done: at, total: pieces.length });
    const about = { text, input: hand.input(piece), user, origin: 'editor' as const };
    const request = name === '' ? about : { ...about, name };
    const outcome = await folder.session.ask(request, options);
    if (outcome.kind !== 'served') return { failed: outcome, at };
    const { result } = outcome;
    if (result.status !== 'ok') return { failed: { kind: 'error', reason: result.message, guesses: [], name }, at };
    name = outcome.name;
    served.push({ value: result.value, effects: result.effects });
    // It has taken the whole file, or none of it: asking again for the next selection would do the same again.
    const target = targetOf(folder.row(name)?.capability?.manifest.input, hand.scope);
    if (target === 'file' && hand.document !== undefined) return { name, served, pieces: [wholeOf(hand.document)] };
    if (target === 'workspace') return { name, served, pieces: [] };
  }
  return { name, served, pieces };
}
