import { join } from 'node:path/posix';
import { readText, realPath, stampOf, systemReason } from '#workspace';
import type { PackageFile } from './names.ts';
import type { PackageTexts } from './readPackage.ts';

/** Bytes; more is no capability that anybody wrote, and would hold the thread. */
const largestFile = 4 * 1024 * 1024;

/** The texts of a package on the disk. @param folder absolute */
export function textsOf(folder: string): PackageTexts {
  const text = (file: PackageFile) => {
    const path = join(folder, file);
    const stamp = stampOf(path);
    if (!stamp) return { missing: 'there is no such file' };
    if (stamp.size > largestFile) return { missing: `it is larger than ${largestFile / 1024 / 1024} MB` };
    try {
      // A link could make any file of the machine part of a capability.
      if (realPath(path) !== join(realPath(folder), file)) return { missing: 'it is a link to another place' };
      return readText(path);
    } catch (error) {
      return { missing: systemReason(error) };
    }
  };
  return { 'index.ts': text('index.ts'), 'examples.json': text('examples.json'), 'package.json': text('package.json') };
}
