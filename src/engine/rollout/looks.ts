/** Looks that nobody waits for: one of each name at a time, and one more where there was another request meanwhile. */
export class Looks {
  readonly #look: (name: string) => Promise<unknown>;
  readonly #failed: (name: string, error: unknown) => void;
  readonly #underWay = new Map<string, { again: boolean; readonly end: Promise<void> }>();

  constructor(look: (name: string) => Promise<unknown>, failed: (name: string, error: unknown) => void) {
    this.#look = look;
    this.#failed = failed;
  }

  /** Looks once whoever calls has gone on. */
  soon(name: string): void {
    const looking = this.#underWay.get(name);
    if (looking) looking.again = true;
    else this.#underWay.set(name, { again: false, end: Promise.resolve().then(() => this.#lookOn(name)) });
  }

  /** Waits for those that are under way. */
  async settle(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ end }) => end));
  }

  async #lookOn(name: string): Promise<void> {
    const looking = this.#underWay.get(name);
    do {
      if (looking) looking.again = false;
      await this.#look(name).catch((error: unknown) => this.#failed(name, error));
    } while (looking?.again);
    this.#underWay.delete(name);
  }
}
