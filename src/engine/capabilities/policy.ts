import { join } from 'node:path/posix';
import { type Outcome, ToolwrightError } from '#base';
import { defaultPolicy, type Policy, readPolicy } from '#capability/verification';
import { policyFileName } from '#protocol';
import { readText, stampOf } from '#workspace';

/** The team's policy; the default one where there is no file, and none where the file cannot be used. */
export function policyOf(root: string): Outcome<Policy | undefined> {
  const file = join(root, policyFileName);
  if (!stampOf(file)) return { value: defaultPolicy, problems: [] };
  return readPolicy(readText(file));
}

/** @throws ToolwrightError `policy-invalid`: no other rules are taken than those that the team has written */
export function usablePolicy({ value, problems }: Outcome<Policy | undefined>): Policy {
  if (value) return value;
  const [first] = problems;
  throw new ToolwrightError('policy-invalid', problems.map(({ message }) => message).join(' '), {
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  });
}
