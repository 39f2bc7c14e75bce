import { messageOf, ToolwrightError } from '#base';

/** Puts an error of the disk into the words of the product; others stay as they are. */
export function asDiskError(error: unknown, folder: string): unknown {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (ToolwrightError.is(error) || code === undefined || syscall === undefined) return error;
  const reason = code === 'ENOSPC' ? 'the disk is full' : messageOf(error);
  return new ToolwrightError('runtime-disk', `Node.js could not be put into ${folder}: ${reason}.`, {
    hint: 'Make room there (some 200 MB), see that the folder can be written to, and try again.',
    cause: error,
  });
}
