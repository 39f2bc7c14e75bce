import { fstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { writeFile as writeInPlace } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, ToolwrightError } from '#base';
import { terminal } from './terminal.ts';

/**
 * Writes a file whole or not at all, and makes its folder, which it tells. What is there and is no regular file (a pipe, a device) is
 * written to as it is: a rename would put a file in its place. Symbolic links are followed.
 * @param name as the user wrote it
 * @throws ToolwrightError `cannot-write`
 */
export async function writeFile(name: string, text: string): Promise<void> {
  const path = resolve(name);
  try {
    const present = statSync(path, { throwIfNoEntry: false });
    if (present && isStandardOutput(present)) {
      terminal.printRaw(text);
    } else if (present && !present.isFile()) {
      // Not the synchronous way: a named pipe may have to wait for its reader.
      await writeInPlace(path, text);
    } else {
      const { writeAtomically } = await import('#engine');
      const made = mkdirSync(dirname(path), { recursive: true });
      // It may be a slip of the fingers.
      if (made !== undefined) terminal.tell(`toolwright: Made the folder ${dirname(name)}.`);
      writeAtomically(path, text);
    }
  } catch (error) {
    throw new ToolwrightError('cannot-write', `Cannot write ${name}: ${messageOf(error)}.`, {
      hint: 'Give a path that you may write to.',
      cause: error,
    });
  }
}

/** `/dev/stdout` by whatever name: a socket, as Node gives it to its children, cannot be opened a second time. */
function isStandardOutput({ dev, ino }: Stats): boolean {
  const stdout = fstatSync(1);
  return ino !== 0 && stdout.ino === ino && stdout.dev === dev;
}
