import { join } from 'node:path/posix';
import { type Logger, type Outcome, type TaskOptions, ToolwrightError } from '#base';
import {
  type AnswerOpinion,
  badAnswers,
  findFunctions,
  findStubs,
  gatherGaps,
  newStub,
  StubScan,
  unlessTooDeep,
} from '#capability/discovery';
import { defaultRetention, HeldJournal } from '#journal';
import {
  type DiscoverySession,
  type Gap,
  journalFile,
  type MissingCall,
  type RecordedRequest,
  type Stub,
  type StubText,
} from '#protocol';
import { stampOf } from '#workspace';
import { AppRequests } from './appRequests.ts';
import { gapClosed, gapIgnored, gapNoticed } from './decisions.ts';
import { opinionsIn } from './opinionsIn.ts';
import type { DiscoverySettings } from './settings.ts';
import { TestResults } from './testResults.ts';

/** A discovery session in this thread. */
export class LocalDiscoverySession implements DiscoverySession {
  readonly #settings: DiscoverySettings;
  readonly #scan: StubScan;
  readonly #apps: AppRequests;
  readonly #results: TestResults;
  readonly #journal: HeldJournal;
  /** The look at the folder under way: the next one begins after it. */
  #looking: Promise<unknown> = Promise.resolve();

  constructor(settings: DiscoverySettings, logger: Logger) {
    const root = settings.root.replaceAll('\\', '/').replace(/(?<=.)\/$/, '');
    this.#settings = { ...settings, root };
    this.#journal = new HeldJournal({ file: join(root, journalFile), retention: settings.retention, logger });
    this.#scan = new StubScan(root);
    this.#apps = new AppRequests(root, settings.outcomes);
    this.#results = new TestResults(root, settings.testResults);
  }

  gaps(options: TaskOptions = {}): Promise<Outcome<readonly Gap[]>> {
    const look = this.#looking.then(() => this.#gaps(options));
    this.#looking = look.catch(() => {});
    return look;
  }

  async stubsIn(path: string, text: string, wrong: readonly string[] = []): Promise<readonly Stub[]> {
    return unlessTooDeep(
      () => [...findStubs(path, text), ...(wrong.length === 0 ? [] : findFunctions(path, text, wrong))],
      () => [],
    );
  }

  async stubFor(path: string, text: string, call: MissingCall, gap: Gap | undefined): Promise<StubText | undefined> {
    return unlessTooDeep(
      () => newStub(path, text, call, gap),
      () => undefined,
    );
  }

  async ignore(
    gap: string,
    { ignored: isIgnored, person, reason }: Parameters<DiscoverySession['ignore']>[1],
  ): Promise<void> {
    if (person.trim() === '' || reason.trim() === '') {
      throw new ToolwrightError('decision-incomplete', 'A decision about a gap needs a name and a reason.');
    }
    this.#journal.get().decide({ kind: isIgnored ? gapIgnored : gapNoticed, subject: gap, person, reason });
  }

  async dispose(): Promise<void> {
    await this.#looking;
    this.#journal.close();
  }

  async #gaps(options: TaskOptions): Promise<Outcome<readonly Gap[]>> {
    const results = this.#results.read();
    const { value: functions, problems } = await this.#scan.scan(options, results.value);
    const apps = await this.#apps.read();
    const closed = this.#closed();
    const ignored = this.#ignored();
    const decided = new Set([...closed.keys(), ...ignored.keys()]);
    const own = this.#requests();
    const disliked = badAnswers([...apps.value.opinions, ...this.#opinions(own)]);
    const value = gatherGaps({
      ...functions,
      requests: [...apps.value.requests, ...own, ...disliked],
      ignored,
      decided,
      now: Date.now(),
    });
    return {
      value: value.filter(({ id, lastSeen = '' }) => lastSeen > (closed.get(id) ?? '') || !closed.has(id)),
      problems: [...problems, ...results.problems, ...apps.problems],
    };
  }

  #requests(): readonly RecordedRequest[] {
    if (!this.#hasJournal()) return [];
    const limit = this.#settings.retention?.entries ?? defaultRetention.entries;
    return this.#journal
      .get()
      .requests({ limit })
      .filter((one) => !isWithheld(one));
  }

  #opinions(requests: readonly RecordedRequest[]): readonly AnswerOpinion[] {
    if (!this.#hasJournal()) return [];
    const limit = this.#settings.retention?.entries ?? defaultRetention.entries;
    return opinionsIn(this.#journal.get().feedback({ limit }), requests);
  }

  #ignored(): ReadonlyMap<string, NonNullable<Gap['ignored']>> {
    const words = new Map<string, NonNullable<Gap['ignored']>>();
    if (!this.#hasJournal()) return words;
    const limit = this.#settings.retention?.entries ?? defaultRetention.entries;
    const decisions = [gapIgnored, gapNoticed].flatMap((kind) => [...this.#journal.get().decisions({ kind, limit })]);
    for (const { kind, subject, person, reason, at } of decisions.sort((a, b) => a.id - b.id)) {
      if (kind === gapIgnored) words.set(subject, { person, reason, at });
      else words.delete(subject);
    }
    return words;
  }

  /** Gaps that a capability closes, and since when. Whoever asks in vain after that opens one again. */
  #closed(): ReadonlyMap<string, string> {
    if (!this.#hasJournal()) return new Map();
    const limit = this.#settings.retention?.entries ?? defaultRetention.entries;
    const decisions = this.#journal.get().decisions({ kind: gapClosed, limit });
    return new Map(decisions.toReversed().map(({ subject, at }) => [subject, at]));
  }

  /** Looking for gaps makes no journal where there is none. */
  #hasJournal(): boolean {
    return stampOf(join(this.#settings.root, journalFile)) !== undefined;
  }
}

/** A capability that does it is there, and no version of it has reached the user yet: nothing is missing. */
const isWithheld = ({ outcome, name, version }: RecordedRequest): boolean =>
  outcome === 'permission' && name !== undefined && version === undefined;
