import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '#base';

/** A save is several events, and a request several writes of the journal. */
const quietMs = 200;

/**
 * Tells when something below `.toolwright` may be another one: capabilities, policy, evidence and approvals. Where the
 * folder is not there yet, its coming is waited for. What the system does not tell, the next call finds out by itself.
 * @returns ends it
 */
export function watchToolwright(root: string, logger: Logger, changed: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const tell = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look(join(root, '.toolwright'), true);
      changed();
    }, quietMs);
  };

  function look(folder: string, recursive: boolean): void {
    if (ended || watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { recursive, persistent: false }, (_, file) => {
        if (!recursive && file !== null && file !== '.toolwright') return;
        // It may be a new folder of that name, of which the old watcher hears nothing.
        if (!recursive) forget(join(root, '.toolwright'));
        tell();
      });
      watcher.on('error', (error) => {
        logger.warn(`${folder} is not watched any more: ${error.message}`);
        forget(folder);
      });
      watchers.set(folder, watcher);
    } catch (error) {
      logger.debug(`${folder} is not watched: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  look(root, false);
  look(join(root, '.toolwright'), true);
  return () => {
    ended = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}
