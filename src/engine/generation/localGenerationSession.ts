import { CancelledError, type Logger, messageOf, type TaskOptions, ToolwrightError } from '#base';
import { signatureOf } from '#capability/discovery';
import {
  type FilledFunction,
  functionParts,
  generateCapability,
  type LoopResult,
  type MadeCapability,
  namesOfInputs,
  type SynthesisGap,
  synthesisGapOf,
} from '#capability/synthesis';
import { type Policy, portsOf } from '#capability/verification';
import { type HeldJournal, redactTexts } from '#journal';
import {
  type Capability,
  type CapabilityRow,
  type EvidenceBasis,
  type Gap,
  type GeneratedCapability,
  type Generation,
  type GenerationOptions,
  type GeneratorFailure,
  type KeptGeneration,
  type LanguageModel,
  type ModelUsage,
  nameFromTitle,
  type PlainData,
  type Stub,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { Admission } from '../capabilities/admission.ts';
import { BoundedTools } from '../capabilities/boundedTools.ts';
import { basisOf } from '../capabilities/evidence.ts';
import { Packages } from '../capabilities/packages.ts';
import { SandboxHolder } from '../capabilities/sandboxHolder.ts';
import type { CapabilitySettings } from '../capabilities/settings.ts';
import { rowOf } from '../capabilities/standing.ts';
import { workspaceJournal } from '../capabilities/workspaceJournal.ts';
import { gapClosed } from '../discovery/decisions.ts';
import { Versions } from '../rollout/versions.ts';
import { filledWith, parametersOf } from '../synthesis/fillStub.ts';
import { StopFlag } from '../synthesis/stopFlag.ts';
import { mistyped } from '../synthesis/typeGate.ts';
import { allGenerators, longestGeneration, mostAttempts } from './generators.ts';
import { hasJournal, requestsAround } from './neighbours.ts';
import { objections } from './objections.ts';
import type { StoppableGeneration } from './remoteGenerationSession.ts';
import { assertUnserved, type ServingPorts } from './served.ts';

/** Units of work of one search: what makes its result the same on every machine that gets so far within the time. */
const steps = 5_000_000;
/** What was generated, and not yet kept or forgotten. */
const mostRemembered = 20;

interface Remembered {
  readonly made: MadeCapability;
  readonly report: VerificationReport;
  readonly basis: EvidenceBasis;
  /** Id of the gap. */
  readonly gap: string;
  readonly filled?: FilledFunction | undefined;
  /** Of its examples. */
  readonly inputs: SynthesisGap['examples'][number]['input'][];
}

/** A generation session in this thread. Its sandbox and its tools are its own, so that it holds up nobody. */
export class LocalGenerationSession implements StoppableGeneration {
  readonly #settings: CapabilitySettings;
  readonly #logger: Logger;
  readonly #model: LanguageModel | undefined;
  readonly #packages: Packages;
  readonly #tools: BoundedTools;
  readonly #sandbox: SandboxHolder;
  readonly #admission: Admission;
  readonly #generated = new Map<number, Remembered>();
  readonly #journal: HeldJournal;
  #last = 0;

  constructor(settings: CapabilitySettings, logger: Logger, model?: LanguageModel) {
    this.#settings = settings;
    this.#logger = logger;
    this.#model = model;
    this.#packages = new Packages(settings.root, logger);
    this.#tools = new BoundedTools(logger);
    this.#sandbox = new SandboxHolder(settings, logger, this.#tools);
    const versions = new Versions(settings.root);
    this.#journal = workspaceJournal(settings, { packages: this.#packages, versions: () => versions }, logger);
    this.#admission = new Admission({
      root: settings.root,
      journal: () => this.#journal.get(),
      runner: () => this.#sandbox.runner,
    });
  }

  async ready(): Promise<void> {
    this.#warmUp();
  }

  async generate(gap: Gap, stop: SharedArrayBuffer, options: GenerationOptions): Promise<Generation> {
    const startedAt = performance.now();
    const wanted = synthesisGapOf(withStructure(gap), options.examples);
    const filled = gap.stub && functionOf(gap.stub, wanted);
    const policy = this.#admission.policy();
    this.#warmUp();
    await this.#packages.change();
    const others = this.#packages.list().flatMap((entry) => (entry.state === 'valid' ? [entry.capability] : []));
    const admitted = await this.#admitted(others);
    const run = (capability: Capability, input: PlainData, task: TaskOptions = {}) =>
      this.#sandbox.run(capability, input, portsOf(undefined), task);
    const journal = filled === undefined && hasJournal(this.#settings) ? this.#journal.get() : undefined;
    const around = requestsAround(gap, journal, others);
    const serving = { capabilities: filled === undefined ? others : [], served: around.served, run };
    const misled = await this.#misled(gap, wanted, serving);
    const failures: GeneratorFailure[] = [];
    const nearMisses: { readonly source: string; readonly reasons: readonly string[] }[] = [];
    let usage: ModelUsage | undefined;
    const generator = await allGenerators({
      root: this.#settings.root,
      admitted,
      run,
      types: (source) => this.#tools.types(source),
      model: options.languageModel === true ? this.#model : undefined,
      modelLimits: options.modelLimits,
      onUsage: (answered) => {
        usage = answered;
      },
      nearMisses: () => nearMisses,
      onFailure: (name, { message, hint, cause }) => {
        if (cause !== undefined) this.#logger.error(`The generator ${name} failed: ${messageOf(cause)}`);
        failures.push({ generator: name, message, ...(hint === undefined ? {} : { hint }) });
      },
      logger: this.#logger,
      filled,
    });
    const workshop = {
      generator,
      gates: { level: levelFor(policy), policy, sandbox: () => this.#sandbox.open(), tools: this.#tools },
      name: this.#freeName(options.name, gap.intent),
      // A function is called by its name, and takes no requests.
      others: filled === undefined ? others : [],
      requests: around.requests,
      served: around.served.filter(({ text }) => !misled.has(text)),
    };
    const result = await generateCapability(wanted, workshop, {
      budget: budgetOf(stop, options, startedAt),
      onRejected: ({ source }, { reasons }) => nearMisses.push({ source, reasons }),
      signal: options.signal,
      report: options.report,
    });
    // The word of the signal may still be under way; what was found until then was not waited for.
    if (new StopFlag(stop).isRaised) throw new CancelledError();
    const best = this.#remember(result, { examples: wanted.examples, policy, gap: gap.id, filled });
    const milliseconds = Math.round(performance.now() - startedAt);
    const { ended, attempts } = result;
    return {
      ...{ gap: gap.id, ended, attempts, failures: await withoutSecrets(failures), milliseconds },
      ...(best === undefined ? {} : { best }),
      ...(usage === undefined ? {} : { usage }),
    };
  }

  async fill(id: number, text: string, stub: Stub): Promise<string> {
    const { made, filled, inputs } = this.#remembered(id);
    const parts = filled && functionParts(made.draft.source, filled);
    if (parts === undefined) throw new Error('It was not generated for a function.');
    const written = filledWith(text, stub, parts, inputs);
    const mistake = await mistyped(stub.place.path, text, written, this.#tools);
    if (mistake === undefined) return written;
    throw new ToolwrightError(
      'function-mistyped',
      `What was generated for ${stub.name} cannot be written: ${mistake}`,
      {
        hint: 'Declare the types that its tests use, and try again.',
      },
    );
  }

  async objections(gap: Gap, source: string, options: TaskOptions = {}): Promise<readonly string[]> {
    const gates = { policy: this.#admission.policy(), sandbox: () => this.#sandbox.open(), tools: this.#tools };
    return objections(gap, source, { ...gates, level: 'STANDARD' }, options);
  }

  async keep(id: number, { name, person }: KeptGeneration): Promise<CapabilityRow> {
    const { made, report, basis, gap } = this.#remembered(id);
    const draft = { ...made.draft, name: name ?? made.draft.name };
    // The evidence is about the content, which is the same under another name.
    await this.#packages.create(draft);
    await this.#journal.get().saveReport({ ...report, name: draft.name, basis });
    this.#journal.get().decide({ kind: gapClosed, subject: gap, person, reason: `${draft.name} does it.` });
    this.#generated.delete(id);
    return this.#admission.row(this.#packages.entry(draft.name));
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#sandbox.dispose(), this.#tools.dispose()]);
    this.#journal.close();
  }

  #remembered(id: number): Remembered {
    const found = this.#generated.get(id);
    if (found !== undefined) return found;
    throw new ToolwrightError('generation-forgotten', 'This program is not remembered any more.', {
      hint: 'Generate it again.',
    });
  }

  /** What takes its time for the first candidate starts while it is being looked for. */
  #warmUp(): void {
    const quietly = (error: unknown) => this.#logger.debug(`Not warmed up: ${messageOf(error)}`);
    this.#sandbox.open().catch(quietly);
    this.#tools.types('export {};').catch(quietly);
  }

  /** Requests of a gap that lead elsewhere, and should not. @throws ToolwrightError `already-served` */
  #misled(gap: Gap, wanted: SynthesisGap, ports: Omit<ServingPorts, 'standingOf'>): Promise<ReadonlySet<string>> {
    const standingOf = (name: string) =>
      hasJournal(this.#settings)
        ? this.#admission.row(this.#packages.entry(name))
        : { standing: 'unverified' as const, reason: 'There is no evidence for its present content: verify it.' };
    return assertUnserved(gap, wanted.examples, namesOfInputs(wanted), { ...ports, standingOf });
  }

  /** Those that may run here and now: others are no parts of a new one. */
  async #admitted(all: readonly Capability[]): Promise<readonly Capability[]> {
    if (all.length === 0 || !hasJournal(this.#settings)) return [];
    // Only with the sandbox open it is known whose evidence counts.
    await this.#sandbox.open();
    const rows = this.#admission.rows(this.#packages.list());
    return rows.flatMap(({ standing, capability }) => (standing === 'admitted' && capability ? [capability] : []));
  }

  #freeName(wanted: string | undefined, intent: string): string {
    if (wanted !== undefined) return wanted;
    const name = nameFromTitle(intent) || 'generated';
    let free = name;
    for (let nth = 2; this.#packages.find(free) !== undefined; nth++) free = `${name}-${nth}`;
    return free;
  }

  #remember(
    { best }: LoopResult<MadeCapability>,
    {
      examples,
      policy,
      gap,
      filled,
    }: Pick<Remembered, 'gap' | 'filled'> & Pick<SynthesisGap, 'examples'> & { policy: Policy },
  ): GeneratedCapability | undefined {
    const made = best?.verdict.value;
    if (best === undefined || made?.report === undefined) return undefined;
    const { candidate, verdict, satisfied } = best;
    const { draft, capability, report, caveats } = made;
    const { name, folder } = capability;
    const { standing, reason } = rowOf(
      { state: 'valid', name, folder, capability },
      { policy: { value: policy, problems: [] }, report },
    );
    const id = ++this.#last;
    this.#generated.set(id, {
      made,
      report,
      basis: basisOf(policy),
      gap,
      filled,
      inputs: examples.map(({ input }) => input),
    });
    const [oldest] = this.#generated.keys();
    if (this.#generated.size > mostRemembered && oldest !== undefined) this.#generated.delete(oldest);
    const refused = verdict.rejection !== undefined;
    return {
      ...{ id, draft, report, satisfied, examples: examples.length },
      standing: refused || standing === 'broken' ? 'rejected' : standing,
      reason: refused && standing !== 'rejected' ? (verdict.rejection?.reasons[0] ?? reason) : reason,
      generator: candidate.generator,
      caveats: [...candidate.caveats, ...caveats],
      ...(candidate.question === undefined ? {} : { question: candidate.question }),
    };
  }
}

