import type { Outcome, TaskOptions } from '#base';
import { sourceExtensions } from '#graph';
import { type Commit, readHead, readHistory } from '#workspace';

/** The git history of a workspace, read again only when another commit is checked out. */
export class History {
  readonly #root: string;
  #known: { readonly head: string; readonly history: Outcome<readonly Commit[]> } | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  async commits(options: TaskOptions): Promise<Outcome<readonly Commit[]>> {
    const head = await readHead(this.#root, options);
    if (head !== undefined && this.#known?.head === head) return this.#known.history;
    const history = await readHistory(this.#root, { ...options, extensions: sourceExtensions });
    if (head !== undefined) this.#known = { head, history };
    return history;
  }
}
