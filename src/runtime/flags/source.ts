/** What went wrong with a source of flags. What it gave last stays in force. */
export interface FlagProblem {
  /** What happened and why, in words. What comes of it depends on who listens. */
  readonly message: string;
  /** Nothing will come of trying again: whoever runs the app has to change something. */
  readonly fatal?: true;
}

/** Who is told of flags. */
export interface FlagListener {
  /** A whole document in flagd's definition format, parsed and not yet looked at; only where it is another than the last one. */
  document(document: unknown): void;
  /** It cannot be had now. Told once, until there is a document again or something else is wrong. */
  problem(problem: FlagProblem): void;
  /** It can be had again, and is the same as before the problem. */
  recovered(): void;
}

/** Where flags come from: a file, a URL, an object. */
export interface FlagSource {
  /**
   * Starts to read and to watch. What it finds is told later, never before it returns.
   * @returns ends it
   */
  open(listener: FlagListener): () => void;
}

/** Flags that the app holds itself. */
export interface ObjectFlags extends FlagSource {
  /** Puts another document in force, at once. */
  set(document: unknown): void;
}

/** A source of flags from an object in flagd's definition format. */
export function flagsFromObject(document: unknown): ObjectFlags {
  const listeners = new Set<FlagListener>();
  let current = document;
  return {
    open(listener) {
      listeners.add(listener);
      // Who has closed it meanwhile hears no more.
      queueMicrotask(() => {
        if (listeners.has(listener)) listener.document(current);
      });
      return () => listeners.delete(listener);
    },
    set(next) {
      current = next;
      for (const listener of listeners) listener.document(next);
    },
  };
}
