import { isDeepStrictEqual } from 'node:util';
import { ToolwrightError } from '#base';
import { contentStems, createRouter } from '#capability/router';
import type { SynthesisExample } from '#capability/synthesis';
import {
  type Capability,
  type CapabilityRow,
  type Gap,
  literalOf,
  type PlainData,
  type Route,
  type RunResult,
} from '#protocol';

export interface ServingPorts {
  /** Those of the workspace whose packages can be read. */
  readonly capabilities: readonly Capability[];
  readonly standingOf: (name: string) => Pick<CapabilityRow, 'standing' | 'reason'>;
  /** Requests that were served. */
  readonly served: readonly { readonly text: string }[];
  /** Runs one that is admitted; nothing real is touched. */
  readonly run: (capability: Capability, input: PlainData) => Promise<RunResult>;
}

/** Examples that an existing capability is held against: one that is wrong is enough. */
const mostExamples = 5;

/**
 * Tells at once that a capability is there already for what is asked for: where the examples say so; and without any, where
 * nothing is said that is not among its own words, or it has served the same words before. A wish that only begins as one
 * of its intents does may be for more than it does.
 * @param parameters names of the values of an example's input
 * @returns the texts that lead to a capability which does something else
 * @throws ToolwrightError `already-served`
 */
export async function assertUnserved(
  gap: Pick<Gap, 'intent' | 'requests' | 'tried' | 'kind'>,
  examples: readonly SynthesisExample[],
  parameters: readonly string[],
  ports: ServingPorts,
): Promise<ReadonlySet<string>> {
  const { capabilities, standingOf, run } = ports;
  if (gap.kind === 'permission') assertPermitted(gap, ports);
  // What was tried and failed is no reason not to look for something better.
  if (gap.tried !== undefined || capabilities.length === 0) return new Set();
  const texts = gap.requests.length > 0 ? [...new Set(gap.requests.map(({ text }) => text))] : [gap.intent];
  const inputs = examples.slice(0, mostExamples).map(({ input }) => given(parameters, input));
  const router = createRouter(capabilities, (name) => standingOf(name).standing === 'admitted');
  const ask = (text: string, input: PlainData | undefined) =>
    router.route({ text, ...(input === undefined ? {} : { input }), user: { id: '' }, origin: 'editor' });
  const names = new Set(texts.map((text) => nameOf(ask(text, inputs[0]))));
  const capability = names.size === 1 ? capabilities.find(({ name }) => names.has(name)) : undefined;
  if (capability === undefined) return new Set();
  const { name } = capability;
  const { standing, reason } = standingOf(name);
  const [text = ''] = texts;
  const isMeant = texts.every(
    (one) => saysNothingElse(one, capability) || ports.served.some((other) => other.text === one),
  );
  // What the evidence speaks against serves nobody.
  if (standing === 'rejected' || (inputs.length === 0 && !isMeant)) return new Set(texts);
  const named = `${name} (“${capability.manifest.title}”)`;
  if (standing !== 'admitted') {
    if (!isMeant) return new Set(texts);
    throw served(
      `“${shown(text)}” means ${named}, which may not run yet: ${reason}`,
      `See to that first (toolwright verify ${name}), or say in other words what else is wanted.`,
    );
  }
  for (const [at, input] of inputs.entries()) {
    const route = ask(text, input);
    const result = route.kind === 'matched' && route.name === name ? await run(capability, route.input) : undefined;
    if (result?.status === 'ok' && isSame(result.value, examples[at]?.output)) continue;
    if (!isMeant || route.kind !== 'matched' || route.match.confidence < 1) return new Set(texts);
    throw served(
      `“${shown(text)}” asks for ${named}, and example ${at + 1} is not what it does.`,
      `Correct or remove ${capability.folder} if that is what it should do, or say in other words what else is wanted.`,
    );
  }
  if (inputs.length === 0) {
    throw served(`${named} serves “${shown(text)}” already.`, 'Ask for it; or give an example of what else is wanted.');
  }
  const says = inputs.length === 1 ? 'the example says' : 'the examples say';
  throw served(`${named} serves “${shown(text)}” already, and does what ${says}.`, 'Ask for it.');
}

/** What is there and may not run, or has not reached who asked, does not become better by a second one like it. */
function assertPermitted({ intent, tried, requests }: Pick<Gap, 'intent' | 'requests' | 'tried'>, ports: ServingPorts) {
  const capability = ports.capabilities.find(({ name }) => name === tried);
  if (capability === undefined) return;
  const { name } = capability;
  const { standing, reason } = ports.standingOf(name);
  if (standing === 'rejected') return;
  const asked = `“${shown(intent)}” asks for ${name} (“${capability.manifest.title}”)`;
  if (standing !== 'admitted') {
    throw served(`${asked}, which may not run yet: ${reason}`, `See to that first: toolwright verify ${name}`);
  }
  const why = requests.at(-1)?.reason ?? 'It was not permitted to.';
  throw served(
    `${asked}, which did not serve it: ${why}`,
    `It may run now: ask again, or see toolwright rollout status ${name}.`,
  );
}

/** On the command line outputs are given as texts. */
function isSame(value: PlainData, output: PlainData | undefined): boolean {
  const written = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return isDeepStrictEqual(value, output) || isDeepStrictEqual(written, output);
}

function served(message: string, hint: string): ToolwrightError {
  return new ToolwrightError('already-served', message, { hint });
}

/** Whether all words of a request are words of a capability; what is at hand is no matter of words. */
function saysNothingElse(text: string, { name, manifest: { title, intents } }: Capability): boolean {
  const own = new Set(contentStems([name.replaceAll(/[-_./@]/g, ' '), title, ...intents.map(literalOf)].join(' ')));
  return contentStems(text).every((stem) => own.has(stem));
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
