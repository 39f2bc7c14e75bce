import { throwIfCancelled } from '#base';
import { compileSchema } from '#capability/package';
import type { PlainData } from '#protocol';
import type { Candidate, Generator, Rejection, SynthesisBudget, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import { type Filling, fillingsOf } from './find/fillings.ts';
import { relevanceOf } from './find/relevance.ts';
import { formOf, inputOf, outputOf, type Renamed, requiredInputs } from './form.ts';
import { compose } from './program/compose.ts';
import type { Template, TemplateLibrary } from './template.ts';

/** Candidates of one gap; each is run on the examples, which takes its time. */
const mostCandidates = 24;
/** Of a template that the words of the request say nothing of. */
const mostUnasked = 4;
/** Without examples nothing but words can tell what is meant. */
const leastRelevance = 0.75;

interface Proposal extends Filling {
  readonly template: Template;
  readonly renamed: Renamed;
}

/**
 * Fills the parameters of templates: with what the request names, with what the examples show, and where neither tells,
 * with what the template says is worth trying. Nothing is run: which of the values are right is for the examples to say,
 * so those that nothing but a guess speaks for are proposed only where there are examples.
 */
export function templates({ templates: library }: TemplateLibrary): Generator {
  return {
    name: 'template',
    async *generate(gap: SynthesisGap, { signal, deadline }: SynthesisBudget) {
      const proposals = library
        .flatMap((template) => proposalsOf(template, gap))
        .sort((a, b) => a.cost - b.cost || (a.template.name < b.template.name ? -1 : 1));
      const refused = new Set<string>();
      const made = new Set<string>();
      for (const proposal of proposals) {
        throwIfCancelled(signal);
        if (made.size >= mostCandidates || performance.now() >= (deadline ?? Number.POSITIVE_INFINITY)) return;
        const modules = modulesOf(proposal);
        if (refused.has(modules)) continue;
        const candidate = candidateOf(proposal, gap);
        if (candidate === undefined || made.has(candidate.source)) continue;
        made.add(candidate.source);
        const rejection: Rejection | undefined = yield candidate;
        // Other constants change neither types nor safety.
        if (rejection?.gate === 'types' || rejection?.gate === 'safety') refused.add(modules);
      }
    },
  };
}

function proposalsOf(template: Template, gap: SynthesisGap): Proposal[] {
  const hasExamples = gap.examples.length > 0;
  const fillings = fillingsOf(template, gap);
  const wanted = fillings.flatMap((filling): Proposal[] => {
    const relevance = relevanceOf(template, filling, gap);
    if (!hasExamples && relevance < leastRelevance) return [];
    const renamed = renamedFor(template, gap);
    if (renamed === undefined || !fitsExamples(template, filling, renamed, gap)) return [];
    return [{ ...filling, template, renamed, cost: filling.cost + 3 * (1 - relevance) }];
  });
  return wanted.sort((a, b) => a.cost - b.cost).slice(0, isAsked(template, gap) ? mostCandidates : mostUnasked);
}

function isAsked(template: Template, gap: SynthesisGap): boolean {
  return relevanceOf(template, { values: {} }, gap) > 0;
}

/** How the gap calls the inputs; undefined where it has others. What is at hand only, without an example, names nothing. */
function renamedFor({ manifest }: Template, gap: SynthesisGap): Renamed | undefined {
  if (gap.examples.length === 0) return {};
  const own = requiredInputs(manifest);
  const names = parametersOf(gap);
  if (names.length !== own.length) return undefined;
  if (own.every((name) => names.includes(name))) return {};
  return Object.fromEntries(own.map((name, at) => [name, names[at] ?? name]));
}

/** Whether the inputs and outputs that are known are such as the program takes and gives. */
function fitsExamples({ manifest }: Template, { values }: Filling, renamed: Renamed, gap: SynthesisGap): boolean {
  const names = parametersOf(gap);
  const [takes, gives] = [compileSchema(inputOf(manifest, values, renamed)), compileSchema(outputOf(manifest, values))];
  return gap.examples.every(({ input, output }) => {
    const given = Object.fromEntries(names.map((name, at) => [name, input[at] as PlainData]));
    return takes(given).length === 0 && gives(output).length === 0;
  });
}

function modulesOf({ template: { name, manifest }, values }: Proposal): string {
  const chosen = Object.entries(manifest.parameters).flatMap(([parameter, { module }]) =>
    module === undefined ? [] : [values[parameter]],
  );
  return JSON.stringify([name, chosen]);
}

/** Undefined where the modules of this form do not fit together. */
function candidateOf({ template, values, renamed, cost, guessed }: Proposal, gap: SynthesisGap): Candidate | undefined {
  let source: string;
  try {
    source = compose(template, values, renamed);
  } catch {
    return undefined;
  }
  const caveats = guessed.map((name) => `Nobody named the ${name}: it was found by trying.`);
  const manifest = formOf(template, values, renamed);
  return { source, manifest, generator: 'template', cost, satisfied: gap.examples.length, caveats };
}
