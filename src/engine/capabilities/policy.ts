import { join } from 'node:path/posix';
import type { Outcome } from '#base';
import { defaultPolicy, type Policy, policyFileName, readPolicy } from '#capability/verification';
import { readText, stampOf } from '#workspace';

/** The team's policy; the default one where there is no file. */
export function policyOf(root: string): Outcome<Policy> {
  const file = join(root, policyFileName);
  if (!stampOf(file)) return { value: defaultPolicy, problems: [] };
  return readPolicy(readText(file));
}
