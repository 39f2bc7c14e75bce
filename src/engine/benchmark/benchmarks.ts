import { CancelledError, type Logger, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import {
  againstBaseline,
  compareCalls,
  measureLatency,
  type NotCompared,
  putUnderLoad,
  usualComparison,
  usualLatency,
} from '#capability/benchmark';
import { compileSchema } from '#capability/package';
import type { SourceTools } from '#capability/safety';
import type { Journal } from '#journal';
import {
  type BenchmarkOptions,
  type BenchmarkReport,
  type Capability,
  type ComparisonOptions,
  type ComparisonReport,
  capabilityNamed,
  type Example,
  type LoadPlan,
  type LoadReport,
  type ResourceReport,
} from '#protocol';
import { SandboxHolder } from '../capabilities/sandboxHolder.ts';
import type { CapabilitySettings } from '../capabilities/settings.ts';
import { type Calling, callsOf, failureOf, inputsHashOf, timedExamples } from './calls.ts';
import { machineOf } from './machine.ts';
import { type ResourceSubject, resourcesOf } from './resources.ts';
import { yardstick } from './yardstick.ts';

/** Of a sandbox under load: as many as a session has. */
const workers = 2;
/** Earlier benchmarks that are looked through for one to compare with. */
const looked = 20;

export interface BenchmarkPorts {
  readonly settings: CapabilitySettings;
  readonly tools: SourceTools;
  readonly journal: () => Journal;
  readonly logger: Logger;
}

/**
 * Measures capabilities, one task after the other: two at once would measure each other. Each task has a sandbox of its own
 * with one worker, so that all of its calls meet the same process, and that no request is in the way.
 */
export class Benchmarks {
  readonly #ports: BenchmarkPorts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: BenchmarkPorts) {
    this.#ports = ports;
  }

  benchmark(capability: Capability, options: BenchmarkOptions & TaskOptions): Promise<BenchmarkReport> {
    return this.#alone((sandbox) => this.#benchmark(sandbox, capability, options), options);
  }

  compare(capabilities: readonly Capability[], options: ComparisonOptions & TaskOptions): Promise<ComparisonReport> {
    return this.#alone((sandbox) => this.#compare(sandbox, capabilities, options), options);
  }

  /** @throws CancelledError at once, also while it waits for its turn */
  async #alone<T>(task: (sandbox: SandboxHolder) => Promise<T>, { signal }: Pick<TaskOptions, 'signal'>): Promise<T> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    // Who does not wait for its turn any more still keeps those behind it from the sandbox of the one before.
    this.#last = Promise.all([before, promise]);
    try {
      await unlessCancelled(before, signal);
    } catch (error) {
      resolve();
      throw error;
    }
    const { settings, logger, tools } = this.#ports;
    const sandbox = new SandboxHolder(settings, logger, tools, { workers: 1 });
    try {
      return await task(sandbox);
    } finally {
      await sandbox.dispose();
      resolve();
    }
  }

  async #benchmark(
    sandbox: SandboxHolder,
    capability: Capability,
    options: BenchmarkOptions & TaskOptions,
  ): Promise<BenchmarkReport> {
    const {
      precision = usualLatency.precision,
      runs = usualLatency.runs,
      seconds = usualLatency.seconds,
      signal,
      report,
    } = options;
    const examples = examplesOf(capability);
    const at = new Date().toISOString();
    const { guarantees } = await sandbox.open();
    const calling = { sandbox, capability, examples, signal };
    const call = callsOf(calling);
    const fixed = callsOf({ ...calling, capability: yardstick, examples: timedExamples(yardstick) });
    // The first call of a program waits until it is made, which is not what is measured.
    for (const first of [call, fixed]) await first(0);
    const measured = await measureLatency(call, { precision, runs, seconds, yardstick: fixed, signal, report });
    if (measured.report === undefined) throw await nothingTimed(calling);
    const { version, hash } = capability;
    // What was measured of any version is a figure of the capability.
    const name = capabilityNamed(capability.name);
    const machine = machineOf(guarantees);
    const known = { name, version, hash, inputsHash: inputsHashOf(examples), relative: measured.relative };
    const journal = this.#ports.journal();
    const beside = againstBaseline(known, journal.benchmarks({ name, machine: machine.fingerprint, limit: looked }));
    const made: BenchmarkReport = {
      format: 1,
      ...known,
      at,
      machine,
      inputs: examples.length,
      latency: measured.report,
      ...(typeof beside === 'string' ? { noBaseline: beside } : { baseline: beside }),
      ...(options.resources
        ? { resources: await this.#resources({ sandbox, capability, examples, measured }, { signal, report, seconds }) }
        : {}),
      ...(options.load ? { load: await this.#load(capability, examples, options.load, options) } : {}),
    };
    // By now another one may be there.
    if (options.keep !== false) this.#ports.journal().saveBenchmark(made);
    return made;
  }

  /** Garbage collections are counted in a sandbox of their own, of the runner that all else was measured in. */
  async #resources(
    subject: Omit<ResourceSubject, 'counting'>,
    task: TaskOptions & { readonly seconds: number },
  ): Promise<ResourceReport> {
    const { settings, logger, tools } = this.#ports;
    const { runner = settings.runner } = subject.sandbox;
    const counting = new SandboxHolder({ ...settings, runner }, logger, tools, { workers: 1, collections: true });
    try {
      return await resourcesOf({ ...subject, counting }, task);
    } finally {
      await counting.dispose();
    }
  }

  /** In a sandbox with as many workers as serve requests. */
  async #load(
    capability: Capability,
    examples: readonly Example[],
    plan: LoadPlan,
    task: TaskOptions,
  ): Promise<LoadReport> {
    const { settings, logger, tools } = this.#ports;
    const sandbox = new SandboxHolder(settings, logger, tools, { workers });
    try {
      const call = callsOf({ sandbox, capability, examples, signal: task.signal });
      // The first call opens the sandbox and makes the program: no user of a warm one waits for that.
      await call(0);
      return await putUnderLoad(call, plan, { ...task, workers });
    } finally {
      await sandbox.dispose();
    }
  }

  async #compare(
    sandbox: SandboxHolder,
    capabilities: readonly Capability[],
    options: ComparisonOptions & TaskOptions,
  ): Promise<ComparisonReport> {
    const {
      margin = usualComparison.margin,
      rounds = usualComparison.rounds,
      seconds = usualComparison.seconds,
      signal,
      report,
    } = options;
    const at = new Date().toISOString();
    const { guarantees } = await sandbox.open();
    const shared = await answeredBy(sandbox, capabilities, sharedExamples(capabilities), signal);
    const contestants = capabilities.map((capability) => {
      const examples = shared.length > 0 ? shared : examplesOf(capability);
      const calling = { sandbox, capability, examples, signal };
      return { name: capability.name, version: capability.version, call: callsOf(calling), calling };
    });
    // The first call of a program waits until it is made, which is no part of the comparison's time.
    for (const { call } of contestants) await call(0);
    const compared = await compareCalls(contestants, { margin, rounds, seconds, signal, report });
    if ('failures' in compared)
      throw await notCompared(
        contestants.map(({ calling }) => calling),
        compared,
      );
    const made: ComparisonReport = {
      format: 1,
      compared: capabilities.map(({ name, version, hash }) => ({ name, version, hash })),
      at,
      machine: machineOf(guarantees),
      ...compared,
      sameInputs: shared.length > 0,
      margin,
    };
    if (options.keep !== false) this.#ports.journal().saveComparison(made);
    return made;
  }
}

