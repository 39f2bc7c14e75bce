import * as l10n from '@vscode/l10n';
import { ToolwrightError } from '#base';
import { type PlainData, type ProposedEffects, type ProposedMove, proposedBy, type RunEffect } from '#protocol';

/** What a capability made of one piece of what was asked about. */
export interface Served {
  readonly value: PlainData;
  readonly effects: readonly RunEffect[];
}

/** What came of a request, as far as the editor can do something with it. */
export interface Proposal {
  /** A text for each piece, to take its place; absent where the answers are no texts. */
  readonly texts?: readonly string[];
  /** Texts of files that are to be written, by their path in the workspace folder. */
  readonly writes: ReadonlyMap<string, string>;
  /** Files that are to get other names. */
  readonly moves: readonly ProposedMove[];
  /** Tasks that it asks for. */
  readonly tasks: readonly string[];
  /** What is to be shown as data. */
  readonly data?: PlainData;
}

/**
 * @param served one for each piece, in their order
 * @param target path of the file that the pieces are of, where there is one
 * @throws ToolwrightError `conflicting-writes` where one file is to become two different things
 */
export function proposalOf(served: readonly Served[], target: string | undefined): Proposal {
  const asked = askedBy(served);
  const proposed = {
    writes: new Map(asked.writes.map(({ path, text }) => [path, text])),
    moves: asked.moves,
    tasks: asked.tasks,
  };
  const values = served.map(({ value }) => value);
  const isTouched = (path: string) => proposed.writes.has(path) || asked.moves.some(({ from }) => from === path);
  // Where the file itself is written or moved, the text that came out is a word about it.
  if (target !== undefined && !isTouched(target) && values.every((value) => typeof value === 'string')) {
    return { texts: values, ...proposed };
  }
  const told = values.filter((value) => value !== null);
  if (told.length === 0) return proposed;
  return { ...proposed, data: told.length === 1 ? (told[0] as PlainData) : told };
}

/** What all runs want, as one; what several of them want alike is wanted once. */
function askedBy(served: readonly Served[]): ProposedEffects {
  const writes = new Map<string, ProposedEffects['writes'][number]>();
  const moves = new Map<string, ProposedMove>();
  const tasks = new Set<string>();
  const claims = new Map<string, string>();
  for (const { effects } of served) {
    const asked = proposedBy(effects);
    const own = new Map<string, string>();
    const claim = (path: string, what: unknown) => own.set(path, `${own.get(path) ?? ''}${JSON.stringify(what)}`);
    for (const write of asked.writes) claim(write.path, write);
    for (const move of asked.moves) for (const path of [move.from, move.to]) claim(path, move);
    for (const [path, what] of own) {
      if (claims.has(path) && claims.get(path) !== what) throw conflict(path);
      claims.set(path, what);
    }
    for (const write of asked.writes) writes.set(write.path, write);
    for (const move of asked.moves) moves.set(move.from, move);
    for (const task of asked.tasks) tasks.add(task);
  }
  return { writes: [...writes.values()], moves: [...moves.values()], tasks: [...tasks] };
}

function conflict(path: string): ToolwrightError {
  return new ToolwrightError('conflicting-writes', l10n.t('Two selections lead to different changes of {0}', path), {
    hint: l10n.t('Nothing was changed. Ask for one selection at a time.'),
  });
}

/** A text with some of its parts replaced. @param parts in any order; they do not overlap */
export function withReplacements(
  text: string,
  parts: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  return [...parts]
    .sort((a, b) => b.start - a.start)
    .reduce((result, part) => result.slice(0, part.start) + part.text + result.slice(part.end), text);
}
