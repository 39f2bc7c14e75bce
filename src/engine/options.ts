import type { Logger } from '#base';

/** What a session needs to know. Plain data, so that it can be handed to a worker thread. */
export interface GraphSettings {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** Folder for caches; without it nothing is kept. */
  readonly storage?: string | undefined;
  /** Code of the workspace (a rules file in JavaScript) may run. */
  readonly trusted: boolean;
  /** Left out of the graph, in the syntax of .gitignore. */
  readonly exclude?: readonly string[] | undefined;
  /** File of known violations, relative to the root, where it is not the usual one. */
  readonly baseline?: string | undefined;
}

export interface GraphSessionOptions extends GraphSettings {
  readonly logger: Logger;
}
