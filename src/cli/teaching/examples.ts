import { ToolwrightError } from '#base';
import type { TaughtExample } from '#protocol';

/**
 * Reads `in=>out`. One blank on each side of the arrow, where both are there, belongs to it: `in => out` is the same.
 * @throws ToolwrightError `example-form`
 */
export function exampleOf(text: string, arrow: string): TaughtExample {
  const parts = text.split(text.includes(` ${arrow} `) ? ` ${arrow} ` : arrow);
  const [input, output, ...more] = parts;
  if (input !== undefined && output !== undefined && more.length === 0) return { input, output };
  const what = parts.length < 2 ? 'has no' : 'has more than one';
  throw new ToolwrightError('example-form', `The example ${JSON.stringify(text)} ${what} ${JSON.stringify(arrow)}.`, {
    hint: `Write the input, the arrow and the output: --example ${JSON.stringify(`Ada Lovelace${arrow}A. L.`)}. Where the texts contain the arrow, name another one with --arrow.`,
  });
}
