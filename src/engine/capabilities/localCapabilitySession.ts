import { join } from 'node:path/posix';
import { type Logger, messageOf, type TaskOptions, ToolwrightError } from '#base';
import { CapabilityRegistry, compileSchema, folderFor, writeCapability } from '#capability/package';
import { createRouter, type Router } from '#capability/router';
import { type Policy, portsOf, recordedRun, toMarkdown, toSarif, verify } from '#capability/verification';
import { type Journal, openJournal } from '#journal';
import {
  type Approval,
  type Capability,
  type CapabilityDraft,
  type CapabilityRequest,
  type CapabilityRow,
  type CapabilitySession,
  type DebuggedExample,
  journalFile,
  type PlainData,
  type RecordedRun,
  type RegistryEntry,
  type ReportFormat,
  type RequestOutcome,
  type SandboxStatus,
  type StaticAnalysis,
  type VerificationLevel,
  type VerificationReport,
} from '#protocol';
import { productVersion } from '#workspace';
import { Admission } from './admission.ts';
import { BoundedTools } from './boundedTools.ts';
import { Debugging, exampleOf } from './debugging.ts';
import { basisOf, isEnough } from './evidence.ts';
import { failureOf, thrown } from './outcomes.ts';
import { realPorts } from './realPorts.ts';
import { SandboxHolder } from './sandboxHolder.ts';
import type { CapabilitySettings } from './settings.ts';
import { grantedOf, outlineOf } from './standing.ts';
import { StaticAnalyses } from './staticAnalyses.ts';

/** A capability session in this thread. */
export class LocalCapabilitySession implements CapabilitySession {
  readonly #settings: CapabilitySettings;
  readonly #logger: Logger;
  readonly #registry: CapabilityRegistry;
  readonly #tools: BoundedTools;
  readonly #sandbox: SandboxHolder;
  readonly #debugging: Debugging;
  readonly #admission: Admission;
  readonly #analyses: StaticAnalyses;
  #router: Router | undefined;
  #journal: Journal | undefined;
  /** The first look at the disk. */
  #read: Promise<void> | undefined;
  #isRead = false;

