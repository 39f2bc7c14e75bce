import { appendFileSync, renameSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { absolutePath } from './absolutePath.ts';

/** More than this waits only where the disk does not take it; then the oldest go. */
const mostWaiting = 10_000;

/**
 * A file that lines are appended to, in one write for all that wait. Several processes may do so: each write goes to the
 * end, and begins a new line where another process was killed in the middle of one.
 */
export class LineFile {
  readonly #path: string;
  readonly #mostBytes: number;
  #waiting: string[] = [];
  /** What is on its way to the disk: it waits again where it does not come there. */
  #leaving: string[] = [];
  #writing: Promise<void> | undefined;
  #failure: unknown;
  /** What cannot wait for the disk any more: Node waits for nothing when it exits. */
  readonly #atExit = () => {
    const lines = [...this.#leaving, ...this.#waiting];
    if (lines.length === 0) return;
    try {
      appendFileSync(this.#path, `\n${textOf(lines)}`);
    } catch {
      // Nobody can be told any more, and what is thrown here would be the app's own end.
    }
  };

  /** @param mostBytes a longer file is renamed to `NAME.1.jsonl`, in the place of the one before, and a new one begun */
  constructor(path: string, mostBytes: number) {
    this.#path = absolutePath(path);
    this.#mostBytes = mostBytes;
    process.once('exit', this.#atExit);
  }

  /**
   * Appends a line soon.
   * @throws what went wrong with an earlier line, once; the lines are kept and tried again
   */
  append(line: string): void {
    this.#waiting.push(line);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
    this.#writing ??= this.#write();
    if (this.#failure === undefined) return;
    const failure = this.#failure;
    this.#failure = undefined;
    throw failure;
  }

  /** Waits until everything is written. @throws what went wrong */
  async close(): Promise<void> {
    await this.#writing;
    if (this.#waiting.length > 0) await this.#write();
    // Not before: who exits without waiting for this loses nothing either.
    process.off('exit', this.#atExit);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #write(): Promise<void> {
    // The lines of this turn go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      this.#leaving = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append();
        this.#failure = undefined;
      } catch (error) {
        this.#failure = error;
        this.#waiting = [...this.#leaving, ...this.#waiting].slice(-mostWaiting);
        this.#leaving = [];
      }
      if (this.#failure !== undefined) break;
    }
    this.#writing = undefined;
  }

  async #append(): Promise<void> {
    const text = textOf(this.#leaving);
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a+');
    let full: number | undefined;
    try {
      const { ino, size } = await file.stat();
      const last = size === 0 ? undefined : (await file.read({ buffer: Buffer.alloc(1), position: size - 1 })).buffer;
      await file.appendFile(last === undefined || last[0] === 0x0a ? text : `\n${text}`);
      this.#leaving = [];
      if (size + Buffer.byteLength(text) > this.#mostBytes) full = ino;
    } finally {
      await file.close();
    }
    if (full !== undefined) this.#turnOver(full);
  }

  /** Of several processes that find the file full, one renames it: the others would put the new one in its place. */
  #turnOver(full: number): void {
    // At once, so that nobody comes in between.
    if (statSync(this.#path, { throwIfNoEntry: false })?.ino !== full) return;
    const ending = extname(this.#path);
    renameSync(this.#path, `${this.#path.slice(0, this.#path.length - ending.length)}.1${ending}`);
  }
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
