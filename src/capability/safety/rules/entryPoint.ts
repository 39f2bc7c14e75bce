import { exportsOf } from '../model/exports.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const entryPoint: Rule = {
  id: 'entry-point',
  title: 'No `run` to call',
  severity: 'error',
  why: 'A capability is called by its exported `run(input, context)`; without it there is nothing to run.',
  hint: 'Export a function named `run`.',
  good: [
    { code: 'export const run = (n: number) => n + 1;', why: 'a constant that is a function' },
    { code: 'function main() { return 1; }\nexport { main as run };', why: 'exported by another name' },
  ],
  bad: [
    { code: 'function run() { return 1; }', why: 'not exported' },
    { code: 'export default function run() { return 1; }', why: 'the default export has the name `default`' },
  ],
  check,
};

function* check({ file }: RuleContext): Generator<Found> {
  if (exportsOf(file).has('run')) return;
  const end = Math.min(file.text.length, 1);
  yield { at: { start: 0, end }, message: 'Nothing is exported as `run`, so the program cannot be called.' };
}
