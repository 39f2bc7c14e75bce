import { join, relative } from 'node:path/posix';
import type { Problem } from '#base';
import { journalsSetAside } from '#journal';
import { journalFile } from '#protocol';
import { policyOf } from './policy.ts';

/**
 * What is wrong with what all capabilities share: the policy, and journals that were found damaged, by whichever window
 * or command, and still lie there.
 * @param root the workspace folder, absolute
 */
export function sharedProblems(root: string): readonly Problem[] {
  return [...policyOf(root).problems, ...journalsSetAside(join(root, journalFile)).map((file) => damaged(root, file))];
}

function damaged(root: string, file: string): Problem {
  const path = relative(root, file);
  return {
    code: 'journal-damaged',
    severity: 'warning',
    message: `The journal was damaged, and a new one was begun; the old one is kept as ${path}.`,
    hint: 'Verify capabilities and approve them again. `sqlite3 FILE .recover` may save what is in the old one; delete it when you no longer need it.',
    path,
  };
}
