import type { ExpectedEffects } from './capability.ts';
import type { RunEffect } from './run.ts';

/** What a run wants to be done, the net of all its calls: nothing of it is done before a person has seen it. */
export interface ProposedEffects {
  /** Texts of files that are made or become others, under the names that they have already or get. */
  readonly writes: readonly { readonly path: string; readonly text: string }[];
  /** Files that get other names, from what they are called now to what they are called in the end. */
  readonly moves: readonly ProposedMove[];
  /** Tasks to start when all files are as proposed, each once, in the order in which they were asked for. */
  readonly tasks: readonly string[];
}

export interface ProposedMove {
  readonly from: string;
  readonly to: string;
  /** What it says under its new name; absent where it stays as it is. */
  readonly text?: string;
}

/** What a file that a run has touched is to be. */
interface TouchedFile {
  /** Its name before the run; absent for one that takes the place of a file that has moved away. */
  readonly origin?: string;
  /** Absent where it was moved only. */
  readonly text?: string;
}

/** The files as a run has left them, call by call; nothing is known here of what is on the disk. */
export class ProposedFiles {
  readonly #touched = new Map<string, TouchedFile>();
  readonly #left = new Set<string>();

  /** What is under a name now: `gone` where it was moved away, undefined where the run has not touched it. */
  at(path: string): TouchedFile | 'gone' | undefined {
    return this.#touched.get(path) ?? (this.#left.has(path) ? 'gone' : undefined);
  }

  /** All names that the run has touched and that stand for a file now. */
  get paths(): readonly string[] {
    return [...this.#touched.keys()];
  }

  write(path: string, text: string): void {
    const file = this.#touched.get(path) ?? (this.#left.has(path) ? {} : { origin: path });
    this.#touched.set(path, { ...file, text });
  }

  move(from: string, to: string): void {
    const file = this.#touched.get(from) ?? { origin: from };
    this.#touched.delete(from);
    this.#left.add(from);
    this.#touched.set(to, file);
  }

  /** A file that came back to its name, and has its own text, is not in it. */
  net(): Pick<ProposedEffects, 'writes' | 'moves'> {
    const writes: { path: string; text: string }[] = [];
    const moves: ProposedMove[] = [];
    for (const [path, { origin, text }] of this.#touched) {
      if (origin !== undefined && origin !== path) {
        moves.push({ from: origin, to: path, ...(text === undefined ? {} : { text }) });
      } else if (text !== undefined) writes.push({ path, text });
    }
    return { writes, moves };
  }
}

/** The net of what a run has asked for; calls that were refused or went wrong do not count. */
export function proposedBy(effects: readonly RunEffect[]): ProposedEffects {
  const files = new ProposedFiles();
  const tasks = new Set<string>();
  for (const { call, arguments: given, refused } of effects) {
    const [first, second] = given;
    if (refused !== undefined || typeof first !== 'string') continue;
    if (call === 'tasks.request') tasks.add(first);
    else if (typeof second !== 'string') continue;
    else if (call === 'workspace.write') files.write(plainly(first), second);
    else if (call === 'workspace.move') files.move(plainly(first), plainly(second));
  }
  return { ...files.net(), tasks: [...tasks] };
}

/** The same as an example writes it. */
export function asExpected({ writes, moves, tasks }: ProposedEffects): Required<ExpectedEffects> {
  const texts = moves.flatMap(({ to, text }) => (text === undefined ? [] : [[to, text] as const]));
  return {
    writes: Object.fromEntries([...writes.map(({ path, text }) => [path, text] as const), ...texts]),
    moves: Object.fromEntries(moves.map(({ from, to }) => [from, to])),
    tasks,
  };
}

/** A path that the sandbox has let through, in the one form that names are compared in. */
function plainly(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
