import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { messageOf, ToolwrightError } from '#base';
import { writeAtomically } from '#engine';
import { moveWaves, type ProposedEffects } from '#protocol';

/** What was done, a line each. */
type Done = readonly string[];

/**
 * Makes the changes of files that a run proposes, all of them or none: moves first, then texts. Nothing is overwritten by a
 * move, and what was done before something failed is taken back.
 * @param root the workspace folder, absolute
 * @throws ToolwrightError `cannot-apply`
 */
export function applyProposal(root: string, { moves, writes }: Pick<ProposedEffects, 'moves' | 'writes'>): Done {
  const undo: (() => void)[] = [];
  const at = (path: string) => join(root, path);
  const leaving = new Set(moves.map(({ from }) => from.toLowerCase()));
  try {
    for (const { from, to } of moves) {
      if (statSync(at(from), { throwIfNoEntry: false })?.isFile() !== true) throw new Error(`there is no file ${from}`);
      if (!leaving.has(to.toLowerCase())) assertFree(at(to), to);
    }
    for (const { from, to } of moveWaves(moves).flat()) {
      mkdirSync(dirname(at(to)), { recursive: true });
      if (from.toLowerCase() !== to.toLowerCase()) assertFree(at(to), to);
      renameSync(at(from), at(to));
      undo.unshift(() => renameSync(at(to), at(from)));
    }
    const texts = moves.flatMap(({ to: path, text }) => (text === undefined ? [] : [{ path, text }]));
    for (const { path, text } of [...texts, ...writes]) {
      const before = contentOf(at(path));
      writeAtomically(at(path), text);
      undo.unshift(() => (before === undefined ? rmSync(at(path)) : writeAtomically(at(path), before)));
    }
  } catch (error) {
    const stuck = undo.flatMap((takeBack) => failureOf(takeBack));
    throw new ToolwrightError('cannot-apply', `The changes cannot be made: ${messageOf(error)}.`, {
      hint: stuck.length === 0 ? 'Nothing was changed.' : `Not all of them could be taken back: ${stuck.join('; ')}.`,
      cause: error,
    });
  }
  return [...moves.map(({ from, to }) => `Moved ${from} to ${to}`), ...writes.map(({ path }) => `Wrote ${path}`)];
}

/** Why something cannot be taken back; all others are all the same. */
function failureOf(takeBack: () => void): string[] {
  try {
    takeBack();
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

function assertFree(absolute: string, path: string): void {
  if (statSync(absolute, { throwIfNoEntry: false }) !== undefined) {
    throw new Error(`there is a file ${path} already, and a move overwrites nothing`);
  }
}

function contentOf(absolute: string): Buffer | undefined {
  return statSync(absolute, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(absolute);
}
