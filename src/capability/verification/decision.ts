import type {
  CapabilityManifest,
  Check,
  Decision,
  Example,
  NarrowerPermissions,
  RecordedRun,
  Risk,
  SafetyReport,
  VerificationLevel,
} from '#protocol';
import { narrowerPermissions } from './narrower.ts';
import type { Policy } from './policy.ts';

/** What a decision rests on. */
export interface Judged {
  readonly manifest: CapabilityManifest;
  readonly examples: readonly Example[];
  readonly asked: VerificationLevel;
  readonly reached: VerificationLevel | undefined;
  readonly checks: readonly Check[];
  readonly safety: SafetyReport;
  readonly risk: Risk;
  /** What was run for it. */
  readonly runs: readonly RecordedRun[];
}

/**
 * Whether a capability may run: never when a level failed that was asked for or the risk is beyond the policy's bound,
 * only after a person's word when the risk is high, no example says what it should do, it asks for tasks to be run, or
 * the policy wants one for its generator. The generator is what the package says of itself: that rule is for honest
 * packages, and no wall against others.
 */
export function decide(judged: Judged, policy: Policy): Decision {
  const { asked, reached, checks, risk } = judged;
  const failed = checks.filter(({ status }) => status === 'failed');
  // A risk that cannot be told is the highest; every comparison with it would be false.
  const known = Number.isFinite(risk.score);
  const person = whyPerson(judged, policy);
  const who = { needsPerson: person !== undefined, ...(person === undefined ? {} : { person }) };
  if (failed.length > 0 || reached !== asked) {
    const reasons = failed.map(({ name, summary }) => `${name}: ${summary}`);
    return {
      verdict: 'reject',
      reasons: reasons.length > 0 ? reasons : [`The level ${asked} was not reached.`],
      conditions: [],
      ...who,
    };
  }
  if (!known) {
    const reasons = ['Its risk could not be computed, so nothing can be said for it.'];
    return { verdict: 'reject', reasons, conditions: [], ...who };
  }
  if (risk.score >= policy.risk.reject) {
    return {
      verdict: 'reject',
      reasons: [`Its risk is ${risk.score}; the policy refuses from ${policy.risk.reject} on.`, ...worst(risk)],
      conditions: [],
      ...who,
    };
  }
  const firstStage = firstStageOf(risk, policy);
  const narrower = narrowerOf(judged);
  const conditions = conditionsOf(judged, { person, firstStage, narrower });
  const evidence = `All checks up to ${asked} passed, at a risk of ${risk.score} (${risk.class}).`;
  if (conditions.length === 0) return { verdict: 'approve', reasons: [evidence], conditions, ...who };
  return {
    verdict: 'approve-with-conditions',
    reasons: [evidence, ...worst(risk)],
    conditions,
    ...who,
    ...(firstStage === undefined ? {} : { firstStage }),
    ...(narrower === undefined ? {} : { narrower }),
  };
}

/** Why a person has to approve it, the end of a sentence; undefined where nobody has to. */
function whyPerson({ manifest, examples, risk }: Judged, { approvePerson }: Policy): string | undefined {
  const { generator } = manifest.provenance;
  if (!Number.isFinite(risk.score)) return 'its risk could not be computed';
  if (risk.class === 'high') return `its risk is ${risk.score} (high)`;
  if (examples.length === 0) return 'no example says what it should do';
  const { tasks = [] } = manifest.permissions;
  if (tasks.length > 0) return `it asks for tasks to be run outside of the sandbox (${tasks.join(', ')})`;
  if (!approvePerson.includes(generator)) return undefined;
  return `the policy wants that for what ${generator === 'hand' ? 'is written by hand' : `“${generator}” has generated`}`;
}

/** Percent of its users, where that is not all. */
function firstStageOf(risk: Risk, { firstStage }: Policy): number | undefined {
  const percent = risk.class === 'low' ? 100 : firstStage[risk.class];
  return percent < 100 ? percent : undefined;
}

/** Generated inputs lead anywhere: what its examples touch is what it is for. */
function narrowerOf({ manifest, runs }: Judged): NarrowerPermissions | undefined {
  const touched = runs.filter(({ kind }) => kind === 'example').map(({ result }) => result.effects);
  const narrower = narrowerPermissions(manifest.permissions, touched);
  return Object.keys(narrower).length === 0 ? undefined : narrower;
}

interface Bounds {
  readonly person: string | undefined;
  readonly firstStage: number | undefined;
  readonly narrower: NarrowerPermissions | undefined;
}

function conditionsOf(
  { manifest, checks, safety, risk }: Judged,
  { person, firstStage, narrower = {} }: Bounds,
): string[] {
  const conditions: string[] = [];
  if (person !== undefined) conditions.push(`A person approves it by name, with a reason: ${person}.`);
  if (firstStage !== undefined)
    conditions.push(
      `Its first stage reaches ${firstStage} % of its users at most (firstStage in the policy); without a staged rollout nothing holds it to that.`,
    );
  const unused = Object.keys(manifest.permissions).filter((name) => !safety.uses.some((used) => used === name));
  if (unused.length > 0)
    conditions.push(`It is granted only the permissions that it uses: without ${unused.join(', ')}.`);
  for (const [name, globs] of Object.entries(narrower)) {
    const asked = manifest.permissions[name as keyof NarrowerPermissions] ?? [];
    conditions.push(
      `“${name}” is narrowed from ${asked.join(', ')} to what its examples touch, if that is all: ${globs.join(', ')}.`,
    );
  }
  const warned = checks.filter(({ status }) => status === 'warned').map(({ name }) => name);
  if (warned.length > 0 && risk.class !== 'low')
    conditions.push(`What was warned of is looked at: ${warned.join(', ')}.`);
  return conditions;
}

/** The factors that made the risk, largest first. */
function worst({ factors }: Risk): string[] {
  return factors
    .filter(({ points }) => points >= 5)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, 3)
    .map(({ name, points, reason }) => `${name} (${points}): ${reason}`);
}
