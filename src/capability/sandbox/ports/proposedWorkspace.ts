import { ProposedFiles } from '#protocol';
import { globMatcher } from './glob.ts';
import type { WorkspacePort } from './ports.ts';

/** The files as they are, which a run only looks at. */
export interface WorkspaceFiles {
  /** Paths of the files, of those at least that match a glob. */
  list(glob: string): Promise<readonly string[]>;
  read(path: string): Promise<string>;
  /**
   * What is under a path, file or folder, by the name that the disk has for it; undefined where there is nothing. Where
   * names differ in more than their case only, `a.ts` answers for `A.ts`.
   */
  nameOf(path: string): Promise<string | undefined>;
  /** @throws where a path must not be changed, whatever the permission covers */
  allow(path: string): void;
}

/**
 * A workspace in which a run sees what it has proposed so far, and nothing is done: what it writes it reads again, and
 * what it moves is under the new name. One for each run.
 */
export function proposedWorkspace(files: WorkspaceFiles): WorkspacePort {
  const proposed = new ProposedFiles();
  let last: Promise<unknown> = Promise.resolve();
  // Calls that nobody waited for are still made one after the other, in the order in which the code made them.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };

  return {
    async list(glob) {
      const matches = globMatcher(glob, { dot: true }) ?? (() => false);
      const there = (await files.list(glob)).filter((path) => proposed.at(path) !== 'gone');
      return [...new Set([...there, ...proposed.paths])].filter(matches).sort();
    },
    async read(path) {
      const file = proposed.at(path);
      if (file === 'gone') throw new Error(`There is no file ${path}: it was moved away.`);
      return file?.text ?? files.read(file?.origin ?? path);
    },
    write: (path, text) =>
      inTurn(async () => {
        files.allow(path);
        refuseAlike(proposed, path);
        proposed.write(path, text);
      }),
    move: (from, to) =>
      inTurn(async () => {
        files.allow(from);
        files.allow(to);
        if (from === to) throw new Error(`${from} is called so already.`);
        const origin = await originOf(proposed, files, from);
        // A name that is only to be written otherwise is the file itself where the disk takes both for one.
        const there = proposed.at(to) === 'gone' ? undefined : await files.nameOf(to);
        if (typeof proposed.at(to) === 'object' || (there !== undefined && there !== origin)) {
          throw new Error(`${from} cannot be moved to ${to}: there is one already. Nothing is overwritten by a move.`);
        }
        refuseAlike(proposed, to, from);
        proposed.move(from, to);
      }),
  };
}

/** What a file that is to be moved is called on the disk. */
async function originOf(proposed: ProposedFiles, files: WorkspaceFiles, from: string): Promise<string> {
  const file = proposed.at(from);
  const origin = file === 'gone' ? undefined : (file?.origin ?? (file === undefined ? from : undefined));
  if (origin !== undefined && (await files.nameOf(origin)) === origin) return origin;
  if (typeof file === 'object') {
    throw new Error(`${from} is not there before it is written: write it under the name that it is to have.`);
  }
  throw new Error(`There is no file ${from}${file === 'gone' ? ' any more: it was moved away' : ''}.`);
}

/** Two names that differ in their case alone would be one file on many systems. */
function refuseAlike(proposed: ProposedFiles, path: string, but?: string): void {
  const folded = path.toLowerCase();
  const other = proposed.paths.find((one) => one !== path && one !== but && one.toLowerCase() === folded);
  if (other !== undefined) {
    throw new Error(`${path} differs from ${other} in its case alone, and many systems take both for one file.`);
  }
}
