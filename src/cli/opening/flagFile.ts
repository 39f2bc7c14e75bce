import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ToolwrightError } from '#base';
import { absoluteIn } from '#engine';

/**
 * The flag file that `--flags` names, absolute. It may be missing, but a name that was mistyped must not make a file that
 * nobody reads.
 * @throws ToolwrightError `no-such-file`, `is-a-folder`
 */
export function flagFile(path: string): string {
  const file = absoluteIn(process.cwd(), path);
  const hint = 'Give the path of the flag file of the fleet with --flags, or leave the option out.';
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ToolwrightError('is-a-folder', `${path} is a folder, and a flag file is asked for.`, { hint });
  }
  if (statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) return file;
  throw new ToolwrightError('no-such-file', `There is no folder ${dirname(file)} for a flag file.`, { hint });
}
