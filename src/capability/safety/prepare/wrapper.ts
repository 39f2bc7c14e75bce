import type { JsonSchema, RunLimits } from '#protocol';
import { guardErrors } from './guardErrors.ts';
import type { AddedNames } from './names.ts';
import { validatorCode } from './validators.ts';

/** Turns of loops and calls a millisecond of processor time: more than any engine gets through. */
const turnsAMillisecond = 500_000;

export interface Wrapping {
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly limits: RunLimits;
  readonly names: AddedNames;
  /** What the program itself calls its `run`. */
  readonly run: string;
  /** Whether its second parameter is the context, rather than data that has a default. */
  readonly takesContext: boolean;
  /** Code of helpers that the program makes use of. */
  readonly helpers: readonly string[];
}

/** What goes before and after the program's own code. */
export function wrapping({ input, output, limits, names, run, takesContext, helpers }: Wrapping): {
  before: string;
  after: string;
} {
  const [checkInput, checkOutput] = [validatorCode(input), validatorCode(output)];
  const name = (purpose: string) => names.of(purpose);
  const budget = Math.min(limits.cpuMs * turnsAMillisecond, 2 ** 31 - 1);
  const before = [
    `let ${name('budget')} = ${budget}, ${name('context')};`,
    `const { Error: ${name('Error')}, Promise: ${name('Promise')} } = globalThis;`,
    `function ${name('fail')}(name, message) { const error = new ${name('Error')}(message); error.name = name; throw error; }`,
    `function ${name('over')}() { ${name('fail')}('${guardErrors.budget}', 'It went through more than ${budget} turns of loops and calls.'); }`,
    ...helpers,
    checkInput && `const ${name('checkInput')} = ${checkInput};`,
    checkOutput && `const ${name('checkOutput')} = ${checkOutput};`,
  ];
  const wrong = (check: string, value: string, error: string, what: string) =>
    `const wrong = ${name(check)}(${value}); if (wrong !== undefined) ${name('fail')}('${error}', '${what} does not fit its schema: ' + wrong + '.');`;
  const answer = checkOutput
    ? `return result instanceof ${name('Promise')} ? ${name('answerLater')}(result) : ${name('answer')}(result);`
    : 'return result;';
  const after = [
    checkOutput &&
      `function ${name('answer')}(result) { ${wrong('checkOutput', 'result', guardErrors.output, 'The answer')} return result; }
async function ${name('answerLater')}(result) { return ${name('answer')}(await result); }`,
    `function ${name('call')}(input, context) {
  ${name('budget')} = ${budget};
  ${name('context')} = context;
  ${checkInput ? `{ ${wrong('checkInput', 'input', guardErrors.input, 'The input')} }` : ''}
  const result = ${run}(${takesContext ? 'input, context' : 'input'});
  ${answer}
}
export { ${name('call')} as run };`,
  ];
  return { before: joined(before), after: joined(after) };
}

function joined(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join('\n')}\n`;
}
