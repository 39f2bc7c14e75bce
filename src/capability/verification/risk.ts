import type {
  CapabilityManifest,
  Check,
  Example,
  MutationReport,
  Permissions,
  Risk,
  RiskFactor,
  RunnerGuarantees,
  RunResult,
  SafetyReport,
} from '#protocol';
import type { Coverage } from './coverage/coverage.ts';
import type { Policy } from './policy.ts';

/** What is known of a capability when its risk is judged. What was not measured counts as the worst: no evidence, no trust. */
export interface Evidence {
  readonly manifest: CapabilityManifest;
  readonly examples: readonly Example[];
  readonly safety: SafetyReport;
  readonly checks: readonly Check[];
  readonly results: readonly RunResult[];
  readonly coverage: Coverage | undefined;
  readonly mutation: MutationReport | undefined;
  readonly sandbox: RunnerGuarantees | undefined;
  readonly limits: { readonly wallMs: number; readonly heapMB: number };
}

interface Judgement {
  /** 0 (no risk) to 1. */
  readonly severity: number;
  readonly reason: string;
}

/** The risk of letting a capability run, as a sum of named factors, each with its weight from the policy. */
export function riskOf(evidence: Evidence, policy: Policy): Risk {
  const judgements: Record<keyof Policy['weights'], Judgement> = {
    permissions: permissionRisk(evidence.manifest.permissions),
    findings: findingRisk(evidence.safety),
    examples: exampleRisk(evidence.examples, evidence.coverage),
    mutation: mutationRisk(evidence.mutation),
    behaviour: behaviourRisk(evidence.checks),
    provenance: provenanceRisk(evidence.manifest.provenance.generator),
    sandbox: sandboxRisk(evidence.sandbox),
    resources: resourceRisk(evidence),
  };
  // Weights that a team has changed need not add up to 100; the points of the worst capability do. Weights that are
  // all 0 would say that nothing is known, and nothing matters: all factors matter as much as each other then.
  const sum = Object.values(policy.weights).reduce((total, weight) => total + weight, 0);
  const factors = Object.entries(judgements).map(([name, { severity, reason }], _, all): RiskFactor => {
    const weight = policy.weights[name as keyof Policy['weights']];
    const share = sum === 0 ? 1 / all.length : weight / sum;
    return { name, weight, severity, points: rounded(share * severity * 100), reason };
  });
  const score = rounded(factors.reduce((total, { points }) => total + points, 0));
  const { high, medium } = policy.risk;
  return { score, class: score >= high ? 'high' : score >= medium ? 'medium' : 'low', factors };
}

function permissionRisk(permissions: Permissions): Judgement {
  const parts: [number, string][] = [];
  const any = (globs: readonly string[] | undefined) => globs !== undefined && globs.length > 0;
  const wide = (globs: readonly string[] | undefined) => globs?.some((glob) => /^\*\*/.test(glob)) === true;
  if (any(permissions['workspace:write']))
    parts.push([wide(permissions['workspace:write']) ? 0.8 : 0.5, 'writes and moves files']);
  // What a task does is decided by nobody here: it runs outside of the sandbox, with all rights of the person.
  if (any(permissions.tasks)) parts.push([0.9, `asks for tasks to be run (${permissions.tasks?.join(', ')})`]);
  if (any(permissions.network)) parts.push([permissions.network?.includes('*') ? 0.9 : 0.6, 'uses the network']);
  if (any(permissions['workspace:read'])) parts.push([wide(permissions['workspace:read']) ? 0.3 : 0.2, 'reads files']);
  if (any(permissions['workspace:read']) && any(permissions.network)) parts.push([0.3, 'could send out what it reads']);
  if (permissions.random) parts.push([0.1, 'uses random numbers']);
  if (permissions.clock) parts.push([0.1, 'uses the clock']);
  if (parts.length === 0) return { severity: 0, reason: 'It is granted nothing but its input.' };
  const severity = Math.min(
    1,
    parts.reduce((sum, [part]) => sum + part, 0),
  );
  return { severity, reason: `It ${parts.map(([, words]) => words).join(', ')}.` };
}

