import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { type Logger, messageOf, type Problem } from '#base';
import type {
  BenchmarkReport,
  CapabilityRequest,
  ComparisonReport,
  EvidenceBasis,
  RecordedRequest,
  RequestOutcome,
  RunnerName,
  VerificationLevel,
  VerificationReport,
} from '#protocol';
import { capabilityNamed, verificationLevels } from '#protocol';
import { Appends } from './appends.ts';
import { type PresentContents, prune } from './prune.ts';
import type {
  BenchmarkQuery,
  DecisionQuery,
  Feedback,
  FeedbackQuery,
  JournalDecision,
  JournalTable,
  Recorded,
  RequestQuery,
  Retention,
  RolloutFeedback,
  RolloutMark,
  RolloutRequest,
} from './records.ts';
import { redactMatch, redactReport, redactRequest, redactText } from './redact.ts';
import { flagsIn, rolloutFeedback, rolloutRequests } from './rolloutQueries.ts';
import { redactPatterns } from './secrets.ts';
import { journalError } from './sqlite.ts';

type Row = Record<string, SQLInputValue>;

/** Parts of a report that it is looked for by, in SQL. */
const [policyIn, productIn, runnerIn, verdictIn] = [
  'basis.policy',
  'basis.product',
  'sandbox.runner',
  'decision.verdict',
].map((path) => `json_extract(report, '$.${path}')`);

const defaultLimit = 100;
/** Records of this window between two looks at the retention. */
const pruneEvery = 200;

/**
 * The append-only record of requests, decisions, reports and feedback. What a method has acknowledged is on the disk.
 * Several processes may have the same journal open. Lists are latest first.
 */
export class Journal {
  /** What happened to the file when it was opened. */
  readonly problems: readonly Problem[];
  readonly #database: DatabaseSync;
  readonly #isInPlace: () => boolean;
  readonly #retention: Required<Retention>;
  readonly #present: PresentContents;
  readonly #clock: () => number;
  readonly #logger: Logger;
  readonly #appends: Appends;
  readonly #statements = new Map<string, StatementSync>();
  #sincePrune = 0;

  /** @param database of the present version */
  constructor(
    database: DatabaseSync,
    settings: {
      readonly problems: readonly Problem[];
      readonly isInPlace: () => boolean;
      readonly retention: Required<Retention>;
      readonly present: PresentContents;
      readonly clock: () => number;
      readonly logger: Logger;
    },
  ) {
    this.#database = database;
    this.problems = settings.problems;
    this.#isInPlace = settings.isInPlace;
    this.#retention = settings.retention;
    this.#present = settings.present;
    this.#clock = settings.clock;
    this.#logger = settings.logger;
    this.#appends = new Appends(database);
  }

  /** Whether others who open it get the same one: not so once its file was removed or replaced. */
  get isInPlace(): boolean {
    return this.#isInPlace();
  }

