import { CancelledError, messageOf, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import { compileSchema, type Check as SchemaCheck } from '#capability/package';
import { type SourceTools, sourceTools } from '#capability/safety';
import type { Sandbox } from '#capability/sandbox';
import {
  type Capability,
  type Check,
  defaultLimits,
  type MutationReport,
  type Program,
  type RecordedRun,
  type RunLimits,
  type SafetyReport,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { checks } from './checks/checks.ts';
import { EffectTally } from './checks/effectTally.ts';
import { type CheckDefinition, type Examination, type Finding, failed } from './checks/examination.ts';
import { comparison } from './checks/performance.ts';
import type { Coverage } from './coverage/coverage.ts';
import { decide } from './decision.ts';
import { guardedEnd } from './guardedEnd.ts';
import type { Policy } from './policy.ts';
import { portsOf } from './recordedWorld.ts';
import { riskOf } from './risk.ts';

export interface VerifyOptions extends TaskOptions {
  readonly level: VerificationLevel;
  readonly policy: Policy;
  /** Opened by the first check that runs code; the caller disposes of it. */
  readonly sandbox: () => Promise<Sandbox>;
  /** In this thread unless given. */
  readonly tools?: SourceTools;
  /** The version that is in use, for PRODUCTION to compare with. */
  readonly inUse?: Capability | undefined;
}

/**
 * Gathers the evidence for one capability, level by level: a level that failed ends it, because what is above rests on
 * it. Nothing real is touched: granted functions are answered from the examples' recorded worlds.
 * @throws CancelledError when the signal says so, ToolwrightError where no sandbox can be had; nothing that the
 * capability says or does can make it throw
 */
export async function verify(capability: Capability, options: VerifyOptions): Promise<VerificationReport> {
  const startedAt = Date.now();
  const { level: asked, policy, signal, report } = options;
  const examination = await examine(capability, options);
  const wanted = checks.filter(({ level }) => isWithin(level, asked));
  const done: Check[] = [];
  let sandbox: Sandbox | undefined;
  let mutation: MutationReport | undefined;
  let coverage: Coverage | undefined;
  let reached: VerificationLevel | undefined;
  for (const level of verificationLevels.filter((one) => isWithin(one, asked))) {
    for (const definition of wanted.filter((check) => check.level === level)) {
      throwIfCancelled(signal);
      report?.({ step: `${level}: ${definition.name}`, done: done.length, total: wanted.length });
      const { mutation: tried, coverage: gone, ...check } = await timedCheck(definition, examination);
      mutation ??= tried;
      coverage ??= gone;
      done.push(check);
    }
    throwIfCancelled(signal);
    if (done.some(({ status }) => status === 'failed')) break;
    reached = level;
  }
  if (examination.recorded.length > 0) sandbox = await options.sandbox();
  const { manifest, examples } = capability;
  const { safety, recorded, limits } = examination;
  const results = recorded.map(({ result }) => result);
  const guarantees = sandbox?.guarantees;
  const risk = riskOf(
    { manifest, examples, safety, checks: done, results, coverage, mutation, sandbox: guarantees, limits },
    policy,
  );
  return {
    format: 1,
    name: capability.name,
    version: capability.version,
    hash: capability.hash,
    asked,
    ...(reached === undefined ? {} : { reached }),
    ...comparedWith(done, options.inUse),
    at: new Date(startedAt).toISOString(),
    milliseconds: Date.now() - startedAt,
    ...(sandbox === undefined ? {} : { sandbox: sandbox.guarantees }),
    safety,
    types: examination.types,
    checks: done,
    runs: recorded,
    ...(mutation === undefined ? {} : { mutation }),
    risk,
    decision: decide({ manifest, examples, asked, reached, checks: done, safety, risk, runs: recorded }, policy),
  };
}

function comparedWith(done: readonly Check[], inUse: Capability | undefined): Pick<VerificationReport, 'comparedWith'> {
  if (inUse === undefined || !done.some(({ name }) => name === comparison.name)) return {};
  const { version, hash } = inUse;
  return { comparedWith: { version, hash } };
}

async function examine(capability: Capability, options: VerifyOptions): Promise<Examination> {
  const { manifest, source } = capability;
  const limits: RunLimits = { ...defaultLimits, ...manifest.limits };
  const { input, output, permissions } = manifest;
  const { tools = sourceTools } = options;
  const minutes = options.policy.minutes;
  const late = AbortSignal.timeout(minutes * 60_000);
  const stopped = options.signal ? AbortSignal.any([options.signal, late]) : late;
  const safety = await tools.analyse(source, { permissions, input }).catch(unread);
  const recorded: RecordedRun[] = [];
  const effects = new EffectTally();
  const making = (text: string) => tools.prepare(text, { input, output, limits });
  let own: Promise<Program> | undefined;
  const program = () => {
    own ??= making(source);
    return own;
  };
  return {
    capability,
    policy: options.policy,
    limits,
    safety,
    types: await tools.types(source).catch((error: unknown) => unread(error).findings),
    inputProblems: sentences(() => compileSchema(input)),
    outputProblems: sentences(() => compileSchema(output)),
    prepare: making,
    program,
    run: async (value, { world = {}, program: other, bare = false, limits: others = limits, collect = false } = {}) => {
      if (late.aborted) throw tooLong(minutes);
      const sandbox = await options.sandbox();
      const call = {
        program: other ?? (await program()),
        input: value,
        permissions: bare ? {} : permissions,
        ports: portsOf(world),
        limits: others,
        ...(collect ? { collect } : {}),
      };
      const result = guardedEnd(await sandbox.run(call, { signal: stopped }));
      if (result.status === 'cancelled' && late.aborted) throw tooLong(minutes);
      if (other === undefined) effects.note(result.effects);
      return result;
    },
    inUse: options.inUse,
    recorded,
    effects,
    seed: Number.parseInt(capability.hash.slice(0, 7), 16) || 1,
    task: options,
  };
}

function tooLong(minutes: number): ToolwrightError {
  return new ToolwrightError('verification-too-long', `The verification took longer than ${minutes} minutes`, {
    hint: 'Let single runs end sooner, by `limits` in package.json, or raise `minutes` in the policy.',
  });
}

/** Compiled when it is asked for: a schema that cannot be used fails the check that uses it. */
function sentences(compiled: () => SchemaCheck): Examination['inputProblems'] {
  return (value) => compiled()(value).map(({ message }) => message);
}

type Checked = Check & Pick<Finding, 'mutation' | 'coverage'>;

async function timedCheck({ name, level, check }: CheckDefinition, examination: Examination): Promise<Checked> {
  const startedAt = performance.now();
  const finding = await found(check, examination);
  return { name, level, details: [], ...finding, milliseconds: Math.round(performance.now() - startedAt) };
}

/** What cannot be read is not admitted. */
function unread(error: unknown): SafetyReport {
  const message = `The source could not be read: ${messageOf(error)}`;
  const place = { start: 0, end: 0, line: 1, column: 1 };
  const finding = { ...place, rule: 'unreadable', severity: 'error', message, hint: 'Make it simpler.' } as const;
  return {
    findings: [finding],
    uses: [],
    score: 0,
    parts: [{ name: 'findings', penalty: 100, reason: message }],
    admitted: false,
  };
}

/** A check that cannot be made has proved nothing, so it counts as failed. */
async function found(check: CheckDefinition['check'], examination: Examination): Promise<Finding> {
  try {
    return await check(examination);
  } catch (error) {
    const noSandbox = ['sandbox-unavailable', 'sandbox-closed'].some((code) => ToolwrightError.is(error, code));
    if (noSandbox || error instanceof CancelledError) throw error;
    throwIfCancelled(examination.task.signal);
    return failed(`It could not be checked: ${messageOf(error)}`);
  }
}

function isWithin(level: VerificationLevel, asked: VerificationLevel): boolean {
  return verificationLevels.indexOf(level) <= verificationLevels.indexOf(asked);
}
