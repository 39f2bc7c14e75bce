import { relative } from 'node:path/posix';
import { type Logger, type Problem, type TaskOptions, ToolwrightError } from '#base';
import { renderBenchmarks, renderComparison } from '#capability/benchmark';
import { readFolder } from '#capability/package';
import type { SourceTools } from '#capability/safety';
import { type Policy, portsOf, recordedRun, verify } from '#capability/verification';
import type { HeldJournal } from '#journal';
import type {
  AdvanceOrder,
  Approval,
  BenchmarkFormat,
  BenchmarkOptions,
  BenchmarkReport,
  Capability,
  CapabilityDraft,
  CapabilityRequest,
  CapabilityRow,
  CapabilitySession,
  ComparisonOptions,
  ComparisonReport,
  DebuggedExample,
  FeedbackWeight,
  KeptVersion,
  OnwardOrder,
  PlainData,
  RecordedRun,
  ReportFormat,
  RequestFeedback,
  RequestOutcome,
  RolloutNews,
  RolloutOrder,
  RolloutStatus,
  RolloutStrategy,
  SandboxStatus,
  StaticAnalysis,
  TaskRun,
  VerificationLevel,
  VerificationReport,
} from '#protocol';
import { Benchmarks } from '../benchmark/benchmarks.ts';
import { replacedBy } from '../rollout/inUse.ts';
import { RolloutDoor } from '../rollout/rolloutDoor.ts';
import { Admission } from './admission.ts';
import { BoundedTools } from './boundedTools.ts';
import { Debugging, exampleOf } from './debugging.ts';
import { documentOf } from './documents.ts';
import { basisOf, isEnough, lacksComparison } from './evidence.ts';
import { capabilityBy, keptVersions } from './named.ts';
import { Packages } from './packages.ts';
import { Requests } from './requests.ts';
import { SandboxHolder } from './sandboxHolder.ts';
import type { CapabilitySettings } from './settings.ts';
import { sharedProblems } from './sharedProblems.ts';
import { outlineOf, rowOf } from './standing.ts';
import { StaticAnalyses } from './staticAnalyses.ts';
import { templateProblems } from './templateProblems.ts';
import { workspaceJournal } from './workspaceJournal.ts';

/** A capability session in this thread. */
export class LocalCapabilitySession implements CapabilitySession {
  readonly #settings: CapabilitySettings;
  readonly #packages: Packages;
  readonly #tools: SourceTools;
  readonly #ownTools: BoundedTools | undefined;
  readonly #sandbox: SandboxHolder;
  readonly #debugging: Debugging;
  readonly #admission: Admission;
  readonly #analyses: StaticAnalyses;
  readonly #requests: Requests;
  readonly #rollouts: RolloutDoor;
  readonly #benchmarks: Benchmarks;
  readonly #journal: HeldJournal;
  /** As they were found last; whoever writes a template tells of it. */
  #templateProblems: Promise<readonly Problem[]> | undefined;