  /** Keeps a request and how it ended, without secrets and large inputs. Resolves when it is on the disk. */
  async recordRequest(
    request: CapabilityRequest,
    outcome: RequestOutcome,
    milliseconds: number,
    rollout?: RolloutMark,
  ): Promise<RecordedRequest> {
    // It is as old as the call, however long the look for secrets takes.
    const at = this.#now();
    const kept = await redactRequest(request);
    const reason = outcome.kind === 'served' ? undefined : await redactText(outcome.reason);
    const { kind, name, version } = outcome;
    const match = outcome.kind === 'served' && outcome.match ? redactMatch(outcome.match, kept) : undefined;
    const guesses = outcome.kind === 'served' || outcome.guesses.length === 0 ? undefined : outcome.guesses;
    const row = this.#append('requests', {
      ...{ at, request: JSON.stringify(kept), outcome: kind, reason, name, version, milliseconds },
      matched: match && JSON.stringify(match),
      guesses: guesses && JSON.stringify(guesses),
      ...{ variant: rollout?.variant, rollout: rollout?.id, stage: rollout?.stage },
    });
    return requestOf(row);
  }

  requests({ since, outcome, name, limit }: RequestQuery = {}): readonly RecordedRequest[] {
    return this.#select('requests', { 'at >= ?': since, 'outcome = ?': outcome, 'name = ?': name }, limit).map(
      requestOf,
    );
  }

  decide(decision: JournalDecision): Recorded<JournalDecision> {
    const { kind, subject, person } = decision;
    const reason = redactPatterns(decision.reason);
    const known = decision.known === undefined ? undefined : JSON.stringify(decision.known);
    return decisionOf(this.#append('decisions', { at: this.#now(), kind, subject, person, reason, known }));
  }

  decisions({ kind, kinds, subject, after, flags, limit }: DecisionQuery = {}): readonly Recorded<JournalDecision>[] {
    const like = kinds === undefined ? undefined : `${kinds}%`;
    const byFlags = { [`${flagsIn} ${flags === null ? 'IS NULL' : '= ?'}`]: flags };
    const conditions = { 'kind = ?': kind, 'kind LIKE ?': like, 'subject = ?': subject, 'id > ?': after, ...byFlags };
    return this.#select('decisions', conditions, limit).map(decisionOf);
  }

  /** Keeps a report, without secrets and large values in its runs. @returns it as it is kept, when it is on the disk */
  async saveReport(report: VerificationReport): Promise<VerificationReport> {
    const at = this.#now();
    const kept = await redactReport(report);
    const { name, version, hash, asked } = report;
    return reportOf(this.#append('reports', { at, name, version, hash, level: asked, report: JSON.stringify(kept) }));
  }

  /**
   * The latest report on a content.
   * @param atLeast only of those for which this level was asked, or a higher one
   * @param basis only of those that rest on it; of `runners` where they are given, unless nothing was run or it was rejected
   */
  report(
    hash: string,
    atLeast: VerificationLevel = 'BASIC',
    basis?: EvidenceBasis & { readonly runners?: readonly RunnerName[] },
  ): VerificationReport | undefined {
    const levels = verificationLevels.slice(verificationLevels.indexOf(atLeast));
    const all = levels.length === verificationLevels.length;
    const level = all ? {} : { [`level IN (${levels.map((name) => `'${name}'`).join()})`]: null };
    const runner = basis?.runners && {
      [`(${runnerIn} IS NULL OR ${verdictIn} = 'reject' OR ${runnerIn} IN (${basis.runners.map((name) => `'${name}'`).join()}))`]:
        null,
    };
    const conditions = { [`${policyIn} = ?`]: basis?.policy, [`${productIn} = ?`]: basis?.product, ...runner };
    const [row] = this.#select('reports', { 'hash = ?': hash, ...level, ...conditions }, 1);
    return row && reportOf(row);
  }

  /** The reports of a capability that are kept. @param also names that it had before */
  history(name: string, also: readonly string[] = []): readonly VerificationReport[] {
    return this.#select('reports', { 'name IN (SELECT value FROM json_each(?))': JSON.stringify([name, ...also]) }).map(
      reportOf,
    );
  }

  /** Other names under which a content was verified: evidence is of a content, whatever it is called. */
  namesOf(hash: string, but: string): readonly string[] {
    const rows = this.#select('reports', { 'hash = ?': hash, 'name <> ?': but });
    return [...new Set(rows.map(({ name }) => String(name)))];
  }

  /** Keeps what was measured of a capability: figures alone, no inputs and no answers. */
  saveBenchmark(report: BenchmarkReport): void {
    const { name, version, hash, machine } = report;
    const row = { name, version, hash, machine: machine.fingerprint, report: JSON.stringify(report) };
    this.#append('benchmarks', { at: this.#now(), ...row });
  }

  /** What was measured. */
  benchmarks({ name, machine, limit }: BenchmarkQuery = {}): readonly BenchmarkReport[] {
    return this.#select('benchmarks', { 'name = ?': name, 'machine = ?': machine }, limit).map(
      ({ report }) => JSON.parse(String(report)) as BenchmarkReport,
    );
  }

  /** Keeps what several came to beside each other. */
  saveComparison(report: ComparisonReport): void {
    const compared = report.compared.map(({ name }) => name);
    // A version is found by the name of its capability, too.
    const names = JSON.stringify([...new Set([...compared, ...compared.map(capabilityNamed)])]);
    const row = { names, machine: report.machine.fingerprint, report: JSON.stringify(report) };
    this.#append('comparisons', { at: this.#now(), ...row });
  }

  /** Comparisons, of all capabilities or of those that name one of them. */
  comparisons({ name, machine, limit }: BenchmarkQuery = {}): readonly ComparisonReport[] {
    const isNamed = 'EXISTS (SELECT 1 FROM json_each(names) WHERE value = ?)';
    return this.#select('comparisons', { [isNamed]: name, 'machine = ?': machine }, limit).map(
      ({ report }) => JSON.parse(String(report)) as ComparisonReport,
    );
  }

  recordFeedback(feedback: Feedback): Recorded<Feedback> {
    const { name, version, request, person, rating } = feedback;
    const comment = feedback.comment === undefined ? undefined : redactPatterns(feedback.comment);
    return this.#append('feedback', { at: this.#now(), name, version, request, person, rating, comment }) as never;
  }

  feedback({ name, request, limit }: FeedbackQuery = {}): readonly Recorded<Feedback>[] {
    return this.#select('feedback', { 'name = ?': name, 'request = ?': request }, limit) as never;
  }

  /** Requests of a rollout that say something about a version, oldest first. @param after the id of the last one that is known */
  rolloutRequests(rollout: string, capability: string, after = 0, limit = 1000): readonly RolloutRequest[] {
    return this.#all(rolloutRequests, [rollout, capability, after, limit]).map(
      ({ groups, ...row }) => ({ ...row, groups: JSON.parse(String(groups)) }) as unknown as RolloutRequest,
    );
  }

  /** Opinions on requests of a rollout, oldest first. @param after the id of the last one that is known */
  rolloutFeedback(rollout: string, capability: string, after = 0, limit = 1000): readonly RolloutFeedback[] {
    return this.#all(rolloutFeedback, [rollout, capability, after, limit]) as unknown as readonly RolloutFeedback[];
  }

  /** One request; undefined where it is not there, or no more. */
  request(id: number): RecordedRequest | undefined {
    const [row] = this.#select('requests', { 'id = ?': id }, 1);
    return row && requestOf(row);
  }

  /** Tells that something was appended, by this window at once, by others within about a second. @returns ends it */
  onDidAppend(listener: () => void): () => void {
    return this.#appends.listen(listener);
  }

  /** Deletes what is beyond the retention. Done by itself from time to time. @returns how many records */
  prune(): number {
    this.#sincePrune = 0;
    return prune(this.#database, this.#retention, this.#clock(), this.#present);
  }

  close(): void {
    this.#appends.stop();
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }

  #append(table: JournalTable, fields: Readonly<Record<string, SQLInputValue | undefined>>): Row {
    const given = Object.entries(fields).filter((field): field is [string, SQLInputValue] => field[1] !== undefined);
    const names = given.map(([name]) => name);
    const places = names.map(() => '?').join(', ');
    let row: Row;
    try {
      const statement = this.#prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`);
      const { lastInsertRowid } = statement.run(...given.map(([, value]) => value));
      row = { id: Number(lastInsertRowid), ...Object.fromEntries(given) };
    } catch (error) {
      throw journalError('be written', error);
    }
    this.#pruneSometimes();
    this.#appends.tell();
    return row;
  }

  /** The record is written whatever becomes of pruning. */
  #pruneSometimes(): void {
    this.#sincePrune++;
    if (this.#sincePrune < pruneEvery) return;
    try {
      this.prune();
    } catch (error) {
      this.#logger.warn(`The journal could not be pruned: ${messageOf(error)}`);
    }
  }

  /** @param conditions with their values; those without a value do not count, null stands for one that needs none */
  #select(
    table: JournalTable,
    conditions: Readonly<Record<string, SQLInputValue | undefined>>,
    limit = defaultLimit,
  ): Row[] {
    const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
    const where = given.length > 0 ? `WHERE ${given.map(([condition]) => condition).join(' AND ')}` : '';
    const values = given.flatMap(([, value]) => (value === null || value === undefined ? [] : [value]));
    const rows = this.#all(`SELECT * FROM ${table} ${where} ORDER BY id DESC LIMIT ?`, [...values, limit]);
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row);
  }

  #all(sql: string, values: readonly SQLInputValue[]): Row[] {
    try {
      return this.#prepare(sql).all(...values) as Row[];
    } catch (error) {
      throw journalError('be read', error);
    }
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function requestOf({ request, matched, guesses, ...row }: Row): RecordedRequest {
  const more = {
    ...(matched === undefined ? {} : { match: JSON.parse(String(matched)) }),
    ...(guesses === undefined ? {} : { guesses: JSON.parse(String(guesses)) }),
  };
  return { ...row, ...more, request: JSON.parse(String(request)) } as unknown as RecordedRequest;
}

function decisionOf({ known, ...row }: Row): Recorded<JournalDecision> {
  return { ...row, ...(known === undefined ? {} : { known: JSON.parse(String(known)) }) } as never;
}

function reportOf({ report }: Row): VerificationReport {
  return JSON.parse(String(report)) as VerificationReport;
}
