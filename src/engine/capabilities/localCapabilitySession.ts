import { join } from 'node:path/posix';
import { type Logger, type TaskOptions, ToolwrightError } from '#base';
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
  type PlainData,
  type RecordedRun,
  type RegistryEntry,
  type ReportFormat,
  type RequestOutcome,
  type SandboxStatus,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { productVersion } from '#workspace';
import { BoundedTools } from './boundedTools.ts';
import { Debugging, exampleOf } from './debugging.ts';
import { failureOf } from './outcomes.ts';
import { policyOf } from './policy.ts';
import { realPorts } from './realPorts.ts';
import { SandboxHolder } from './sandboxHolder.ts';
import { type CapabilitySettings, journalFile } from './settings.ts';
import { outlineOf, rowOf } from './standing.ts';

/** A capability session in this thread. */
export class LocalCapabilitySession implements CapabilitySession {
  readonly #settings: CapabilitySettings;
  readonly #logger: Logger;
  readonly #registry: CapabilityRegistry;
  readonly #tools: BoundedTools;
  readonly #sandbox: SandboxHolder;
  readonly #debugging: Debugging;
  #router: Router | undefined;
  #journal: Journal | undefined;
  /** The first look at the disk. */
  #read: Promise<void> | undefined;

  constructor(settings: CapabilitySettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
    this.#registry = new CapabilityRegistry({ root: settings.root, logger });
    this.#tools = new BoundedTools(logger);
    this.#debugging = new Debugging(settings);
    this.#sandbox = new SandboxHolder(settings, logger, this.#tools);
    this.#registry.onDidChange(() => {
      this.#router = undefined;
    });
  }

  async list(): Promise<readonly CapabilityRow[]> {
    await this.#ready();
    const policy = this.#policy();
    return this.#registry.list().map((entry) => outlineOf(this.#rowOf(entry, policy)));
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
    await this.#ready();
    const { manifest } = this.#capability(name);
    return this.#journalled({ ...by, text: manifest.title, input }, async () => {
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
    const known = this.#report(capability);
    if (!options.fresh && known && isEnough(known, options.level)) return known;
    const report = await verify(capability, {
      ...options,
      policy: this.#policy(),
      tools: this.#tools,
      sandbox: () => this.#sandbox.open(),
    });
    // Everybody sees what the journal keeps, whether it was gathered now or before.
    return this.#open().saveReport(report);
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

  async render(report: VerificationReport, format: ReportFormat): Promise<string> {
    if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
    if (format === 'markdown') return toMarkdown(report);
    return toSarif(report, `${folderFor(report.name)}/index.ts`, productVersion());
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
    await Promise.all([this.#sandbox.dispose(), this.#tools.dispose()]);
    this.#journal?.close();
    this.#journal = undefined;
  }

  async #journalled(request: CapabilityRequest, serve: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
    const startedAt = performance.now();
    const outcome = await serve();
    await this.#open().recordRequest(request, outcome, performance.now() - startedAt);
    return outcome;
  }

  async #route(request: CapabilityRequest, options: TaskOptions): Promise<RequestOutcome> {
    await this.#ready();
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
    const { capability, standing, reason } = this.#row(name);
    if (!capability || standing !== 'admitted') {
      return { kind: 'permission', reason: `${name} may not run yet: ${reason}`, guesses: [], name };
    }
    const result = await this.#sandbox.run(capability, input, realPorts(this.#settings.root), options);
    const { version } = capability;
    return result.status === 'ok' ? { kind: 'served', name, version, result } : failureOf(name, version, result);
  }

  /** Reads the disk once; after that changes are told. */
  #ready(): Promise<void> {
    this.#read ??= this.#registry.refresh();
    return this.#read;
  }

  #row(name: string): CapabilityRow {
    const entry = this.#registry.get(name);
    if (!entry) throw missing(name);
    return this.#rowOf(entry, this.#policy());
  }

  #rowOf(entry: RegistryEntry, { admitFrom }: Policy): CapabilityRow {
    if (entry.state === 'broken') return rowOf(entry, undefined, undefined, admitFrom);
    const { hash } = entry.capability;
    const [approval] = this.#open().decisions({ kind: 'approve', subject: hash });
    return rowOf(entry, this.#report(entry.capability), approval, admitFrom);
  }

  /** The evidence of the highest level for the present content. */
  #report({ hash }: Capability): VerificationReport | undefined {
    for (const level of verificationLevels.toReversed()) {
      const report = this.#open().report(hash, level);
      if (report) return report;
    }
    return undefined;
  }

  #policy(): Policy {
    const { value, problems } = policyOf(this.#settings.root);
    for (const { message } of problems) this.#logger.warn(message);
    return value;
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
      logger: this.#logger,
    });
    return this.#journal;
  }
}

/** A report of a higher level holds all that is below; a failed one says no whatever is asked. */
function isEnough({ asked, decision }: VerificationReport, level: VerificationLevel): boolean {
  const order = verificationLevels.indexOf(asked) - verificationLevels.indexOf(level);
  return order >= 0 || decision.verdict === 'reject';
}

function missing(name: string): ToolwrightError {
  return new ToolwrightError('no-such-capability', `There is no capability “${name}” in this workspace.`, {
    hint: 'Capabilities lie in .toolwright/capabilities, one folder each.',
  });
}
