import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import type { WatchEvent } from '#engine/local';
import { start } from '../toolwright.ts';

/** A real `toolwright rollout watch` in a process of its own, until the test is over. */
export class Controller {
  readonly said: WatchEvent[] = [];
  readonly #process: ReturnType<typeof start>;

  constructor(cwd: string, args: readonly string[] = []) {
    this.#process = start(['rollout', 'watch', '--json', '--every', '1', ...args], { cwd });
    createInterface({ input: this.#process.stdout as NodeJS.ReadableStream }).on('line', (line) =>
      this.said.push(JSON.parse(line) as WatchEvent),
    );
    onTestFinished(() => void this.#process.kill('SIGKILL'));
  }

  /** Whether it has said something that is like this. */
  hasSaid(event: object): boolean {
    try {
      expect(this.said).toContainEqual(expect.objectContaining(event));
      return true;
    } catch {
      return false;
    }
  }

  async hears(event: object): Promise<void> {
    await expect.poll(() => this.said, { timeout: 60_000 }).toContainEqual(expect.objectContaining(event));
  }

  /** @returns its exit code, and the signal that ended it */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<readonly unknown[]> {
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    return ended;
  }
}
