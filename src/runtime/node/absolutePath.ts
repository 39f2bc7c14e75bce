import { isAbsolute, resolve, sep } from 'node:path';

/**
 * Where a path leads, whatever becomes the working directory. As the system takes it, and with it whoever writes the file:
 * `current/..` leads up from where the link `current` leads, except on Windows.
 */
export function absolutePath(path: string): string {
  if (process.platform === 'win32') return resolve(path);
  return isAbsolute(path) ? path : `${process.cwd()}${sep}${path}`;
}
