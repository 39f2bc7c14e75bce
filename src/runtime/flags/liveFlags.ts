import { flagsOf, type Router, readFlag } from '#capability/rollout/routing';
import type { FlagListener, FlagProblem } from './source.ts';

/**
 * The flags in force. Of a document that is no flag file nothing is taken, and of one with a wrong flag all others: what
 * was in force before stays, so that somebody's slip of the pen takes no version from anybody.
 */
export class LiveFlags implements FlagListener {
  /** Settles with the first document, or with the first problem. */
  readonly ready: Promise<void>;
  #routers: ReadonlyMap<string, Router> = new Map();
  #read: ReadonlyMap<string, string> = new Map();
  readonly #settle: () => void;
  readonly #tell: (message: string) => void;
  readonly #changed: (capability: string, router: Router | undefined) => void;

  /**
   * @param changed a flag is another than before; without a router where it is gone or off
   * @param tell something is wrong: what, and what users get meanwhile
   */
  constructor(changed: (capability: string, router: Router | undefined) => void, tell: (message: string) => void) {
    this.#changed = changed;
    this.#tell = tell;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#settle = resolve;
  }

  document(document: unknown): void {
    const flags = flagsOf(document);
    if (flags === undefined) {
      this.problem({ message: 'The document has no object "flags".' });
      return;
    }
    const routers = new Map<string, Router>();
    const texts = new Map<string, string>();
    for (const [key, flag] of Object.entries(flags)) {
      const text = JSON.stringify(flag);
      const before = this.#routers.get(key);
      const same = this.#read.get(key) === text;
      const read = same ? { router: before } : readFlag(key, flag);
      const wrong = 'reason' in read;
      if (wrong) this.problem({ message: `The flag ${key} cannot be used: ${read.reason}.` });
      const router = wrong ? before : read.router;
      if (router !== undefined) routers.set(key, router);
      texts.set(key, text);
    }
    const before = this.#routers;
    this.#routers = routers;
    this.#read = texts;
    for (const key of new Set([...before.keys(), ...routers.keys()])) {
      if (before.get(key) !== routers.get(key)) this.#changed(key, routers.get(key));
    }
    this.#settle();
  }

  /** Who is told wants to know what users get meanwhile. */
  problem({ message }: FlagProblem): void {
    const meanwhile = this.#read.size > 0 ? 'What it said before stays' : 'Meanwhile the stable versions serve';
    this.#tell(`${message} ${meanwhile}.`);
    this.#settle();
  }

  /** What was good is in force anyway, and the problem was told. */
  recovered(): void {}
}
