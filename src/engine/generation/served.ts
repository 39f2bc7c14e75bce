import { isDeepStrictEqual } from 'node:util';
import { ToolwrightError } from '#base';
import { createRouter } from '#capability/router';
import type { SynthesisExample } from '#capability/synthesis';
import type { Capability, CapabilityRow, Gap, PlainData, Route, RunResult } from '#protocol';

export interface ServingPorts {
  /** Those of the workspace whose packages can be read. */
  readonly capabilities: readonly Capability[];
  readonly standingOf: (name: string) => Pick<CapabilityRow, 'standing' | 'reason'>;
  /** Runs one that is admitted; nothing real is touched. */
  readonly run: (capability: Capability, input: PlainData) => Promise<RunResult>;
}

/** Examples that an existing capability is held against: one that is wrong is enough. */
const mostExamples = 5;

/**
 * Tells at once that a capability is there already for what is asked for: one that is found by the same words takes their
 * requests anyway, and every program that is found would be refused for that.
 *
 * Where words are only like those of a capability, examples that it is wrong on say that something else is meant.
 * @param parameters names of the values of an example's input
 * @returns the texts that lead to a capability which does something else
 * @throws ToolwrightError `already-served`
 */
export async function assertUnserved(
  gap: Pick<Gap, 'intent' | 'requests' | 'tried'>,
  examples: readonly SynthesisExample[],
  parameters: readonly string[],
  { capabilities, standingOf, run }: ServingPorts,
): Promise<ReadonlySet<string>> {
  // What was tried and failed is no reason not to look for something better.
  if (gap.tried !== undefined || capabilities.length === 0) return new Set();
  const router = createRouter(capabilities, (name) => standingOf(name).standing === 'admitted');
  const texts = gap.requests.length > 0 ? [...new Set(gap.requests.map(({ text }) => text))] : [gap.intent];
  const inputs = examples.slice(0, mostExamples).map(({ input }) => given(parameters, input));
  const ask = (text: string, input: PlainData | undefined) =>
    router.route({ text, ...(input === undefined ? {} : { input }), user: { id: '' }, origin: 'editor' });
  const meant = texts.map((text) => ({ text, route: ask(text, inputs[0]) }));
  const [first] = meant;
  if (first === undefined || meant.some(({ route }) => nameOf(route) === undefined)) return new Set();
  const name = nameOf(first.route) ?? '';
  const capability = capabilities.find((one) => one.name === name);
  if (capability === undefined || meant.some(({ route }) => nameOf(route) !== name)) return new Set();
  const { standing, reason } = standingOf(name);
  // What the evidence speaks against serves nobody.
  if (standing === 'rejected') return new Set(texts);
  const named = `${name} (“${capability.manifest.title}”)`;
  if (standing !== 'admitted') {
    throw new ToolwrightError(
      'already-served',
      `“${shown(first.text)}” means ${named}, which may not run yet: ${reason}`,
      {
        hint: `See to that first (toolwright verify ${name}), or say in other words what else is wanted.`,
      },
    );
  }
  for (const [at, input] of inputs.entries()) {
    const route = ask(first.text, input);
    const result = route.kind === 'matched' && route.name === name ? await run(capability, route.input) : undefined;
    if (result?.status === 'ok' && isDeepStrictEqual(result.value, examples[at]?.output)) continue;
    if (first.route.kind !== 'matched' || first.route.match.confidence < 1) return new Set(texts);
    throw new ToolwrightError(
      'already-served',
      `“${shown(first.text)}” asks for ${named}, and example ${at + 1} is not what it does.`,
      {
        hint: `Correct or remove ${capability.folder} if that is what it should do, or say in other words what else is wanted.`,
      },
    );
  }
  const fits =
    inputs.length === 0
      ? ''
      : inputs.length === 1
        ? ', and does what the example says'
        : ', and does what the examples say';
  throw new ToolwrightError('already-served', `${named} serves “${shown(first.text)}” already${fits}.`, {
    hint: inputs.length === 0 ? 'Ask for it; or give an example of what else is wanted.' : 'Ask for it.',
  });
}

function nameOf(route: Route): string | undefined {
  return route.kind === 'matched' || route.kind === 'error' ? route.name : undefined;
}

/** An example's input as a request has it; one text is also what is selected. */
function given(parameters: readonly string[], input: SynthesisExample['input']): PlainData {
  const values = Object.fromEntries(parameters.map((name, at) => [name, (input[at] ?? null) as PlainData]));
  const [only] = input;
  return input.length === 1 && typeof only === 'string' ? { ...values, selection: only } : values;
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}
