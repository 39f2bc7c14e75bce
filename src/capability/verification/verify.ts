import { type TaskOptions, throwIfCancelled } from '#base';
import { compileSchema, type Check as SchemaCheck } from '#capability/package';
import type { Sandbox } from '#capability/sandbox';
import {
  type Capability,
  type Check,
  defaultLimits,
  type MutationReport,
  type Program,
  type RecordedRun,
  type RunLimits,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { checks } from './checks/checks.ts';
import type { CheckDefinition, Examination } from './checks/examination.ts';
import { decide } from './decision.ts';
import { guardedEnd } from './guardedEnd.ts';
import type { Policy } from './policy.ts';
import { portsOf } from './recordedWorld.ts';
import { riskOf } from './risk.ts';
import { type SourceTools, sourceTools } from './sourceTools.ts';

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
 * @throws CancelledError when the signal says so; nothing else that the capability does can make it throw
 */
export async function verify(capability: Capability, options: VerifyOptions): Promise<VerificationReport> {
  const startedAt = Date.now();
  const { level: asked, policy, signal, report } = options;
  const examination = await examine(capability, options);
  const wanted = checks.filter(({ level }) => isWithin(level, asked));
  const done: Check[] = [];
  let sandbox: Sandbox | undefined;
  let mutation: MutationReport | undefined;
  let reached: VerificationLevel | undefined;
  for (const level of verificationLevels.filter((one) => isWithin(one, asked))) {
    for (const definition of wanted.filter((check) => check.level === level)) {
      throwIfCancelled(signal);
      report?.({ step: `Checking ${definition.name}`, done: done.length, total: wanted.length });
      const { mutation: found, ...check } = await timedCheck(definition, examination);
      mutation ??= found;
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
  const risk = riskOf(
    { manifest, examples, safety, checks: done, results, mutation, sandbox: sandbox?.guarantees, limits },
    policy,
  );
  return {
    format: 1,
    name: capability.name,
    version: capability.version,
    hash: capability.hash,
    asked,
    ...(reached === undefined ? {} : { reached }),
    at: new Date(startedAt).toISOString(),
    milliseconds: Date.now() - startedAt,
    ...(sandbox === undefined ? {} : { sandbox: sandbox.guarantees }),
    safety,
    types: examination.types,
    checks: done,
    runs: recorded,
    ...(mutation === undefined ? {} : { mutation }),
    risk,
    decision: decide({ manifest, asked, reached, checks: done, safety, risk }, policy),
  };
}

async function examine(capability: Capability, options: VerifyOptions): Promise<Examination> {
  const { manifest, source } = capability;
  const limits: RunLimits = { ...defaultLimits, ...manifest.limits };
  const { input, output, permissions } = manifest;
  const { tools = sourceTools } = options;
  const safety = await tools.analyse(source, { permissions, input });
  const recorded: RecordedRun[] = [];
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
    types: await tools.types(source),
    inputProblems: sentences(compileSchema(input)),
    outputProblems: sentences(compileSchema(output)),
    prepare: making,
    program,
    run: async (value, { world = {}, program: other, bare = false } = {}) => {
      const sandbox = await options.sandbox();
      const call = {
        program: other ?? (await program()),
        input: value,
        permissions: bare ? {} : permissions,
        ports: portsOf(world),
        limits,
      };
      return guardedEnd(await sandbox.run(call, { signal: options.signal }));
    },
    inUse: options.inUse,
    recorded,
    seed: Number.parseInt(capability.hash.slice(0, 7), 16) || 1,
    task: options,
  };
}

function sentences(check: SchemaCheck): Examination['inputProblems'] {
  return (value) => check(value).map(({ message }) => message);
}

type Checked = Check & { readonly mutation?: MutationReport };

async function timedCheck({ name, level, check }: CheckDefinition, examination: Examination): Promise<Checked> {
  const startedAt = performance.now();
  const finding = await check(examination);
  return { name, level, details: [], ...finding, milliseconds: Math.round(performance.now() - startedAt) };
}

function isWithin(level: VerificationLevel, asked: VerificationLevel): boolean {
  return verificationLevels.indexOf(level) <= verificationLevels.indexOf(asked);
}
