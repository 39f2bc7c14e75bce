import { ToolwrightError } from '#base';
import type { TaughtExample } from '#protocol';

/**
 * Leaving all as it is fits examples whose two sides are the same.
 * @throws ToolwrightError `examples-change-nothing`
 */
export function refuseUnchanged(examples: readonly TaughtExample[]): void {
  if (examples.length === 0 || examples.some(({ input, output }) => input !== output)) return;
  const what = examples.length === 1 ? 'The example changes' : 'The examples change';
  throw new ToolwrightError('examples-change-nothing', `${what} nothing: what goes in comes out.`, {
    hint: 'Give one whose output is another than its input.',
  });
}

/**
 * Reads `in=>out`. One blank on each side of the arrow, where both are there, belongs to it: `in => out` is the same.
 * @throws ToolwrightError `example-form`
 */
export function exampleOf(text: string, arrow: string): TaughtExample {
  const arrows = text.split(arrow).length - 1;
  const [input, output] = text.split(text.includes(` ${arrow} `) ? ` ${arrow} ` : arrow);
  if (input !== undefined && output !== undefined && arrows === 1) return { input, output };
  const what = arrows === 0 ? 'has no' : 'has more than one';
  throw new ToolwrightError('example-form', `The example ${JSON.stringify(text)} ${what} ${JSON.stringify(arrow)}.`, {
    hint: `Write the input, the arrow and the output: --example ${JSON.stringify(`Ada Lovelace${arrow}A. L.`)}. Where the texts contain the arrow, name another one with --arrow.`,
  });
}
