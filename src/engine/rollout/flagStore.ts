import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Logger, type Outcome, silentLogger, ToolwrightError } from '#base';
import {
  changeableFlags,
  type FlagFile,
  noFlags,
  type OtherFlag,
  type Rollout,
  readFlags,
  withRollout,
} from '#capability/rollout';
import { tryLock } from '#journal';
import { readText, stampOf, writeAtomically } from '#workspace';

/** Where rollouts are kept, relative to the workspace folder: committed, like the versions. */
export const flagFileName = '.toolwright/rollouts.json';

const patienceMs = 5000;
const retryMs = 20;

/** A file that somebody writes by half is whole a moment later. */
const halfWrittenMs = 300;

export interface FlagStorePorts {
  /** Absolute. */
  readonly file: string;
  /** The text to go by where the file cannot be read and never could: what is known of it from elsewhere. */
  readonly recorded?: () => string | undefined;
  readonly logger?: Logger;
}

/** The flag file: read as it is on the disk now, and written by one at a time, whole or not at all. */
export class FlagStore {
  readonly #file: string;
  readonly #recorded: () => string | undefined;
  readonly #logger: Logger;
  #known: { readonly text: string; readonly outcome: Outcome<FlagFile | undefined> } | undefined;
  /** The text that could be used last. */
  #good: { readonly text: string; readonly flags: FlagFile } | undefined;

  constructor({ file, recorded = () => undefined, logger = silentLogger }: FlagStorePorts) {
    this.#file = file;
    this.#recorded = recorded;
    this.#logger = logger;
  }

  /** What it says; where it cannot be used, as while somebody writes it, what it said last, and the problems. */
  read(): Outcome<FlagFile> {
    const { value, problems } = this.readable();
    return { value: value ?? this.#lastGood()?.flags ?? noFlags, problems };
  }

  /** What it says, and no value where it cannot be used. */
  readable(): Outcome<FlagFile | undefined> {
    const text = this.#text();
    if (text === undefined) return { value: noFlags, problems: [] };
    if (this.#known?.text !== text) {
      this.#known = { text, outcome: readFlags(text) };
      const { value } = this.#known.outcome;
      if (value !== undefined) this.#good = { text, flags: value };
    }
    return this.#known.outcome;
  }

  /**
   * Changes the rollout of one capability, while nobody else can.
   * @param change from what is on the disk then; what it throws leaves the file as it is
   * @param isEmergency a file that nobody can read is in nobody's way: it is set aside, and what was known last is changed
   * @throws ToolwrightError `flags-busy`, `flags-unreadable`
   */
  async update(
    name: string,
    change: (rollout: Rollout | undefined, other: OtherFlag | undefined) => Rollout,
    isEmergency = false,
  ): Promise<Rollout> {
    const lock = await this.#lock();
    try {
      const text = isEmergency ? await this.#rescued() : this.#text();
      const { rollouts, others } = changeableFlags(text);
      const rollout = change(rollouts.get(name), others.get(name));
      writeAtomically(this.#file, withRollout(text, name, rollout));
      return rollout;
    } finally {
      lock.release();
    }
  }

  /** The text of the file; where it stays unreadable, the one that was known last, and the file is kept beside it. */
  async #rescued(): Promise<string | undefined> {
    for (let waited = 0; waited <= halfWrittenMs; waited += retryMs) {
      const text = this.#text();
      if (text === undefined || this.readable().value !== undefined) return text;
      await setTimeout(retryMs);
    }
    const broken = this.#text();
    const good = this.#lastGood();
    if (broken === undefined || good === undefined) return broken;
    const aside = `${this.#file}.broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    writeAtomically(aside, broken);
    this.#logger.warn(
      `The flag file could not be read. It was kept as ${aside}, and written anew from what was known last.`,
    );
    return good.text;
  }

  #lastGood() {
    if (this.#good !== undefined) return this.#good;
    const text = this.#recorded();
    const flags = text === undefined ? undefined : readFlags(text).value;
    return text === undefined || flags === undefined ? undefined : { text, flags };
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
