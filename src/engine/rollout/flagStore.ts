import { setTimeout } from 'node:timers/promises';
import { type Logger, type Outcome, silentLogger, ToolwrightError } from '#base';
import {
  changeableFlags,
  type FlagFile,
  flagFileName,
  noFlags,
  type OtherFlag,
  type Rollout,
  readFlags,
  withFlagsBefore,
  withoutRepeats,
  withRollout,
} from '#capability/rollout';
import { type ProcessLock, tryLock } from '#journal';
import { readText, realPlace, stampOf, systemReason, writeAtomically } from '#workspace';
import { problemOf } from './errors.ts';
import { lockFor } from './flagPlace.ts';

const patienceMs = 5000;
const retryMs = 20;

/** A file that somebody writes by half is whole a moment later. */
const halfWrittenMs = 300;

export interface FlagStorePorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** Absolute. */
  readonly file: string;
  /** The file as people are told of it; as it is called in a workspace by default. */
  readonly shown?: string | undefined;
  /** A text to go by where the file cannot be read: what is known of it from elsewhere. */
  readonly recorded?: () => string | undefined;
  readonly logger?: Logger;
}

/** The text that could be used last, with what its damaged flags said before. */
interface Usable {
  readonly text: string;
  readonly of: FlagFile;
  readonly flags: FlagFile;
  /** What was recorded by then, if that could be read: a rollout in it that has no flag was removed by somebody. */
  readonly recorded: ReadonlyMap<string, Rollout> | undefined;
}

/** The flag file: read as it is on the disk now, and written by one at a time, whole or not at all. */
export class FlagStore {
  /** Absolute. */
  readonly file: string;
  /** As people are told of it. */
  readonly shown: string;
  /** Somebody has named it, who can look at that. */
  readonly isNamed: boolean;
  readonly #root: string;
  readonly #recorded: () => string | undefined;
  readonly #logger: Logger;
  #known: { readonly text: string; readonly outcome: Outcome<FlagFile | undefined> } | undefined;
  #good: Usable | undefined;

  constructor({ root, file, shown, recorded = () => undefined, logger = silentLogger }: FlagStorePorts) {
    this.#root = root;
    this.file = file;
    this.shown = shown ?? flagFileName;
    this.isNamed = shown !== undefined;
    this.#recorded = recorded;
    this.#logger = logger;
  }

  get isThere(): boolean {
    return stampOf(this.file) !== undefined;
  }

