import type { DatabaseSync } from 'node:sqlite';

const pollMs = 1000;

/** Tells when something was appended, by this window or by another one. */
export class Appends {
  readonly #database: DatabaseSync;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  /** SQLite's number for what other connections have written. */
  #seen = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns ends it */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (!this.#timer) {
      this.#seen = this.#version();
      this.#timer = setInterval(() => this.#poll(), pollMs).unref();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.stop();
    };
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #poll(): void {
    const version = this.#version();
    if (version === this.#seen) return;
    this.#seen = version;
    this.tell();
  }

  #version(): number {
    return Number(this.#database.prepare('PRAGMA data_version').get()?.data_version ?? 0);
  }
}
