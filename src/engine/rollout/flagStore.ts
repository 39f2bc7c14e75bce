import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Outcome, ToolwrightError } from '#base';
import { changeableFlags, type FlagFile, noFlags, type Rollout, readFlags, withRollout } from '#capability/rollout';
import { tryLock } from '#journal';
import { readText, stampOf, writeAtomically } from '#workspace';

/** Where rollouts are kept, relative to the workspace folder: committed, like the versions. */
export const flagFileName = '.toolwright/rollouts.json';

const patienceMs = 5000;
const retryMs = 20;

/** The flag file: read as it is on the disk now, and written by one at a time, whole or not at all. */
export class FlagStore {
  readonly #file: string;
  readonly #lastGood: () => FlagFile;
  #known: { readonly text: string; readonly outcome: Outcome<FlagFile> } | undefined;

  /**
   * @param file absolute
   * @param lastGood what to go by where it cannot be read and never could
   */
  constructor(file: string, lastGood: () => FlagFile = () => noFlags) {
    this.#file = file;
    this.#lastGood = lastGood;
  }

  /** What it says; where it cannot be used, as while somebody writes it, what it said last, and the problems. */
  read(): Outcome<FlagFile> {
    const text = this.#text();
    if (text === undefined) return { value: noFlags, problems: [] };
    if (this.#known?.text !== text) {
      const { value, problems } = readFlags(text);
      this.#known = { text, outcome: { value: value ?? this.#known?.outcome.value ?? this.#lastGood(), problems } };
    }
    return this.#known.outcome;
  }

  /**
   * Changes the rollout of one capability, while nobody else can.
   * @param change from what is on the disk then; what it throws leaves the file as it is
   * @throws ToolwrightError `flags-busy`, `flags-unreadable`
   */
  async update(name: string, change: (rollout: Rollout | undefined) => Rollout): Promise<Rollout> {
    const lock = await this.#lock();
    try {
      const text = this.#text();
      const rollout = change(changeableFlags(text).rollouts.get(name));
      writeAtomically(this.#file, withRollout(text, name, rollout));
      return rollout;
    } finally {
      lock.release();
    }
  }

  #text(): string | undefined {
    return stampOf(this.#file) && readText(this.#file);
  }

  async #lock() {
    for (let waited = 0; waited <= patienceMs; waited += retryMs) {
      const lock = tryLock(lockFor(this.#file, 'write'));
      if (lock !== undefined) return lock;
      await setTimeout(retryMs);
    }
    throw new ToolwrightError('flags-busy', 'Another window or program is writing the flag file, and does not end.', {
      hint: 'Try again; if it stays so, look for a program of Toolwright that hangs.',
    });
  }
}

/**
 * The file by which programs that write a flag file, or lead its rollouts, keep out of each other's way. In a workspace it
 * has a name that is out of git with the journal.
 */
export function lockFor(flags: string, purpose: 'write' | 'lead'): string {
  const folder = dirname(flags);
  const name = basename(folder) === '.toolwright' ? 'journal.db-rollouts' : basename(flags);
  return join(folder, `${name}.${purpose}-lock`);
}