  /**
   * What it says. Where it cannot be used, as while somebody writes it, what it said last, and the problems; so for each
   * flag of its own that is damaged, whose problem is at the flag.
   */
  read(): Outcome<FlagFile> {
    const { value, problems } = this.readable();
    if (value === undefined) return { value: this.#lastGood()?.flags ?? noFlags, problems };
    return { value: value === noFlags ? value : this.#kept(value), problems };
  }

  /** Keeps what can be used, for when it cannot. @returns it with what its damaged flags said before */
  #kept(of: FlagFile): FlagFile {
    if (this.#good?.of !== of) {
      const flags = withFlagsBefore(of, () => this.#lastGood()?.flags);
      const recorded = this.#fromRecords(true)?.flags.rollouts;
      this.#good = { text: this.#known?.text ?? '', of, flags, recorded };
    }
    return this.#good.flags;
  }

  /** The same for an emergency: also where the file is gone, for apps go by what it said last. */
  readOrLast(): FlagFile {
    return this.isThere ? this.read().value : (this.#lastGood()?.flags ?? noFlags);
  }

  /**
   * What users get: where the file is gone, as for a moment while another branch is checked out, what it said last. Of what
   * had reached everybody nothing is left to be said then.
   */
  inForce(): FlagFile {
    const flags = this.readOrLast();
    if (this.isThere) return flags;
    const unfinished = [...flags.rollouts].filter(([, { state }]) => state !== 'finished');
    const off = [...flags.others].filter(([, { isOff }]) => isOff);
    const names = new Set([...unfinished, ...off].map(([name]) => name));
    return {
      rollouts: new Map(unfinished),
      routers: new Map([...flags.routers].filter(([name]) => names.has(name))),
      others: new Map(off),
      repeats: [],
    };
  }

  /** What it says alone, and no value where it cannot be used. */
  readable(): Outcome<FlagFile | undefined> {
    let text: string | undefined;
    try {
      text = this.#text();
    } catch (error) {
      // Whoever looks goes on by what was known, as apps do.
      return { value: undefined, problems: [{ ...problemOf(error), path: this.shown }] };
    }
    if (text === undefined) return { value: noFlags, problems: [] };
    return this.#understood(text);
  }

  #understood(text: string): Outcome<FlagFile | undefined> {
    if (this.#known?.text !== text) this.#known = { text, outcome: readFlags(text, this.shown) };
    return this.#known.outcome;
  }

  /**
   * Changes the rollout of one capability, while nobody else can.
   * @param change from what is on the disk then; what it throws leaves the file as it is
   * @param isEmergency a file or a flag that is gone, that nobody can read, or that is there twice is in nobody's way: the file
   * is kept aside, and what was known last is changed
   * @throws ToolwrightError `flags-busy`, `flags-unreadable`, `flags-repeated`, `flags-not-written`
   */
  async update(
    name: string,
    change: (rollout: Rollout | undefined, other: OtherFlag | undefined) => Rollout,
    isEmergency = false,
  ): Promise<Rollout> {
    const lock = await this.#lock();
    try {
      const found = isEmergency ? await this.#rescued() : this.#text();
      const text = isEmergency && found !== undefined ? withoutRepeats(found, name) : found;
      const { rollouts, others } = changeableFlags(text);
      const isDamaged = others.get(name)?.isUnusable === true;
      const before = isDamaged && isEmergency ? this.read().value.rollouts.get(name) : rollouts.get(name);
      const rollout = change(before, others.get(name));
      if (found !== undefined && (isDamaged || text !== found)) this.#keepAside(found);
      const written = withRollout(text, name, rollout);
      this.#write(written, lock);
      // The file may be broken before anybody reads it: what is known last is what was done here.
      const { value } = this.#understood(written);
      if (value !== undefined) this.#kept(value);
      return rollout;
    } finally {
      lock.release();
    }
  }

  /** The text of the file; where it is gone or stays unreadable, the one that was known last, and the file is kept beside it. */
  async #rescued(): Promise<string | undefined> {
    for (let waited = 0; waited <= halfWrittenMs; waited += retryMs) {
      const text = this.#text();
      if (text === undefined) return this.#lastGood()?.text;
      if (this.readable().value !== undefined) return text;
      await setTimeout(retryMs);
    }
    const broken = this.#text();
    const good = this.#lastGood();
    if (broken === undefined || good === undefined) return broken;
    this.#keepAside(broken);
    return good.text;
  }

  #keepAside(broken: string): void {
    const aside = `${this.file}.broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    writeAtomically(aside, broken);
    this.#logger.warn(
      `The flag file was damaged. It was kept as ${aside}, and is written anew from what was known last.`,
    );
  }

  /** What could be used last, with what others have done since: who takes something back does not wait for this one to read it. */
  #lastGood(): Pick<Usable, 'text' | 'flags'> | undefined {
    const good = this.#good;
    const known = this.#fromRecords(good !== undefined);
    if (known?.text === undefined) return good;
    if (good === undefined) return { text: known.text, flags: known.flags };
    const isNewer = ([name, { revision }]: readonly [string, Rollout]) => {
      const before = good.flags.rollouts.get(name);
      return before === undefined ? good.recorded?.has(name) === false : revision > before.revision;
    };
    const newer = [...known.flags.rollouts].filter(isNewer);
    if (newer.length === 0) return good;
    const text = newer.reduce(
      (file, [name, rollout]) => withRollout(withoutRepeats(file, name), name, rollout),
      good.text,
    );
    const of = readFlags(text, this.shown).value;
    return of === undefined ? good : { text, flags: withFlagsBefore(of, () => good.flags) };
  }

  /**
   * What is recorded of flags.
   * @param isMore there is something else to go by: a journal that cannot be read must hold up nobody who stops something then
   */
  #fromRecords(isMore: boolean): { readonly text: string | undefined; readonly flags: FlagFile } | undefined {
    try {
      const text = this.#recorded();
      const flags = text === undefined ? noFlags : readFlags(text, this.shown).value;
      return flags && { text, flags };
    } catch (error) {
      if (isMore) return undefined;
      throw error;
    }
  }

  #write(text: string, lock: ProcessLock): void {
    // Who was stopped for long may find the lock removed, and another one writing.
    if (!lock.isHeld()) throw busy('The lock of the flag file was removed while it was being written.');
    try {
      // A link whose target was deleted stays a link.
      writeAtomically(realPlace(this.file), text);
    } catch (error) {
      const message = `The flag file ${this.file} could not be written: ${systemReason(error)}.`;
      throw new ToolwrightError('flags-not-written', message, {
        hint: 'Users get what they got before. Make it writable, and do it again.',
        cause: error,
      });
    }
  }

  /** @throws ToolwrightError `flags-unreadable` where there is something else than a file that may be read */
  #text(): string | undefined {
    try {
      return stampOf(this.file) && readText(this.file);
    } catch (error) {
      const message = `The flag file ${this.file} cannot be read: ${systemReason(error)}.`;
      throw new ToolwrightError('flags-unreadable', message, {
        hint: 'It has to be a file that whoever steers rollouts can read and write.',
        cause: error,
      });
    }
  }

  async #lock(): Promise<ProcessLock> {
    for (let waited = 0; waited <= patienceMs; waited += retryMs) {
      const lock = tryLock(lockFor(this.file, 'write'), realPlace(this.#root));
      if (lock !== undefined) return lock;
      await setTimeout(retryMs);
    }
    throw busy('Another window or program is writing the flag file, and does not end.');
  }
}

const busy = (message: string) =>
  new ToolwrightError('flags-busy', message, {
    hint: 'Try again; if it stays so, look for a program of Toolwright that hangs.',
  });
