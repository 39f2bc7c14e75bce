import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf, ToolwrightError } from '#base';

/**
 * Writes a file whole or not at all, and makes its folder.
 * @param name as the user wrote it
 * @throws ToolwrightError `cannot-write`
 */
export async function writeFile(name: string, text: string): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  const path = resolve(name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileAtomic.sync(path, text);
  } catch (error) {
    throw new ToolwrightError('cannot-write', `Cannot write ${name}: ${messageOf(error)}.`, {
      hint: 'Give a path that you may write to.',
      cause: error,
    });
  }
}
