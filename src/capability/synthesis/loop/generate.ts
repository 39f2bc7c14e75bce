import { type TaskOptions, ToolwrightError } from '#base';
import { readPackage, scaffold } from '#capability/package';
import type { Capability, CapabilityDraft, RegistryEntry, VerificationReport } from '#protocol';
import { checkedExamples, refuseUnchanged } from '../byExample/examples.ts';
import { candidateDraft, inputOf } from '../draft/candidateDraft.ts';
import { plainIntent } from '../draft/words.ts';
import type { Candidate, Generator, Rejection, SynthesisGap } from '../generator.ts';
import { chosenIntents, unserved } from '../intents/choose.ts';
import { type Asked, proposedIntents } from '../intents/propose.ts';
import { type Gates, judge } from './judge.ts';
import { type LoopOptions, type LoopResult, untilAccepted, type Verdict } from './loop.ts';

/** The workspace that a capability is generated for. */
export interface Workshop {
  readonly generator: Generator;
  readonly gates: Gates;
  /** What it is to be called. */
  readonly name: string;
  /** The requests that nothing serves yet. */
  readonly requests: readonly Asked[];
  /** Requests that others serve. */
  readonly served: readonly Asked[];
  readonly others: readonly Capability[];
}

/** A candidate as a package, with what was found out about it. */
export interface MadeCapability {
  readonly draft: CapabilityDraft;
  readonly capability: Capability;
  /** Absent where it did not come to verification. */
  readonly report?: VerificationReport;
  /** What is doubtful about how it is asked for. */
  readonly caveats: readonly string[];
}

/**
 * From a gap to a capability: candidates become packages with schemas, cases and ways of asking, and go through the gates
 * until one of them is accepted.
 * @throws ToolwrightError `contradictory-examples`, `uneven-examples`, `too-many-examples`, `examples-change-nothing`,
 * `requests-taken`
 */
export async function generateCapability(
  gap: SynthesisGap,
  workshop: Workshop,
  options: Pick<LoopOptions<MadeCapability>, 'budget' | 'onRejected' | 'signal' | 'report'>,
): Promise<LoopResult<MadeCapability>> {
  const wanted = gap.examples.length === 0 ? gap : { ...gap, examples: checkedExamples(gap) };
  if (gap.declared === undefined) refuseUnchanged(wanted.examples);
  assertNothingTaken(wanted, workshop);
  const { generator, gates } = workshop;
  const result = await untilAccepted(wanted, {
    ...options,
    generator,
    judge: async (candidate, task) => {
      const made = madeOf(candidate, wanted, workshop);
      return made.value === undefined || made.rejection !== undefined ? made : judged(made.value, gates, task);
    },
  });
  const { best } = result;
  if (best?.verdict.rejection === undefined || best.verdict.value?.report !== undefined) return result;
  // There is a word about the best of what was found, too: what it does and where it is wrong.
  const { value } = madeOf(best.candidate, wanted, workshop);
  if (value === undefined) return result;
  const { rejection } = best.verdict;
  return { ...result, best: { ...best, verdict: { ...(await judged(value, gates, options)), rejection } } };
}

/**
 * The title and the ways of asking are made from the words of the gap, whatever the program is: where they take requests
 * from another capability, no program is worth looking for.
 * @throws ToolwrightError `requests-taken`
 */
function assertNothingTaken(gap: SynthesisGap, workshop: Workshop): void {
  if (workshop.served.length === 0) return;
  const any: Candidate = {
    source: 'export function run(): void {}\n',
    generator: '',
    cost: 0,
    satisfied: 0,
    caveats: [],
  };
  const { rejection } = madeOf(any, { ...gap, examples: [] }, workshop);
  if (rejection?.gate !== 'verification') return;
  throw new ToolwrightError(
    'requests-taken',
    `These words are too near to what is there. ${rejection.reasons.join(' ')}`,
    {
      hint: 'Say in words of its own what else is wanted.',
    },
  );
}

async function judged(made: MadeCapability, gates: Gates, task: TaskOptions): Promise<Verdict<MadeCapability>> {
  const { report, rejection } = await judge(made.capability, gates, task);
  return { value: { ...made, report }, ...(rejection === undefined ? {} : { rejection }) };
}

/** The package of a candidate, or why there can be none. */
function madeOf(candidate: Candidate, gap: SynthesisGap, workshop: Workshop): Verdict<MadeCapability> {
  const { name, requests, served, others } = workshop;
  const input = candidate.manifest?.input ?? inputOf(gap);
  const asked = requests.length > 0 ? requests : [{ text: gap.intent }];
  const own = candidate.manifest?.intents ?? [];
  const proposed = [...new Set([...proposedIntents(asked, input), ...own])];
  const intents = proposed.length > 0 ? proposed : [plainIntent(gap.intent, name)];
  const entry = entryOf(candidateDraft(candidate, gap, { name, intents }));
  if (entry.state === 'broken') return { rejection: brokenPackage(entry) };
  const chosen = chosenIntents(entry.capability, { others, served });
  const draft = candidateDraft(candidate, gap, { name, intents: chosen.intents });
  const final = entryOf(draft);
  if (final.state === 'broken') return { rejection: brokenPackage(final) };
  const { capability } = final;
  const value = { draft, capability, caveats: caveatsOf(capability, requests, others) };
  return chosen.stolen.length === 0 ? { value } : { value, rejection: thieving(chosen.stolen) };
}

function entryOf(draft: CapabilityDraft): RegistryEntry {
  return readPackage(draft.name, scaffold(draft));
}

function brokenPackage({ problems }: Extract<RegistryEntry, { state: 'broken' }>): Rejection {
  const gate = problems.every(({ code }) => code === 'examples-invalid') ? 'examples' : 'types';
  return { gate, reasons: problems.map(({ message }) => message).slice(0, 10), counterexamples: [] };
}

function thieving(stolen: readonly { readonly text: string; readonly from: string }[]): Rejection {
  const reasons = stolen
    .slice(0, 5)
    .map(({ text, from }) => `With it, “${text.slice(0, 80)}” would no longer lead to ${from}.`);
  return { gate: 'verification', reasons, counterexamples: [] };
}

function caveatsOf(capability: Capability, requests: readonly Asked[], others: readonly Capability[]): string[] {
  const texts = new Set(unserved(capability, requests, others).map(({ text }) => text));
  const [first] = texts;
  if (first === undefined) return [];
  const more = texts.size === 1 ? '' : `, nor ${texts.size - 1} more of the requests`;
  return [`“${first.slice(0, 80)}” does not lead to it${more}: ask for it by its name, or change its intents.`];
}