/** @throws CancelledError as soon as the signal says so, whatever is waited for */
async function unlessCancelled(waited: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  throwIfCancelled(signal);
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(new CancelledError());
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await Promise.race([waited, cancelled]);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** @throws ToolwrightError `no-timed-examples` */
function examplesOf(capability: Capability): readonly Example[] {
  const examples = timedExamples(capability);
  if (examples.length > 0) return examples;
  throw new ToolwrightError(
    'no-timed-examples',
    `${capability.name} has no example with an output to be called with.`,
    {
      hint: 'Add one to its examples.json: a benchmark calls it with the inputs of its examples.',
    },
  );
}

async function nothingTimed(calling: Calling): Promise<ToolwrightError> {
  const { name } = calling.capability;
  const why = await failureOf(calling);
  const message = `Too few calls of ${name} came to a value to measure anything.`;
  return new ToolwrightError('nothing-timed', why === undefined ? message : `${message} ${why}`, {
    hint: `See what its examples come to: toolwright verify ${name}`,
  });
}

/** Whether calls came to nothing, or there was no time for them. */
async function notCompared(
  all: readonly Calling[],
  { failures, rounds, needed }: NotCompared,
): Promise<ToolwrightError> {
  const most = Math.max(...failures);
  if (most > rounds / 2) return nothingTimed(all[failures.indexOf(most)] as Calling);
  const message = `Each was called ${rounds} times, ${most} of which came to no value; it takes ${needed} that do.`;
  return new ToolwrightError('too-few-rounds', message, {
    hint: 'Give it more time with --seconds, and more calls with --rounds; a busy machine needs longer.',
  });
}

/** The examples of all whose inputs every one of them takes, each input once. */
function sharedExamples(capabilities: readonly Capability[]): readonly Example[] {
  const checks = capabilities.map(({ manifest }) => compileSchema(manifest.input));
  const all = capabilities
    .flatMap(timedExamples)
    .filter(({ input }) => checks.every((check) => check(input).length === 0));
  return [...new Map(all.map((example) => [JSON.stringify([example.input, example.world]), example])).values()];
}

/** Those of them that each capability answers with a value: what one refuses would be no round for the others either. */
async function answeredBy(
  sandbox: SandboxHolder,
  capabilities: readonly Capability[],
  examples: readonly Example[],
  signal: AbortSignal | undefined,
): Promise<readonly Example[]> {
  const answered: Example[] = [];
  for (const example of examples) {
    let isAnswered = true;
    for (const capability of capabilities) {
      isAnswered &&= (await callsOf({ sandbox, capability, examples: [example], signal })(0)) !== undefined;
    }
    if (isAnswered) answered.push(example);
  }
  return answered;
}