/** @throws ToolwrightError `stub-not-supported` */
function functionOf(stub: Stub, gap: SynthesisGap): FilledFunction {
  const names = parametersOf(stub);
  const { name, async, asyncAt } = stub;
  const known = gap.examples[0]?.input.length ?? names.length;
  const waits = async || asyncAt !== undefined;
  return { name: name.slice(name.lastIndexOf('.') + 1), parameters: names.slice(0, known), async: waits };
}

/** What servers of language models say may repeat what they were sent. */
async function withoutSecrets(failures: readonly GeneratorFailure[]): Promise<readonly GeneratorFailure[]> {
  const messages = (await redactTexts(failures.map(({ message }) => message))) as readonly string[];
  return failures.map((failure, at) => ({ ...failure, message: messages[at] ?? '' }));
}

/** A wish that nobody has asked for yet has words alone. */
function withStructure(gap: Gap): Gap {
  return Object.keys(gap.structure).length > 0 ? gap : { ...gap, structure: signatureOf(gap.intent).structure };
}

/** What the policy asks of a capability that is to run, and no less than STANDARD: below it nothing is run. */
function levelFor({ admitFrom }: Policy): VerificationLevel {
  const least = verificationLevels.indexOf('STANDARD');
  return verificationLevels[Math.max(least, verificationLevels.indexOf(admitFrom))] ?? 'STANDARD';
}

function budgetOf(stop: SharedArrayBuffer, { signal, languageModel }: GenerationOptions & TaskOptions, from: number) {
  const flag = new StopFlag(stop);
  const limit = from + longestGeneration(languageModel === true);
  return {
    steps,
    attempts: mostAttempts,
    ...(signal === undefined ? {} : { signal }),
    // Searches look at it again and again: so they can be ended while they look for no messages.
    get deadline() {
      return flag.isRaised ? 0 : limit;
    },
  };
}
