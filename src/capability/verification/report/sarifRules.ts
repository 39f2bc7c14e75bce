import { safetyRulePages, safetyRules } from '#capability/safety';

/** A `reportingDescriptor` of SARIF: what a rule is about, for people who see only its result. */
export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription?: { readonly text: string };
  readonly help?: { readonly text: string; readonly markdown: string };
}

/** What has no page of its own: checks by their names, codes of packages that cannot be read. */
const others: Readonly<Record<string, readonly [title: string, whatToDo: string]>> = {
  types: ['Type errors', 'Correct the source: it has to pass the TypeScript compiler in strict mode.'],
  program: ['The source cannot be made into a program', 'Correct the source: it has to export `run(input, context)`.'],
  examples: ['Examples that come to something else', 'Correct the source, or the example where that is wrong.'],
  'standard-cases': ['Boundary values that end badly', 'Handle the value, or forbid it by the input schema.'],
  coverage: ['Code that no example reaches', 'Add examples that reach it, or take it out.'],
  isolation: ['Traces from one run to the next', 'Keep nothing outside of `run`.'],
  determinism: ['Different answers to the same input', 'Take time and chance from `context`, where they are recorded.'],
  properties: [
    'Drawn inputs that end badly',
    'Handle the smallest input that fails, or forbid it by the input schema.',
  ],
  'side-effects': ['Effects that the permissions do not cover', 'Do without them, or declare the permission.'],
  output: ['Output that its schema forbids', 'Correct the source or the output schema.'],
  mutation: ['Changes of the code that no example notices', 'Add examples that tell the changed code from yours.'],
  'resource-trend': ['Time or memory that grows too fast', 'Choose a method that grows with the size of the input.'],
  latency: ['Too slow for daily use', 'Make it quicker, or raise `production.p95Ms` in the policy.'],
  comparison: [
    'Slower or larger than the version that it would replace',
    'Make it quicker or smaller, or raise `production.slowdown` or `production.memory`.',
  ],
  leaks: [
    'Calls leave behind what grows with their number',
    'Let go of what a call no longer needs, or raise `production.leakBytes` in the policy.',
  ],
  risk: ['A risk that the policy refuses', 'The reasons name the largest factors; mend what they tell.'],
  'too-costly': ['A source that takes too long to read', 'Make its types, patterns and constants simpler.'],
  'capability-invalid': ['A manifest that is not as it has to be', 'Correct package.json.'],
  'capability-name-invalid': ['A name that no capability can have', 'Rename the folder.'],
  'capability-file-missing': ['A capability without one of its files', 'Add the file.'],
  'examples-invalid': ['Examples that do not fit the schemas', 'Correct the example, or the schema in package.json.'],
  'json-invalid': ['A file that is no JSON', 'Correct the text at this line.'],
};

/** Describes rules, checks and problems by their ids; what nobody described, by its name. */
export async function sarifRules(): Promise<(id: string) => SarifRule> {
  const [rules, pages] = [await safetyRules(), await safetyRulePages()];
  return (id) =>
    described(
      id,
      rules.find((rule) => rule.id === id),
      pages.get(`${id}.md`),
    );
}

type Rule = Awaited<ReturnType<typeof safetyRules>>[number];

function described(id: string, rule?: Rule, page?: string): SarifRule {
  if (rule && page !== undefined) {
    return {
      id,
      shortDescription: { text: rule.title },
      fullDescription: { text: rule.why },
      help: { text: `${rule.why}\n\n${rule.hint}`, markdown: page },
    };
  }
  const known = Object.hasOwn(others, id) ? others[id] : undefined;
  if (!known) return { id, shortDescription: { text: id } };
  const [title, text] = known;
  return { id, shortDescription: { text: title }, help: { text, markdown: text } };
}