  constructor(settings: CapabilitySettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
    this.#registry = new CapabilityRegistry({ root: settings.root, logger });
    this.#tools = new BoundedTools(logger);
    this.#debugging = new Debugging(settings);
    this.#analyses = new StaticAnalyses(logger);
    this.#sandbox = new SandboxHolder(settings, logger, this.#tools);
    this.#admission = new Admission({
      root: settings.root,
      journal: () => this.#open(),
      runner: () => this.#sandbox.runner,
    });
    this.#registry.onDidChange(() => {
      this.#router = undefined;
    });
  }

  async list(): Promise<readonly CapabilityRow[]> {
    await this.#ready();
    return this.#admission.rows(this.#registry.list()).map(outlineOf);
  }

  async row(name: string): Promise<CapabilityRow | undefined> {
    await this.#ready();
    return this.#registry.get(name) && this.#row(name);
  }

  async create(draft: CapabilityDraft): Promise<CapabilityRow> {
    await this.#ready();
    const { name, folder } = writeCapability(this.#settings.root, draft);
    await this.#registry.refresh([folder]);
    return this.#row(name);
  }

  async ask(request: CapabilityRequest, options: TaskOptions = {}): Promise<RequestOutcome> {
    return this.#journalled(request, () => this.#route(request, options));
  }

  async call(
    name: string,
    input: PlainData,
    by: Pick<CapabilityRequest, 'user' | 'origin'>,
    options: TaskOptions = {},
  ): Promise<RequestOutcome> {
    await this.change();
    const entry = this.#registry.get(name);
    const text = entry?.state === 'valid' ? entry.capability.manifest.title : name;
    return this.#journalled({ ...by, text, input, name }, async () => {
      const { manifest } = this.#capability(name);
      const [problem] = compileSchema(manifest.input, 'the input')(input);
      if (problem) return { kind: 'error', reason: `${problem.message}.`, guesses: [], name };
      return this.#serve(name, input, options);
    });
  }

  async verify(
    name: string,
    options: TaskOptions & { readonly level: VerificationLevel; readonly fresh?: boolean },
  ): Promise<VerificationReport> {
    await this.#ready();
    const capability = this.#capability(name);
    const policy = this.#admission.policy();
    const known = options.fresh ? undefined : await this.#known(capability, policy);
    if (known && isEnough(known, options.level)) return known;
    const report = await verify(capability, {
      ...options,
      policy,
      tools: this.#tools,
      sandbox: () => this.#sandbox.open(),
    });
    // Everybody sees what the journal keeps, whether it was gathered now or before.
    return this.#open().saveReport({ ...report, basis: basisOf(policy) });
  }

  async analyse(name: string): Promise<StaticAnalysis> {
    await this.#ready();
    return this.#analyses.of(this.#capability(name));
  }

  async runExample(name: string, exampleName: string, options: TaskOptions = {}): Promise<RecordedRun> {
    await this.#ready();
    const capability = this.#capability(name);
    const example = exampleOf(capability, exampleName);
    const { input, world } = example;
    return recordedRun(example, await this.#sandbox.run(capability, input, portsOf(world), options));
  }

  async debugExample(name: string, exampleName: string, options: TaskOptions = {}): Promise<DebuggedExample> {
    // A debugger runs the file on the disk: that one has to be verified.
    await this.change();
    const { reached, hash } = await this.verify(name, { ...options, level: 'BASIC' });
    const capability = this.#capability(name);
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

  async history(name: string): Promise<readonly VerificationReport[]> {
    return this.#open().history(name);
  }

  async render(
    reports: VerificationReport | readonly VerificationReport[],
    format: ReportFormat,
    broken: readonly CapabilityRow[] = [],
  ): Promise<string> {
    const all = [reports].flat();
    if (format === 'json') return `${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`;
    if (format === 'markdown') return all.map(toMarkdown).join('\n');
    await this.#ready();
    const judged = all.map((report) => {
      const entry = this.#registry.get(report.name);
      const source =
        entry?.state === 'valid' && entry.capability.hash === report.hash ? entry.capability.source : undefined;
      return { report, path: `${folderFor(report.name)}/index.ts`, source };
    });
    return toSarif(
      judged,
      broken.flatMap(({ problems }) => problems),
      productVersion(),
    );
  }

  async policy(): Promise<PlainData> {
    return this.#admission.policy() as PlainData;
  }

  async approve(name: string, { person, reason }: Approval): Promise<CapabilityRow> {
    await this.#ready();
    const capability = this.#capability(name);
    const { standing } = this.#row(name);
    if (standing !== 'waiting') {
      throw new ToolwrightError('not-waiting', `${name} does not wait for an approval: it is ${standing}.`);
    }
    if (person.trim() === '' || reason.trim() === '') {
      throw new ToolwrightError('approval-incomplete', 'An approval needs a name and a reason.');
    }
    this.#open().decide({ kind: 'approve', subject: capability.hash, person, reason });
    return this.#row(name);
  }

  async requests(limit = 100) {
    return this.#open().requests({ limit });
  }

  async change(): Promise<void> {
    await this.#ready();
    await this.#registry.refresh();
  }

  sandbox(): Promise<SandboxStatus> {
    return this.#sandbox.status();
  }

  async dispose(): Promise<void> {
    this.#debugging.dispose();
    await Promise.all([this.#sandbox.dispose(), this.#tools.dispose(), this.#analyses.dispose()]);
    this.#journal?.close();
    this.#journal = undefined;
  }

  /** Every request leaves its record, however it ends. */
  async #journalled(request: CapabilityRequest, serve: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
    const startedAt = performance.now();
    const record = async (outcome: RequestOutcome) =>
      this.#open().recordRequest(request, outcome, performance.now() - startedAt);
    let outcome: RequestOutcome;
    try {
      outcome = this.#withVersion(await serve());
    } catch (error) {
      // What went wrong matters more to the caller than that it could not be recorded either.
      await record(this.#withVersion(thrown(error, request.name))).catch((also: unknown) =>
        this.#logger.error(messageOf(also)),
      );
      throw error;
    }
    await record(outcome);
    return outcome;
  }

  /** Of the capability that was tried, also where nothing was run. */
  #withVersion(outcome: RequestOutcome): RequestOutcome {
    if (outcome.version !== undefined || outcome.name === undefined) return outcome;
    const entry = this.#registry.get(outcome.name);
    return entry?.state === 'valid' ? { ...outcome, version: entry.capability.version } : outcome;
  }

  async #route(request: CapabilityRequest, options: TaskOptions): Promise<RequestOutcome> {
    // Whoever asks means what is on the disk now, whether anybody has told of it or not.
    await this.change();
    const router = request.name === undefined ? this.#routing() : createRouter([this.#capability(request.name)]);
    const route = router.route(request);
    if (route.kind === 'error') return { kind: 'error', reason: route.reason, guesses: [], name: route.name };
    if (route.kind !== 'matched') return route;
    const outcome = await this.#serve(route.name, route.input, options);
    return outcome.kind === 'served' ? { ...outcome, match: route.match } : outcome;
  }

  /** Made anew when a package has changed: it indexes the words of all. */
  #routing(): Router {
    const entries = this.#registry.list();
    this.#router ??= createRouter(entries.flatMap((entry) => (entry.state === 'valid' ? [entry.capability] : [])));
    return this.#router;
  }

  async #serve(name: string, input: PlainData, options: TaskOptions): Promise<RequestOutcome> {
    // Only with the sandbox open it is known whose evidence counts.
    if (this.#row(name).standing === 'admitted') await this.#sandbox.open();
    const { capability, standing, reason, report } = this.#row(name);
    if (!capability || !report || standing !== 'admitted') {
      return { kind: 'permission', reason: `${name} may not run yet: ${reason}`, guesses: [], name };
    }
    const permissions = grantedOf(capability, report);
    const ports = realPorts(this.#settings.root);
    const result = await this.#sandbox.run(capability, input, ports, { ...options, permissions });
    const { version } = capability;
    return result.status === 'ok' ? { kind: 'served', name, version, result } : failureOf(name, version, result);
  }

  /** Reads the disk once; after that changes are told. */
  #ready(): Promise<void> {
    this.#read ??= this.#registry.refresh().then(() => {
      this.#isRead = true;
    });
    return this.#read;
  }

  #row(name: string): CapabilityRow {
    const entry = this.#registry.get(name);
    if (!entry) throw missing(name);
    return this.#admission.row(entry);
  }

  /** The evidence that is there; where something was run for it, the sandbox tells whether it counts here. */
  async #known(capability: Capability, policy: Policy): Promise<VerificationReport | undefined> {
    const known = this.#admission.evidence(capability, policy);
    if (!known?.sandbox || this.#sandbox.runner !== undefined) return known;
    await this.#sandbox.open();
    return this.#admission.evidence(capability, policy);
  }

  #capability(name: string): Capability {
    const entry = this.#registry.get(name);
    if (!entry) throw missing(name);
    if (entry.state === 'valid') return entry.capability;
    const [first] = entry.problems;
    throw new ToolwrightError('broken-capability', `The package of ${name} cannot be read: ${first?.message ?? ''}`, {
      ...(first?.hint === undefined ? {} : { hint: first.hint }),
    });
  }

  #open(): Journal {
    this.#journal ??= openJournal({
      file: join(this.#settings.root, journalFile),
      retention: this.#settings.retention,
      present: () => (this.#isRead ? hashesOf(this.#registry.list()) : undefined),
      logger: this.#logger,
    });
    return this.#journal;
  }
}

function hashesOf(entries: readonly RegistryEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => (entry.state === 'valid' ? [entry.capability.hash] : [])));
}

function missing(name: string): ToolwrightError {
  return new ToolwrightError('no-such-capability', `There is no capability “${name}” in this workspace.`, {
    hint: 'Capabilities lie in .toolwright/capabilities, one folder each.',
  });
}
