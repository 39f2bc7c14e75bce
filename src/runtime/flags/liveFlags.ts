import { flagsOf, type Router, readFlag } from '#capability/rollout/routing';
import type { FlagListener, FlagProblem } from './source.ts';

/**
 * The flags in force, of an app's capabilities alone: others may stand in the same document, about whatever. Of a document
 * that is no flag file nothing is taken, and of one with a wrong flag all others: what was in force before stays, so that
 * somebody's slip of the pen takes no version from anybody.
 */
export class LiveFlags implements FlagListener {
  readonly #first = Promise.withResolvers<void>();
  /** Settles with the first document, or with the first problem. */
  readonly ready: Promise<void> = this.#first.promise;
  readonly #capabilities: Iterable<string>;
  /** What each flag said last, right or wrong. */
  readonly #texts = new Map<string, string | undefined>();
  readonly #routers = new Map<string, Router>();
  readonly #tell: (message: string) => void;
  readonly #changed: (capability: string, router: Router | undefined) => void;

  /**
   * @param capabilities their names, which are the flags' keys
   * @param changed a flag is another than before; without a router where it is gone or off
   * @param tell something is wrong: what, and what users get meanwhile
   */
  constructor(
    capabilities: Iterable<string>,
    changed: (capability: string, router: Router | undefined) => void,
    tell: (message: string) => void,
  ) {
    this.#capabilities = capabilities;
    this.#changed = changed;
    this.#tell = tell;
  }

  document(document: unknown): void {
    const flags = flagsOf(document);
    if (!flags) {
      this.problem({ message: 'The document has no object "flags".' });
      return;
    }
    for (const name of this.#capabilities) this.#take(name, Object.hasOwn(flags, name) ? flags[name] : undefined);
    this.#first.resolve();
  }

  #take(name: string, flag: unknown): void {
    const text = JSON.stringify(flag);
    if (this.#texts.get(name) === text) return;
    this.#texts.set(name, text);
    const read = flag === undefined ? {} : readFlag(name, flag);
    if ('reason' in read) {
      this.#wrong(`The flag ${name} cannot be used: ${read.reason}.`, this.#routers.has(name));
      return;
    }
    if (read.router) this.#routers.set(name, read.router);
    else this.#routers.delete(name);
    this.#changed(name, read.router);
  }

  problem({ message }: FlagProblem): void {
    this.#wrong(message, this.#routers.size > 0);
    this.#first.resolve();
  }

  /** Who is told wants to know what users get meanwhile. */
  #wrong(message: string, isInForce: boolean): void {
    this.#tell(`${message} ${isInForce ? 'What it said before stays' : 'Meanwhile the stable versions serve'}.`);
  }

  /** What was good is in force anyway, and the problem was told. */
  recovered(): void {}
}
