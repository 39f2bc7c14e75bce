import type { Program, Test } from '../language/expression.ts';
import { accessInput } from './inputs.ts';
import { narrowedBy } from './narrowed.ts';
import type { Printer } from './printer.ts';

/**
 * `text ?? 'none'`: a choice that gives what stands at a place, and something else where there is nothing. Undefined for
 * any other choice.
 */
export function defaulted(program: Extract<Program, { gives: 'choice' }>, to: Printer): string | undefined {
  const { test, yes, no } = program;
  const isTurned = test.op === 'not';
  const asked: Test = isTurned ? test.of : test;
  if (asked.op !== 'missing') return undefined;
  const [absent, there] = isTurned ? [no, yes] : [yes, no];
  const input = to.inputs[asked.column];
  if (input === undefined || absent.gives === 'nothing' || absent.gives === 'error') return undefined;
  // Nothing but an expression each: what they print besides is given up.
  const trial = to.writer.block();
  const { code } = accessInput(input, asked.path, trial);
  const known = to.knowing(narrowedBy(test, isTurned, to.inputs));
  if (known.within(trial).value(there) !== code || trial.lines.length > 0) return undefined;
  const usual = to.within(trial).value(absent);
  if (trial.lines.length > 0) return undefined;
  return `${code} ?? ${/ (?:\|\||&&|\?) /.test(usual) ? `(${usual})` : usual}`;
}
