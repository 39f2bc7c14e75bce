import type { TaskOptions } from '#base';
import type { SourceTools } from '#capability/safety';
import type { Sandbox } from '#capability/sandbox';
import { type Policy, verify } from '#capability/verification';
import type { Capability, GenerationGate, RecordedRun, VerificationLevel, VerificationReport } from '#protocol';
import type { Counterexample, Rejection } from '../generator.ts';

/** What a candidate has to get through. */
export interface Gates {
  readonly level: VerificationLevel;
  readonly policy: Policy;
  readonly sandbox: () => Promise<Sandbox>;
  readonly tools?: SourceTools;
}

/** The evidence for a candidate, and what speaks against it. */
export interface Judgement {
  readonly report: VerificationReport;
  readonly rejection?: Rejection;
}

/** Sentences and inputs that a generator is told; more of them say the same. */
const most = { reasons: 10, counterexamples: 10 };

/** Types, safety, the examples in the sandbox, and what else the level asks for: one verification, which ends where it fails. */
export async function judge(capability: Capability, gates: Gates, task: TaskOptions): Promise<Judgement> {
  const report = await verify(capability, { ...gates, ...task });
  return report.decision.verdict === 'reject' ? { report, rejection: rejectionOf(report) } : { report };
}

const gateOf: Readonly<Record<string, GenerationGate>> = {
  types: 'types',
  'static-analysis': 'safety',
  program: 'safety',
  examples: 'examples',
};

/** Why a report speaks against a capability, for who has to make a better one. */
function rejectionOf({ checks, decision, runs }: VerificationReport): Rejection {
  const failed = checks.filter(({ status }) => status === 'failed');
  const reasons = failed.flatMap(({ summary, details }) => (details.length === 0 ? [summary] : details));
  return {
    gate: gateOf[failed[0]?.name ?? ''] ?? 'verification',
    reasons: [...new Set(reasons.length === 0 ? decision.reasons : reasons)].slice(0, most.reasons),
    counterexamples: runs
      .filter(({ passed }) => !passed)
      .slice(0, most.counterexamples)
      .map(counterexample),
  };
}

function counterexample({ input, expected, result, reason }: RecordedRun): Counterexample {
  return {
    input,
    ...(expected && 'output' in expected ? { expected: expected.output } : {}),
    ...(result.status === 'ok' ? { actual: result.value } : { error: result.message }),
    ...(result.status === 'ok' && expected === undefined && reason !== undefined ? { error: reason } : {}),
  };
}
