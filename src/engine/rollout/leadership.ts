import { pause } from '#base';
import { type ProcessLock, tryLock } from '#journal';
import { realPlace } from '#workspace';
import { problemOf } from './errors.ts';
import { lockFor } from './flagPlace.ts';
import { ProblemNews, type WatchEvent } from './watchEvents.ts';

/** How soon a controller that waits takes over from a dead one, in milliseconds. */
const takeOverEvery = 500;

/** Who leads the rollouts of a flag file: one controller at a time. */
export class Leadership {
  readonly #root: string;
  readonly #flags: string;
  readonly #tell: (event: WatchEvent) => void;
  readonly #news: ProblemNews;
  #held: { readonly file: string; readonly lock: ProcessLock } | undefined;
  #wasTaken = false;

  /**
   * @param root the workspace folder, absolute
   * @param flags the flag file, absolute
   */
  constructor(root: string, flags: string, tell: (event: WatchEvent) => void) {
    this.#root = root;
    this.#flags = flags;
    this.#tell = tell;
    this.#news = new ProblemNews(tell);
  }

  /** Nobody else can lead now. */
  get isHeld(): boolean {
    return this.#held?.lock.isHeld() === true;
  }

  /**
   * Waits until this one leads. Whatever keeps it from that is told, and tried again.
   * @throws ToolwrightError `lock-unavailable` where nobody could lead from the very first; CancelledError
   */
  async take(signal: AbortSignal): Promise<void> {
    if (this.#held !== undefined) this.#tellLost(this.#held.file);
    this.release();
    for (let isWaiting = false; ; await pause(takeOverEvery, signal)) {
      try {
        const file = lockFor(this.#flags, 'lead');
        const lock = tryLock(file, realPlace(this.#root));
        this.#held = lock && { file, lock };
        this.#news.update([]);
        this.#wasTaken = true;
        if (lock !== undefined) return;
        if (!isWaiting) this.#tell({ kind: 'waiting' });
        isWaiting = true;
      } catch (error) {
        if (!this.#wasTaken) throw error;
        this.#news.update([problemOf(error)]);
      }
    }
  }

  release(): void {
    this.#held?.lock.release();
    this.#held = undefined;
  }

  #tellLost(file: string): void {
    const message = `The lock ${file} was removed or replaced, so another controller may lead by now.`;
    const hint = 'This one takes the lock again, or waits for whoever has it. Leave it there while a controller runs.';
    this.#tell({ kind: 'problem', problem: { code: 'lock-lost', severity: 'warning', message, hint } });
  }
}