  /** @param tools another's, who ends them; without them the session has its own */
  constructor(settings: CapabilitySettings, logger: Logger, tools?: SourceTools) {
    this.#settings = settings;
    this.#packages = new Packages(settings.root, logger);
    if (tools === undefined) this.#tools = this.#ownTools = new BoundedTools(logger);
    else this.#tools = tools;
    this.#debugging = new Debugging(settings);
    this.#analyses = new StaticAnalyses(logger);
    this.#sandbox = new SandboxHolder(settings, logger, this.#tools);
    const versions = () => this.#rollouts.registry.versions;
    this.#journal = workspaceJournal(settings, { packages: this.#packages, versions }, logger);
    this.#admission = new Admission({
      root: settings.root,
      journal: () => this.#journal.get(),
      runner: () => this.#sandbox.runner,
      inUse: (capability) => replacedBy(capability, this.#rollouts.registry),
    });
    this.#rollouts = new RolloutDoor({
      root: settings.root,
      flags: settings.flags,
      prometheus: settings.prometheus,
      journal: () => this.#journal.get(),
      packages: this.#packages,
      row: (entry) => this.#admission.row(entry),
      ready: () => this.#sandbox.open(),
      logger,
    });
    this.#requests = new Requests({
      root: settings.root,
      rollouts: this.#rollouts.registry,
      packages: this.#packages,
      admission: this.#admission,
      sandbox: this.#sandbox,
      journal: () => this.#journal.get(),
      logger,
    });
    this.#benchmarks = new Benchmarks({ settings, tools: this.#tools, journal: () => this.#journal.get(), logger });
  }

  async list(): Promise<readonly CapabilityRow[]> {
    await this.#packages.ready();
    return this.#admission.rows(this.#packages.list()).map(outlineOf);
  }

  async problems(): Promise<readonly Problem[]> {
    const { root } = this.#settings;
    this.#templateProblems ??= templateProblems(root);
    return [...sharedProblems(root), ...(await this.#templateProblems)];
  }

  async versions(): Promise<readonly KeptVersion[]> {
    return keptVersions(this.#rollouts.registry);
  }

  async row(name: string): Promise<CapabilityRow | undefined> {
    await this.#packages.ready();
    const entry = this.#packages.find(name) ?? this.#rollouts.registry.versions.named(name);
    return entry && this.#admission.row(entry);
  }

  async create(draft: CapabilityDraft): Promise<CapabilityRow> {
    return this.#admission.row(await this.#packages.create(draft));
  }

  ask(request: CapabilityRequest, options: TaskOptions = {}): Promise<RequestOutcome> {
    return this.#requests.ask(request, options);
  }

  call(
    name: string,
    input: PlainData,
    by: Pick<CapabilityRequest, 'user' | 'origin'>,
    options: TaskOptions = {},
  ): Promise<RequestOutcome> {
    return this.#requests.call(name, input, by, options);
  }

  async verify(
    name: string,
    options: TaskOptions & { readonly level: VerificationLevel; readonly fresh?: boolean },
  ): Promise<VerificationReport> {
    await this.#packages.ready();
    const capability = capabilityBy(name, this.#packages, this.#rollouts.registry);
    const policy = this.#admission.policy();
    const inUse = replacedBy(capability, this.#rollouts.registry);
    const known = options.fresh ? undefined : await this.#known(capability, policy);
    const isUncompared = known && options.level === 'PRODUCTION' && lacksComparison(known, inUse);
    if (known && isEnough(known, options.level) && !isUncompared) return known;
    const report = await this.#gather(capability, policy, { ...options, inUse });
    // Everybody sees what the journal keeps, whether it was gathered now or before.
    return this.#journal.get().saveReport({ ...report, basis: basisOf(policy) });
  }

  async verifyFolder(
    folder: string,
    options: TaskOptions & { readonly level: VerificationLevel },
  ): Promise<CapabilityRow> {
    const policy = this.#admission.policy();
    const place = relative(this.#settings.root, folder);
    const entry = readFolder(folder, place);
    if (entry === undefined) {
      throw new ToolwrightError('not-a-capability', `${folder} is not the folder of a capability.`, {
        hint: 'It needs a package.json with the field `toolwright`, index.ts and examples.json.',
      });
    }
    const gathered = entry.state === 'valid' ? await this.#gather(entry.capability, policy, options) : undefined;
    const report = gathered && { ...gathered, folder: place };
    return rowOf(entry, { policy: { value: policy, problems: [] }, report });
  }

  async analyse(name: string): Promise<StaticAnalysis> {
    await this.#packages.ready();
    return this.#analyses.of(this.#packages.capability(name));
  }

  async runExample(name: string, exampleName: string, options: TaskOptions = {}): Promise<RecordedRun> {
    await this.#packages.ready();
    const capability = this.#packages.capability(name);
    const example = exampleOf(capability, exampleName);
    const { input, world } = example;
    return recordedRun(example, await this.#sandbox.run(capability, input, portsOf(world), options));
  }

  async debugExample(name: string, exampleName: string, options: TaskOptions = {}): Promise<DebuggedExample> {
    // A debugger runs the file on the disk: that one has to be verified.
    await this.change();
    const { reached, hash } = await this.verify(name, { ...options, level: 'BASIC' });
    const capability = this.#packages.capability(name);
    if (reached === undefined || hash !== capability.hash) {
      throw new ToolwrightError(
        'not-debuggable',
        `${name} did not pass BASIC, and debugging runs it outside of the sandbox.`,
        {
          hint: 'The verification report says what was found.',
        },
      );
    }
    return this.#debugging.start(capability, exampleOf(capability, exampleName), options);
  }

  async debugged(id: number, options: TaskOptions = {}): Promise<RecordedRun> {
    return this.#debugging.result(id, options);
  }

  async benchmark(name: string, options: BenchmarkOptions & TaskOptions = {}): Promise<BenchmarkReport> {
    await this.#packages.ready();
    return this.#benchmarks.benchmark(this.#asNamed(name), options);
  }

  async compare(names: readonly string[], options: ComparisonOptions & TaskOptions = {}): Promise<ComparisonReport> {
    await this.#packages.ready();
    return this.#benchmarks.compare(
      names.map((name) => this.#asNamed(name)),
      options,
    );
  }

  async benchmarks(name?: string): Promise<readonly BenchmarkReport[]> {
    return this.#journal.get().benchmarks(name === undefined ? {} : { name });
  }

  async renderBenchmarks(reports: readonly BenchmarkReport[], format: BenchmarkFormat): Promise<string> {
    return renderBenchmarks(reports, format);
  }

  async comparisons(name?: string): Promise<readonly ComparisonReport[]> {
    return this.#journal.get().comparisons(name === undefined ? {} : { name });
  }

  async renderComparison(report: ComparisonReport, format: BenchmarkFormat): Promise<string> {
    return renderComparison(report, format);
  }

  async history(name: string): Promise<readonly VerificationReport[]> {
    await this.#packages.ready();
    const journal = this.#journal.get();
    const entry = this.#packages.find(name);
    const hashes = new Set(journal.history(name).map(({ hash }) => hash));
    if (entry?.state === 'valid') hashes.add(entry.capability.hash);
    // What shares a content and is no more was renamed; what is still there is a copy.
    const others = [...hashes].flatMap((hash) => journal.namesOf(hash, name));
    return journal.history(
      name,
      [...new Set(others)].filter((other) => this.#packages.find(other) === undefined),
    );
  }

  async render(
    reports: VerificationReport | readonly VerificationReport[],
    format: ReportFormat,
    broken: readonly CapabilityRow[] = [],
  ): Promise<string> {
    await this.#packages.ready();
    return documentOf([reports].flat(), format, broken, ({ name, hash }) => {
      const entry = this.#packages.find(name);
      return entry?.state === 'valid' && entry.capability.hash === hash ? entry.capability.source : undefined;
    });
  }

  async policy(): Promise<PlainData> {
    return this.#admission.policy() as PlainData;
  }

  async approve(name: string, { person, reason }: Approval): Promise<CapabilityRow> {
    await this.#packages.ready();
    const capability = this.#packages.capability(name);
    const { standing, reason: why, report } = this.#admission.row(this.#packages.entry(name));
    if (standing !== 'waiting' || report === undefined) {
      const message = `${name} does not wait for an approval: it is ${standing}. ${why}`;
      throw new ToolwrightError('not-waiting', message);
    }
    if (person.trim() === '' || reason.trim() === '') {
      throw new ToolwrightError('approval-incomplete', 'An approval needs a name and a reason.');
    }
    this.#admission.approve(capability, { person, reason }, report.risk);
    return this.#admission.row(this.#packages.entry(name));
  }

  async recordTask(name: string, { task, person, exitCode }: TaskRun): Promise<void> {
    await this.#packages.ready();
    const { hash, version } = this.#packages.capability(name);
    const known = { task, name, version, ...(exitCode === undefined ? {} : { exitCode }) };
    this.#journal.get().decide({ kind: 'run-task', subject: hash, person, reason: `${name} asked for it.`, known });
  }

  async requests(limit = 100) {
    return this.#journal.get().requests({ limit });
  }

  rollouts(options?: TaskOptions): Promise<readonly RolloutStatus[]> {
    return this.#rollouts.rollouts(options);
  }

  rolloutProblems(): Promise<readonly Problem[]> {
    return this.#rollouts.rolloutProblems();
  }

  rollout(name: string, options?: TaskOptions): Promise<RolloutStatus | undefined> {
    return this.#rollouts.rollout(name, options);
  }

  startRollout(
    name: string,
    order: RolloutOrder & { readonly strategy?: RolloutStrategy | undefined },
  ): Promise<RolloutStatus> {
    return this.#rollouts.startRollout(name, order);
  }

  advanceRollout(name: string, order: AdvanceOrder): Promise<RolloutStatus> {
    return this.#rollouts.advanceRollout(name, order);
  }

  pauseRollout(name: string, order: RolloutOrder): Promise<RolloutStatus> {
    return this.#rollouts.pauseRollout(name, order);
  }

  resumeRollout(name: string, order: OnwardOrder): Promise<RolloutStatus> {
    return this.#rollouts.resumeRollout(name, order);
  }

  rollBack(name: string, order: RolloutOrder): Promise<RolloutStatus> {
    return this.#rollouts.rollBack(name, order);
  }

  stopAllRollouts(order: RolloutOrder): Promise<readonly string[]> {
    return this.#rollouts.stopAllRollouts(order);
  }

  recordFeedback(feedback: RequestFeedback): Promise<FeedbackWeight> {
    return this.#rollouts.recordFeedback(feedback);
  }

  rolloutNews(cursor: string | undefined, options: TaskOptions = {}): Promise<RolloutNews> {
    return this.#rollouts.rolloutNews(cursor, options);
  }

  change(): Promise<void> {
    this.#templateProblems = undefined;
    return this.#packages.change();
  }

  sandbox(): Promise<SandboxStatus> {
    return this.#sandbox.status();
  }

  async dispose(): Promise<void> {
    this.#debugging.dispose();
    await this.#rollouts.dispose();
    await Promise.all([this.#sandbox.dispose(), this.#ownTools?.dispose(), this.#analyses.dispose()]);
    this.#journal.close();
  }

  /** Under the name that it was asked for by: two versions of a capability are told apart by it. */
  #asNamed(name: string): Capability {
    return { ...capabilityBy(name, this.#packages, this.#rollouts.registry), name };
  }

  #gather(
    capability: Capability,
    policy: Policy,
    options: TaskOptions & { readonly level: VerificationLevel; readonly inUse?: Capability | undefined },
  ): Promise<VerificationReport> {
    return verify(capability, { ...options, policy, tools: this.#tools, sandbox: () => this.#sandbox.open() });
  }

  /** The evidence that is there; where something was run for it, the sandbox tells whether it counts here. */
  async #known(capability: Capability, policy: Policy): Promise<VerificationReport | undefined> {
    const known = this.#admission.evidence(capability, policy);
    if (!known?.sandbox || this.#sandbox.runner !== undefined) return known;
    await this.#sandbox.open();
    return this.#admission.evidence(capability, policy);
  }
}
