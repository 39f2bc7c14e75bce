import { once } from 'node:events';
import { CancelledError, type Logger, messageOf, type Problem, type TaskOptions, ToolwrightError } from '#base';
import type { Journal } from '#journal';
import type {
  AdvanceOrder,
  Capability,
  CapabilityRow,
  FeedbackWeight,
  OnwardOrder,
  RegistryEntry,
  RequestFeedback,
  RolloutNews,
  RolloutOrder,
  RolloutSession,
  RolloutStatus,
  RolloutStrategy,
} from '#protocol';
import { CursorNews } from './cursorNews.ts';
import { type FleetMetrics, fleetSourceOrSilence } from './fleetSource.ts';
import { openIn } from './openNames.ts';
import { mostAtFirst, refusalOf } from './refusal.ts';
import { Rollouts } from './rollouts.ts';

export interface RolloutDoorPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** Absolute; the one of the workspace by default. */
  readonly flags?: string | undefined;
  /** Where it is read what has become of requests; the journal by default. */
  readonly prometheus?: FleetMetrics | undefined;
  readonly journal: () => Journal;
  /** The capabilities in their folders. */
  readonly packages: {
    change(): Promise<void>;
    list(): readonly RegistryEntry[];
    find(name: string): RegistryEntry | undefined;
    capability(name: string): Capability;
  };
  /** Whether a content may run. */
  readonly row: (entry: RegistryEntry) => CapabilityRow;
  /** Opens the sandbox: only then it is known whose evidence counts. */
  readonly ready: () => Promise<unknown>;
  readonly logger: Logger;
}

/** Looks at what other programs do to the flag file, in milliseconds. */
const lookEvery = 500;

/** The figures of a fleet become others with each scrape: so often they are read anew, in milliseconds. */
const scrapeEvery = 15_000;

/** The part of a capability session that is about rollouts. */
export class RolloutDoor implements RolloutSession {
  readonly registry: Rollouts;
  readonly #ports: RolloutDoorPorts;
  readonly #news: CursorNews;
  readonly #end = new AbortController();
  #isChecked = false;

  constructor(ports: RolloutDoorPorts) {
    const { root, flags, prometheus, journal, packages, logger } = ports;
    this.#ports = ports;
    this.registry = new Rollouts({
      ...{ root, flags, journal, logger, source: fleetSourceOrSilence(prometheus).source },
      statusWithin: prometheus?.statusWithin,
      // A fleet has a controller of its own: here it is shown how it goes, and a person decides.
      mayDecide: () => flags === undefined && prometheus === undefined,
      inFolder: (name) => valid(packages.find(name)),
      refusal: (capability, policy) => refusalOf(ports, capability, policy),
      mostAtFirst: (capability) => mostAtFirst(ports, capability),
    });
    this.#news = new CursorNews(this.registry, journal, prometheus && scrapeEvery);
  }

  async rollouts({ signal }: TaskOptions = {}): Promise<readonly RolloutStatus[]> {
    await this.#ready();
    const startable = this.#ports.packages.list().filter((entry) => this.#mayEverRun(entry));
    const names = [
      ...startable.map(({ name }) => name),
      ...this.registry.names(),
      ...openIn(this.registry.flags.readOrLast()),
    ];
    // Side by side: a Prometheus that does not answer is waited for once.
    return Promise.all([...new Set(names)].sort().map((name) => this.registry.status(name, signal)));
  }

  async rolloutProblems(): Promise<readonly Problem[]> {
    await this.#ready();
    const { journalProblem } = this.registry;
    return [...(journalProblem === undefined ? [] : [journalProblem]), ...this.registry.problems()];
  }

  async rollout(name: string, { signal }: TaskOptions = {}): Promise<RolloutStatus | undefined> {
    await this.#ready();
    return this.#isKnown(name) ? this.registry.status(name, signal) : undefined;
  }

