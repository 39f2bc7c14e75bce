import type { Logger, TaskOptions } from '#base';
import type { SourceTools } from '#capability/safety';
import { availableRunners, openSandbox, type Ports, type Sandbox } from '#capability/sandbox';
import { guardedEnd } from '#capability/verification';
import {
  type Capability,
  defaultLimits,
  type Permissions,
  type PlainData,
  type Program,
  type RunLimits,
  type RunnerName,
  type RunResult,
  type SandboxStatus,
} from '#protocol';
import type { CapabilitySettings } from './settings.ts';

/** Programs that are kept ready: making one takes longer than most runs. */
const mostPrograms = 50;

/** Another program in the place of a capability's own. */
export interface ProgramChange {
  readonly program: (own: Program) => Program;
  readonly limits: RunLimits;
  /** What is left in memory is wanted. */
  readonly collect: boolean;
}

export interface SandboxChoices {
  /** As many runs go on at the same time. */
  readonly workers?: number;
  /** Garbage collections of runs are counted. */
  readonly collections?: boolean;
}

/** One sandbox for a session, opened when something is run for the first time. */
export class SandboxHolder {
  readonly #settings: CapabilitySettings;
  readonly #logger: Logger;
  readonly #tools: SourceTools;
  readonly #choices: SandboxChoices;
  readonly #programs = new Map<string, Promise<Program>>();
  #sandbox: Promise<Sandbox> | undefined;
  #opened: RunnerName | undefined;

  constructor(settings: CapabilitySettings, logger: Logger, tools: SourceTools, choices: SandboxChoices = {}) {
    this.#choices = choices;
    this.#tools = tools;
    this.#settings = settings;
    this.#logger = logger;
  }

  /** The runner that serves: the one that is named, or the one that was found; undefined before anything was run. */
  get runner(): RunnerName | undefined {
    const { runner } = this.#settings;
    return runner === 'auto' ? this.#opened : runner;
  }

  open(): Promise<Sandbox> {
    this.#sandbox ??= this.#open().catch((error: unknown) => {
      this.#sandbox = undefined;
      throw error;
    });
    return this.#sandbox;
  }

  async #open(): Promise<Sandbox> {
    const sandbox = await openSandbox({
      runner: this.#settings.runner,
      node: this.#settings.node,
      runtimes: this.#settings.runtimes,
      logger: this.#logger,
      ...this.#choices,
    });
    this.#opened = sandbox.guarantees.runner;
    return sandbox;
  }

  /**
   * Runs a capability under its own limits.
   * @param options.permissions what it is granted; all that it asks for by default
   * @param options.change runs a program that is made of its own one, under other limits
   */
  async run(
    capability: Capability,
    input: PlainData,
    ports: Ports,
    options: TaskOptions & { readonly permissions?: Permissions; readonly change?: ProgramChange },
  ): Promise<RunResult> {
    const sandbox = await this.open();
    const { limits } = capability.manifest;
    const { permissions = capability.manifest.permissions, change } = options;
    const program = await this.#program(capability);
    const call = {
      program: change ? change.program(program) : program,
      input,
      permissions,
      ports,
      limits: change?.limits ?? { ...defaultLimits, ...limits },
      ...(change?.collect ? { collect: true } : {}),
    };
    return guardedEnd(await sandbox.run(call, { signal: options.signal }));
  }

  async status(): Promise<SandboxStatus> {
    const { guarantees } = await this.open();
    const { node, runtimes } = this.#settings;
    return { guarantees, runners: await availableRunners({ node, runtimes }) };
  }

  async dispose(): Promise<void> {
    const sandbox = await this.#sandbox?.catch(() => undefined);
    this.#sandbox = undefined;
    await sandbox?.dispose();
  }

  #program({ hash, source, manifest }: Capability): Promise<Program> {
    let program = this.#programs.get(hash);
    if (!program) {
      const { input, output } = manifest;
      program = this.#tools.prepare(source, { input, output, limits: { ...defaultLimits, ...manifest.limits } });
      program.catch(() => this.#programs.delete(hash));
      this.#programs.set(hash, program);
      const [oldest] = this.#programs.keys();
      if (this.#programs.size > mostPrograms && oldest !== undefined) this.#programs.delete(oldest);
    }
    return program;
  }
}