/** Permissions take from the safety score as well; here they have a factor of their own. */
function findingRisk({ parts, findings }: SafetyReport): Judgement {
  const penalty = parts.filter(({ name }) => name !== 'permissions').reduce((sum, part) => sum + part.penalty, 0);
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`);
  const reason =
    counts.length === 0 ? 'The static analysis has no findings.' : `The static analysis has ${counts.join(', ')}.`;
  return { severity: Math.min(1, penalty / 100), reason };
}

/**
 * Most of it is the share of the branches that no example goes through. Five examples that differ, one of them an
 * expected error, count as enough to see what it is for.
 */
function exampleRisk(examples: readonly Example[], coverage: Coverage | undefined): Judgement {
  if (examples.length === 0) return { severity: 1, reason: 'There are no examples.' };
  const different = new Set(examples.map(({ input, world }) => JSON.stringify([input, world]))).size;
  const errors = examples.filter(({ error }) => error !== undefined).length;
  const missed = coverage === undefined ? 1 : coverage.missed.length / Math.max(1, coverage.branches);
  const severity = 0.6 * missed + Math.max(0, 0.25 - 0.05 * different) + (errors === 0 ? 0.2 : 0);
  const through =
    coverage === undefined
      ? 'it is not known what they go through'
      : `they go through ${coverage.branches - coverage.missed.length} of ${coverage.branches} branch${coverage.branches === 1 ? '' : 'es'}`;
  const said = `${different} different example${different === 1 ? '' : 's'}, ${errors === 0 ? 'none' : errors} of an expected error; ${through}.`;
  return { severity: Math.min(1, severity), reason: said };
}

function mutationRisk(mutation: MutationReport | undefined): Judgement {
  if (!mutation) return { severity: 1, reason: 'Not measured: it takes the level COMPREHENSIVE.' };
  const { killed, mutants } = mutation;
  if (mutants === 0)
    return { severity: 0.5, reason: 'There was nothing to change in it, so its examples prove little.' };
  return {
    // Laplace's rule of succession: one of one is no certainty, forty of forty nearly is.
    severity: 1 - (killed + 1) / (mutants + 2),
    reason: `The examples notice ${killed} of ${mutants} small changes of the code.`,
  };
}

const behaviour = ['isolation', 'side-effects', 'determinism', 'output', 'properties', 'resource-trend'];

function behaviourRisk(checks: readonly Check[]): Judgement {
  const measured = checks.filter(({ name, status }) => behaviour.includes(name) && status !== 'skipped');
  if (measured.length === 0) return { severity: 1, reason: 'Not measured: it takes the level COMPREHENSIVE.' };
  const failed = measured.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const warned = measured.filter(({ status }) => status === 'warned').map(({ name }) => name);
  const severity = Math.min(1, failed.length * 0.5 + warned.length * 0.2);
  if (severity === 0) return { severity, reason: `All ${measured.length} checks of its behaviour passed.` };
  return { severity, reason: `Not as it should be: ${[...failed, ...warned].join(', ')}.` };
}

/** Not an object: the name comes from the package, and `constructor` is a name too. */
const generators = new Map([
  ['hand', 0.3],
  ['template', 0.2],
  ['example', 0.3],
  ['combination', 0.3],
]);

/** The package says this of itself, and nothing proves it: it can add to the risk, and never outweighs what was measured. */
function provenanceRisk(generator: string): Judgement {
  const who = generator === 'hand' ? 'a person' : `the generator "${generator}"`;
  return { severity: generators.get(generator) ?? 1, reason: `Its package says that it was written by ${who}.` };
}

function sandboxRisk(sandbox: RunnerGuarantees | undefined): Judgement {
  if (!sandbox) return { severity: 1, reason: 'It was never run.' };
  const severity = { container: 0, bubblewrap: 0, isolate: 0.3, wasm: 0.3 }[sandbox.runner];
  return { severity, reason: `It was run under ${sandbox.runner}.` };
}

function resourceRisk({ results, limits }: Evidence): Judgement {
  const ended = results.filter(({ status }) => status === 'ok' || status === 'error');
  if (ended.length === 0) return { severity: 1, reason: 'Not measured: nothing was run to its end.' };
  const time = Math.max(...ended.map(({ usage }) => usage.wallMs / limits.wallMs));
  const memory = Math.max(...ended.map(({ usage }) => usage.peakHeapBytes / (limits.heapMB * 1024 * 1024)));
  const severity = Math.min(1, Math.max(time, memory));
  const share = (part: number) => `${Math.round(part * 100)} %`;
  return { severity, reason: `At most ${share(time)} of its time and ${share(memory)} of its memory were used.` };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