  async startRollout(
    name: string,
    order: RolloutOrder & { readonly strategy?: RolloutStrategy | undefined },
  ): Promise<RolloutStatus> {
    await this.#ready();
    await this.#ports.ready();
    await this.registry.start(this.#ports.packages.capability(name), order);
    return this.registry.status(name);
  }

  async advanceRollout(name: string, order: AdvanceOrder): Promise<RolloutStatus> {
    await this.#known(name);
    await this.#ports.ready();
    await this.registry.advance(name, order);
    return this.registry.status(name);
  }

  async pauseRollout(name: string, order: RolloutOrder): Promise<RolloutStatus> {
    return this.#do(name, 'pause', order);
  }

  async resumeRollout(name: string, order: OnwardOrder): Promise<RolloutStatus> {
    return this.#do(name, 'resume', order);
  }

  async rollBack(name: string, order: RolloutOrder): Promise<RolloutStatus> {
    return this.#do(name, 'roll-back', order);
  }

  async stopAllRollouts(order: RolloutOrder): Promise<readonly string[]> {
    await this.#ready();
    return this.registry.stopAll(order);
  }

  async recordFeedback({ request, person, rating, comment }: RequestFeedback): Promise<FeedbackWeight> {
    const journal = this.#ports.journal();
    const found = journal.request(request);
    if (found?.name === undefined) {
      throw new ToolwrightError('no-such-request', `There is no request ${request} that a capability has answered.`, {
        hint: 'The journal keeps requests for a time only; opinions are given right after the answer.',
      });
    }
    const { name, version } = found;
    const isFirst = journal.feedback({ request, limit: 1 }).length === 0;
    journal.recordFeedback({
      ...{ name, request, person, rating },
      ...(version === undefined ? {} : { version }),
      ...(comment === undefined ? {} : { comment }),
    });
    this.registry.lookSoon(name);
    if (!this.registry.counts(found)) return 'no-rollout';
    return isFirst ? 'counts' : 'not-the-first';
  }

  async rolloutNews(cursor: string | undefined, options: TaskOptions = {}): Promise<RolloutNews> {
    const signal = options.signal ? AbortSignal.any([options.signal, this.#end.signal]) : this.#end.signal;
    await this.#ready();
    for (;;) {
      const now = this.#news.cursor();
      if (now !== cursor) return { cursor: now, entries: cursor === undefined ? [] : this.#news.after(cursor) };
      await this.#somethingOr(lookEvery, signal);
      this.registry.recordFound();
    }
  }

  /** Whoever waits for news is cancelled, and what is under way ends. */
  async dispose(): Promise<void> {
    this.#end.abort();
    await this.registry.settle();
  }

  async #somethingOr(milliseconds: number, signal: AbortSignal): Promise<void> {
    const changed = new EventTarget();
    const tell = () => changed.dispatchEvent(new Event('changed'));
    const ends = [this.registry.onDidChange(tell), this.#ports.journal().onDidAppend(tell)];
    const timer = setTimeout(tell, milliseconds);
    try {
      await once(changed, 'changed', { signal });
    } catch {
      throw new CancelledError();
    } finally {
      clearTimeout(timer);
      for (const end of ends) end();
    }
  }

  async #do(name: string, kind: 'pause' | 'resume' | 'roll-back', order: OnwardOrder): Promise<RolloutStatus> {
    await this.#known(name);
    await this.registry.do(name, kind, order);
    return this.registry.status(name);
  }

  /** @throws ToolwrightError `no-such-capability` */
  async #known(name: string): Promise<void> {
    await this.#ready();
    if (!this.#isKnown(name)) this.#ports.packages.capability(name);
  }

  /** What is broken or was rejected has to become another content first: nobody looks for it among rollouts. */
  #mayEverRun(entry: RegistryEntry): boolean {
    if (this.registry.journalProblem !== undefined) return entry.state === 'valid';
    const { standing } = this.#ports.row(entry);
    return standing !== 'broken' && standing !== 'rejected';
  }

  #isKnown(name: string): boolean {
    return this.#ports.packages.find(name) !== undefined || this.registry.knows(name);
  }

  async #ready(): Promise<void> {
    await this.#ports.packages.change();
    const isChecked = this.#isChecked && this.registry.isRecorded;
    if (isChecked || this.registry.journalProblem !== undefined) return;
    try {
      this.registry.recordFound();
      this.#isChecked = true;
    } catch (error) {
      if (!ToolwrightError.is(error)) throw error;
      this.#ports.logger.warn(`What was done to rollouts elsewhere could not be recorded: ${messageOf(error)}`);
    }
  }
}

const valid = (entry: RegistryEntry | undefined): Capability | undefined =>
  entry?.state === 'valid' ? entry.capability : undefined;
