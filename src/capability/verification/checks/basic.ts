import { ToolwrightError } from '#base';
import type { SafetyReport } from '#protocol';
import { type CheckDefinition, counted, failed, passed, skipped, warned } from './examination.ts';

/** The source is a program of the declared types. */
export const types: CheckDefinition = {
  name: 'types',
  level: 'BASIC',
  check: ({ types: problems }) => {
    const details = problems.map(({ line, message }) => `index.ts:${line}: ${message}`);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    if (errors > 0) return failed(`${counted(errors, 'type error')}.`, details);
    if (problems.length > 0) return warned(`${counted(problems.length, 'type warning')}.`, details);
    return passed('It is well typed.');
  },
};

/** Nothing in the source is forbidden. */
export const staticAnalysis: CheckDefinition = {
  name: 'static-analysis',
  level: 'BASIC',
  check: ({ safety: { findings, admitted, score, parts } }) => {
    const details = [
      ...findings.map(({ line, rule, message }) => `index.ts:${line}: ${message} (${rule})`),
      // No colon after the name: what follows `credentials:` is taken for a secret by the journal.
      ...parts.map(({ name, penalty, reason }) => `safety score: ${penalty} less for ${name}. ${reason}`),
    ];
    const less = parts.map(({ name, penalty }) => `${penalty} less for ${name}`);
    const safety = `safety score ${[`${score} of 100`, ...less].join(', ')}`;
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (!admitted)
      return failed(`${counted(errors.length, 'finding')} that must not be there: ${placesOf(errors)}.`, details);
    if (findings.length > 0)
      return warned(`${counted(findings.length, 'finding')}, none forbidden; ${safety}.`, details);
    return passed(`No findings; ${safety}.`, details);
  },
};

/** Of many findings a sentence names the first. */
const placesNamed = 3;

/** `dynamic-code at index.ts:3, obfuscation at index.ts:7` */
function placesOf(findings: SafetyReport['findings']): string {
  const named = findings.slice(0, placesNamed).map(({ rule, line }) => `${rule} at index.ts:${line}`);
  const more = findings.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** A program for the sandbox can be made of it: it exports `run`, and guards and checks fit in. */
export const program: CheckDefinition = {
  name: 'program',
  level: 'BASIC',
  check: async ({ safety, program: made }) => {
    if (!safety.admitted) return skipped('Nothing is made of what must not run.');
    try {
      await made();
      return passed('It can be guarded, and run in the sandbox.');
    } catch (error) {
      if (!ToolwrightError.is(error)) throw error;
      return failed(error.message, error.hint === undefined ? [] : [error.hint]);
    }
  },
};
