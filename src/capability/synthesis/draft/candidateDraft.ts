import type { CapabilityDraft, Example, PlainData } from '#protocol';
import type { Candidate, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import { canDecline } from './perLine.ts';
import { inputSchema, schemaOf } from './schemas.ts';
import { sourceText, titleOf } from './words.ts';

/** Cases that a generated capability has at most: each is run again and again. */
const mostExamples = 50;

/**
 * The package of a capability that does what a candidate does. What the candidate leaves out is made from the gap: the
 * schemas from the examples, the cases from the examples, the title from the words of the request.
 * @param as.intents how it can be asked for
 */
export function candidateDraft(
  candidate: Candidate,
  gap: SynthesisGap,
  as: { readonly name: string; readonly intents: readonly string[] },
): CapabilityDraft {
  const { manifest = {}, source, generator } = candidate;
  const title = titleOf(manifest.title ?? gap.intent) || as.name;
  const outputs = gap.examples.map(({ output }) => output);
  return {
    name: as.name,
    description: `${title.replace(/[.…]$/, '')}. ${originOf(candidate, gap)}`,
    manifest: {
      title,
      intents: as.intents,
      input: manifest.input ?? inputOf(gap),
      output: manifest.output ?? schemaOf(canDecline(source) ? [...outputs, null] : outputs, 'output'),
      permissions: manifest.permissions ?? {},
      provenance: { generator, source: sourceOf(candidate, gap) },
      ...(manifest.limits === undefined ? {} : { limits: manifest.limits }),
    },
    source,
    examples: examplesOf(candidate, gap),
  };
}

/** What the program is given: a property for each parameter of the gap. */
export function inputOf(gap: SynthesisGap): ReturnType<typeof inputSchema> {
  const { examples, failures = [], otherInputs = [] } = gap;
  const rows = [...[...examples, ...failures].map(({ input }) => input), ...otherInputs];
  return inputSchema(parametersOf(gap).map((name, at) => ({ name, values: rows.flatMap((row) => row[at] ?? []) })));
}

/** The cases of the gap, by the parameters of the program, and those that the candidate brings. */
function examplesOf({ manifest }: Candidate, gap: SynthesisGap): Example[] {
  const names = parametersOf(gap);
  const different = new Map(gap.examples.map((example) => [JSON.stringify(example.input), example]));
  const known = [...different.values()].map(({ input, output }, at) => ({
    name: `example ${at + 1}`,
    input: Object.fromEntries(names.map((name, column): [string, PlainData] => [name, input[column] ?? null])),
    output,
  }));
  const taken = new Set(known.map(({ name }) => name));
  const own = (manifest?.examples ?? []).filter(({ name }) => !taken.has(name));
  return [...known, ...own].slice(0, mostExamples);
}

function originOf({ generator, manifest }: Candidate, { examples }: SynthesisGap): string {
  const from = manifest?.madeFrom === undefined ? '' : ` from ${manifest.madeFrom}`;
  const count = examples.length === 1 ? 'an example' : `${examples.length} examples`;
  const fitting = examples.length === 0 ? '' : `, to fit ${count}`;
  return `Generated (${generator})${from}${fitting}.`;
}

/** The request, and what the program was made from. */
function sourceOf({ manifest }: Candidate, { intent }: SynthesisGap): string {
  return sourceText(manifest?.madeFrom === undefined ? intent : `from ${manifest.madeFrom}: ${intent}`);
}
