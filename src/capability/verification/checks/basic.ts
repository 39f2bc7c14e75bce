import { type CheckDefinition, counted, failed, passed, warned } from './examination.ts';

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
  check: ({ safety: { findings, admitted, score } }) => {
    const details = findings.map(({ line, rule, message }) => `index.ts:${line}: ${message} (${rule})`);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (!admitted) return failed(`${counted(errors, 'finding')} that must not be there.`, details);
    if (findings.length > 0)
      return warned(`${counted(findings.length, 'finding')}, none forbidden; safety score ${score}.`, details);
    return passed(`No findings; safety score ${score}.`);
  },
};
