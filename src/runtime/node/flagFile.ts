import { watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FlagSource } from '../flags/source.ts';
import { TextTeller } from '../flags/textTeller.ts';
import { idle } from '../flags/timers.ts';
import { absolutePath } from './absolutePath.ts';

export interface FileOptions {
  /** How often the file is looked at beside being watched, in milliseconds; 200 by default. Systems lose events. */
  readonly pollMs?: number;
  /** A file that is no JSON for so long is broken, in milliseconds; 100 by default. Before that it may be half written. */
  readonly writingMs?: number;
}

/**
 * A source of flags from a file. Its folder is watched, so that both a file that is written in its place and one that is
 * renamed there are seen; and it is looked at several times a second, for where events get lost. A file that is gone or
 * is no JSON is told, and the last good document stays in force.
 */
export function flagsFromFile(file: string, { pollMs = 200, writingMs = 100 }: FileOptions = {}): FlagSource {
  const path = absolutePath(file);
  return {
    open(listener) {
      const teller = new TextTeller(listener);
      let closed = false;
      let reading = false;
      let again = false;
      /** Size, times and number of the file that was read last, in one text. */
      let seen: string | undefined;
      let brokenSince: number | undefined;
      let retry: NodeJS.Timeout | undefined;
      /** Neither flags nor a problem was told yet. */
      let isAwaited = true;

      /** @returns whether it may be half written, and has to be read again */
      const look = async (): Promise<boolean> => {
        const stamp = await stampOf(path);
        if (stamp === seen) return false;
        const text = await readFile(path, 'utf8');
        if (closed) return false;
        if (teller.text(text)) {
          brokenSince = undefined;
        } else {
          brokenSince ??= performance.now();
          if (performance.now() - brokenSince < writingMs) return true;
          teller.problem({ message: `The flags cannot be read: ${path} is not JSON.` });
        }
        // What is written later changes the stamp: until then there is nothing to be read again.
        seen = stamp;
        return false;
      };

      const check = async (): Promise<void> => {
        if (closed) return;
        if (reading) {
          again = true;
          return;
        }
        reading = true;
        do {
          again = false;
          const isHalf = await look().catch((error: unknown) => {
            seen = undefined;
            if (!closed) teller.problem({ message: messageOf(path, error) });
            return false;
          });
          isAwaited &&= isHalf;
          clearTimeout(retry);
          if (!isHalf || closed) continue;
          retry = setTimeout(check, writingMs / 4);
          // An app that is started waits for this timer alone: else Node would end before it serves anybody.
          if (!isAwaited) idle(retry);
        } while (again && !closed);
        reading = false;
      };

      const events = watching(path, check);
      const timer = idle(setInterval(check, pollMs));
      void check();
      return () => {
        closed = true;
        clearInterval(timer);
        clearTimeout(retry);
        events?.close();
      };
    },
  };
}

/** None where the folder is not there yet, or the system has no more watches to give: the file is looked at all the same. */
function watching(path: string, check: () => void) {
  const name = basename(path);
  try {
    const events = watch(dirname(path), { persistent: false }, (_, changed) => {
      if (changed === null || changed === name) check();
    });
    events.on('error', () => events.close());
    return events;
  } catch {
    return undefined;
  }
}

/** In nanoseconds: two writes may be in one millisecond. Compared for being another, never for being later: clocks jump. */
async function stampOf(path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

function messageOf(path: string, error: unknown): string {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  const reason = missing ? 'is not there' : `cannot be opened (${error instanceof Error ? error.message : error})`;
  return `The flags cannot be read: ${path} ${reason}.`;
}
