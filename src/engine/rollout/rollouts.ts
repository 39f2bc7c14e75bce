import { join } from 'node:path/posix';
import { type Logger, messageOf, type Problem, ToolwrightError } from '#base';
import {
  byPolicy,
  flagFileName,
  isOpen,
  type OtherFlag,
  objectionTo,
  policyFor,
  type Rollout,
  type RolloutEvent,
  type RolloutPolicy,
  rolloutPolicyFileName,
  stepBy,
  transition,
  withRollout,
} from '#capability/rollout';
import type { Journal } from '#journal';
import {
  type AdvanceOrder,
  type Capability,
  journalFile,
  type OnwardOrder,
  type RecordedRequest,
  type RolloutDecision,
  type RolloutLogEntry,
  type RolloutOrder,
  type RolloutStatus,
  type RolloutStrategy,
} from '#protocol';
import { allRecorded, lastRecorded, logAfter, type RolloutLog, recordRollout } from './decisionLog.ts';
import {
  errorOf,
  notThere,
  occupied,
  refused,
  refuseUnless,
  refuseUnlessAgreed,
  refuseUnlessSeen,
  stopIncomplete,
  undone,
} from './errors.ts';
import { fleetOf } from './flagPlace.ts';
import { FlagStore } from './flagStore.ts';
import { Looks } from './looks.ts';
import { namedOrder } from './namedOrder.ts';
import { Observers, type SourceOf } from './observers.ts';
import { openIn } from './openNames.ts';
import { missingFile } from './problems.ts';
import { readStatus, type StatusSources } from './readStatus.ts';
import { objectionToGoOn, tooManyAtFirst } from './refusal.ts';
import { RolloutJournal } from './rolloutJournal.ts';
import { RolloutPolicyFile } from './rolloutPolicy.ts';
import { StatusReadings } from './statusReadings.ts';
import { Versions } from './versions.ts';

export interface RolloutPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  readonly journal: () => Journal;
  /** The capability in its folder, as it is on the disk; nothing where there is none that can be read. */
  readonly inFolder: (name: string) => Capability | undefined;
  /** Why a content may not be rolled out, at the level of verification that the policy wants; nothing where it may. */
  readonly refusal: (capability: Capability, policy: RolloutPolicy) => string | undefined;
  /** The share of users that the first stage of a content may reach, in percent; all of them by default. */
  readonly mostAtFirst?: (capability: Capability) => number | undefined;
  readonly logger: Logger;
  /** Where it is read what has become of requests; the journal by default. */
  readonly source?: SourceOf | undefined;
  /** How long a status waits for figures, see `StatusReadings`. */
  readonly statusWithin?: number | undefined;
  /** Whether the policy may do anything here now: not where another controller leads. */
  readonly mayDecide?: (() => boolean) | undefined;
  /** Absolute; the one of the workspace by default. */
  readonly flags?: string | undefined;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly clock?: (() => number) | undefined;
}

/** The rollouts of a workspace: what is done to them, and what the policy does to them by itself. */
export class Rollouts {
  readonly versions: Versions;
  readonly flags: FlagStore;
  readonly #ports: RolloutPorts;
  readonly #journal: RolloutJournal;
  readonly #policy: RolloutPolicyFile;
  readonly #fleet: string | undefined;
  readonly #clock: () => number;
  readonly #observers: Observers;
  readonly #readings: StatusReadings;
  readonly #sources: StatusSources;
  readonly #listeners = new Set<() => void>();
  /** What was done here and could not be recorded yet, by the capability. */
  readonly #unrecorded = new Map<string, Problem>();
  readonly #looks: Looks;

  constructor(ports: RolloutPorts) {
    this.#ports = ports;
    this.#clock = ports.clock ?? Date.now;
    this.#journal = new RolloutJournal(ports.journal, join(ports.root, journalFile));
    this.#policy = new RolloutPolicyFile(ports.root);
    this.versions = new Versions(ports.root);
    const file = ports.flags ?? join(ports.root, flagFileName);
    this.#fleet = fleetOf(ports.root, file);
    const recorded = () => this.#asRecorded();
    this.flags = new FlagStore({ root: ports.root, file, shown: ports.flags, recorded, logger: ports.logger });
    const log = (journal: Journal) => this.#log(journal);
    this.#observers = new Observers(this.#journal, log, ports.source);
    this.#readings = new StatusReadings(ports.statusWithin, () => this.#tell());
    this.#sources = {
      ...{ flags: this.flags, versions: this.versions, policy: this.#policy, journal: this.#journal, log },
      ...{ observers: this.#observers, readings: this.#readings, unrecorded: this.#unrecorded, clock: this.#clock },
      ...{ inFolder: ports.inFolder, refusal: ports.refusal },
      mostAtFirst: (capability) => ports.mostAtFirst?.(capability),
      isKnown: (name) => this.knows(name) || ports.inFolder(name) !== undefined,
    };
    this.#looks = new Looks(
      (name) => this.look(name),
      (name, error) => ports.logger.error(`The rollout of ${name} could not be looked at: ${messageOf(error)}`),
    );
  }

  /** Tells that something was done to a rollout, here, or that there are figures that came late. @returns ends it */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Names of the capabilities that have a rollout. */
  names(): readonly string[] {
    return [...this.flags.inForce().rollouts.keys()];
  }

  get(name: string): Rollout | undefined {
    return this.flags.read().value.rollouts.get(name);
  }

  /** Whether there is, or was, anything of a rollout by that name: what users still get can be taken back. */
  knows(name: string): boolean {
    const { rollouts, others } = this.flags.readOrLast();
    const isThere = rollouts.has(name) || others.get(name)?.stray !== undefined;
    return isThere || lastRecorded(this.#log(), name) !== undefined;
  }

  /** What was done to them after a decision, oldest first. @param id of the decision in the journal */
  doneAfter(id: number): readonly RolloutLogEntry[] {
    return logAfter(this.#log(this.#journal.get()), id);
  }

  /** Whether a request in the journal speaks for a version of a rollout that goes on; what a fleet has met is not in there. */
  counts({ name, rollout, variant }: Pick<RecordedRequest, 'name' | 'rollout' | 'variant'>): boolean {
    if (this.#ports.source !== undefined) return false;
    const open = name === undefined ? undefined : this.get(name);
    return (
      open?.id === rollout && open !== undefined && isOpen(open) && (variant === 'stable' || variant === 'candidate')
    );
  }

  /** How often figures came that a status had not waited for. */
  get lateFigures(): number {
    return this.#readings.told;
  }

  /** All that was done here is in the journal. */
  get isRecorded(): boolean {
    return this.#unrecorded.size === 0;
  }

  /** Why nothing can be recorded now; what stops users from getting something does not wait for that. */
  get journalProblem(): Problem | undefined {
    return this.#journal.problem;
  }

  /**
   * What keeps rollouts from going on as they should: of the flag file, of flags that were damaged, of the policy.
   * @param isExpected whether there should be a flag file; by default, where somebody named one
   */
  problems(isExpected?: boolean): readonly Problem[] {
    const { value, problems } = this.flags.read();
    const missing = missingFile(this.flags, isExpected);
    const damaged = [...value.others].filter(([name, one]) => one.isDamaged || one.isOff || value.rollouts.has(name));
    return [
      ...(missing === undefined ? [] : [missing]),
      ...problems,
      ...damaged.map(([, { problem }]) => problem),
      ...this.#unrecorded.values(),
      ...this.#policy.problems(this.#sources.isKnown),
    ];
  }

  /** All that is known of one; its figures are read anew. */
  status(name: string, signal?: AbortSignal): Promise<RolloutStatus> {
    return readStatus(this.#sources, name, signal);
  }

  /**
   * Freezes the content of the capability's folder, and gives it to the users of the first stage.
   * @throws ToolwrightError `rollout-not-admitted`, `rollout-refused`, and those of {@link Versions.freeze} and the flag file
   */
  async start(
    capability: Capability,
    { strategy, ...order }: RolloutOrder & { readonly strategy?: RolloutStrategy | undefined },
  ): Promise<void> {
    const { name, version, hash } = capability;
    const policy = policyFor(this.#policy.usable(), name, strategy);
    const refusal = this.#ports.refusal(capability, policy);
    if (refusal !== undefined) {
      throw new ToolwrightError('rollout-not-admitted', `${name} ${version} is not rolled out: ${refusal}`, {
        hint: `Verify it up to ${policy.level}, or more.`,
      });
    }
    const tooMany = tooManyAtFirst(policy, this.#ports.mostAtFirst?.(capability));
    if (tooMany !== undefined) {
      throw new ToolwrightError('rollout-not-admitted', `${name} ${version} is not rolled out: ${tooMany}`, {
        hint: `Begin with a smaller stage in ${rolloutPolicyFileName}; how many it may be says firstStage in .toolwright/policy.json.`,
      });
    }
    // A new file with one flag would take what they get from the users of all others.
    const missing = missingFile(this.flags, false);
    if (missing !== undefined) throw errorOf(missing);
    const by = { ...(await namedOrder(order)), at: this.#now() };
    const event = { kind: 'start', candidate: version, content: hash, strategy: policy.strategy, ...by } as const;
    // Nothing is frozen for a start that is refused; asked once more when nobody else can write.
    const other = this.flags.read().value.others.get(name);
    if (other !== undefined) throw occupied(name, other);
    refuseUnless(name, transition(this.get(name), event, policy));
    this.versions.freeze(capability);
    await this.#apply(name, event, { policy });
  }

  /** @throws ToolwrightError `rollout-refused`, also where it is no longer what the order was given for */
  async advance(name: string, { overrule = false, revision, ...order }: AdvanceOrder): Promise<void> {
    this.#journal.get();
    const { rollout, policy, decision } = await this.#decided(name, this.#policy.usable());
    refuseUnlessSeen(name, revision, rollout);
    const objection = objectionToGoOn(this.#sources, name, rollout, policy);
    if (objection !== undefined) throw refused(name, objection);
    if (objectionTo(rollout, decision) !== undefined) refuseUnlessAgreed(name, overrule, decision);
    const by = { ...(await namedOrder(order)), at: this.#now() };
    const event = { kind: 'advance', decision, overrule: overrule !== false, ...by } as const;
    await this.#apply(name, event, { policy, revision: rollout.revision, decision });
  }

  /** @throws ToolwrightError `rollout-refused` */
  async do(name: string, kind: 'pause' | 'resume' | 'roll-back', { revision, ...order }: OnwardOrder): Promise<void> {
    if (kind !== 'roll-back') this.#journal.get();
    const { rollouts, others } = kind === 'roll-back' ? this.flags.readOrLast() : this.flags.read().value;
    const rollout = rollouts.get(name) ?? (kind === 'roll-back' ? others.get(name)?.stray : undefined);
    if (rollout === undefined) throw this.#notThere(name);
    // In an emergency a policy that cannot be used is in nobody's way.
    const policy = policyFor(this.#policy.orDefault(), name, rollout.strategy);
    const event = { kind, ...(await namedOrder(order)), at: this.#now() };
    // Whoever stops something wants it stopped wherever it stands.
    await this.#apply(name, event, { policy, revision: kind === 'resume' ? revision : undefined });
  }

  /**
   * Rolls back all that go on, also by flags that are none of a rollout. One that cannot be does not keep the others from it.
   * @returns their names
   * @throws ToolwrightError `rollout-stop-incomplete`, which names both; `flags-missing`
   */
  async stopAll(order: RolloutOrder): Promise<readonly string[]> {
    const open = openIn(this.flags.readOrLast());
    const missing = open.length === 0 ? missingFile(this.flags) : undefined;
    if (missing !== undefined) throw errorOf(missing);
    const results = await Promise.allSettled(open.map((name) => this.do(name, 'roll-back', order)));
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : []));
    if (failed.length === 0) return open;
    const done = open.filter((_, at) => results[at]?.status === 'fulfilled');
    throw stopIncomplete(done, failed);
  }

  /** Lets the policy look at a rollout soon; what goes wrong is logged. For after a request, which does not wait for it. */
  lookSoon(name: string): void {
    if (this.#ports.mayDecide?.() !== false) this.#looks.soon(name);
  }

  /**
   * Lets the policy look at a rollout, and do what it says. While its file cannot be used, what it said last takes versions back,
   * and advances none; while the journal cannot be opened, versions are taken back alone.
   * @returns what it said; nothing where there is no rollout that goes on
   * @throws ToolwrightError `rollout-step-undone` where the flag is damaged, `flags-unreadable`, `flags-busy`, `journal-failed`; CancelledError
   */
  async look(name: string, signal?: AbortSignal): Promise<RolloutDecision | undefined> {
    const open = this.get(name);
    if (open === undefined || !isOpen(open)) return undefined;
    const { rollout, policy, decision } = await this.#decided(name, this.#policy.usableOrLast(), signal);
    const kind = stepBy(rollout, decision);
    // Without the journal users are protected from what is known to do harm, and nothing else can be said or done.
    const unrecorded = kind === 'roll-back' ? undefined : this.#journal.problem;
    if (unrecorded !== undefined) throw errorOf(unrecorded);
    if (kind === undefined) return decision;
    const [unusable] = this.#policy.read().problems;
    const objection =
      kind === 'advance' ? (unusable?.message ?? objectionToGoOn(this.#sources, name, rollout, policy)) : undefined;
    if (objection !== undefined) return { ...decision, action: 'hold', words: `Hold: ${objection}` };
    const other = this.flags.read().value.others.get(name);
    if (other !== undefined) throw undone(name, decision, other);
    const event = { kind, decision, by: byPolicy, reason: decision.words, at: this.#now() } as RolloutEvent;
    await this.#apply(name, event, { policy, revision: rollout.revision, decision }).catch((error: unknown) => {
      // Another window or a person was quicker; whatever is to be done then, the next look finds.
      if (!ToolwrightError.is(error, 'rollout-refused')) throw error;
    });
    return decision;
  }

  /** Keeps in the journal what is in the flag file and not in the journal: others have written it, or we were stopped. */
  recordFound(): void {
    const log = this.#log(this.#journal.get());
    for (const [name, rollout] of this.flags.read().value.rollouts) {
      const known = lastRecorded(log, name);
      const isSame = known?.revision === rollout.revision && known.id === rollout.id;
      if (!isSame) recordRollout(log, name, rollout, { found: true });
      else if (known.state !== rollout.state || usersOf(known) !== usersOf(rollout)) {
        // Whoever wrote the last revision did not write this.
        const [before, now] = [usersOf(known), usersOf(rollout)];
        const what =
          before === now ? `it was ${inWords(known)}, and now ${inWords(rollout)}` : `${before} had it, and now ${now}`;
        const reason = `The flag file was changed by hand: ${what}.`;
        recordRollout(log, name, { ...rollout, by: 'somebody', reason }, { found: true });
      }
    }
    this.#unrecorded.clear();
  }

  /** Ends what only shows, and waits for all else that is under way. */
  async settle(): Promise<void> {
    this.#readings.end();
    await this.#looks.settle();
    this.#journal.close();
  }

  /** The flag first, then the journal: a program that is stopped in between finds it there when it is started again. */
  async #apply(
    name: string,
    event: RolloutEvent,
    {
      policy,
      revision,
      decision,
    }: { policy: RolloutPolicy; revision?: number | undefined; decision?: RolloutDecision },
  ): Promise<void> {
    const isEmergency = event.kind === 'roll-back' && event.by !== byPolicy;
    const change = (now: Rollout | undefined, other: OtherFlag | undefined) => {
      if (other !== undefined && !isEmergency) throw occupied(name, other);
      if (event.by === byPolicy && this.#ports.mayDecide?.() === false)
        throw refused(name, 'Another controller leads.');
      refuseUnlessSeen(name, revision, now);
      return refuseUnless(name, transition(now ?? other?.stray, event, policy));
    };
    const rollout = await this.flags.update(name, change, isEmergency);
    this.#record(name, rollout, decision);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** What is in the flag file is done, whether it can be recorded or not; what was not is found there, see {@link recordFound}. */
  #record(name: string, rollout: Rollout, decision: RolloutDecision | undefined): void {
    try {
      recordRollout(this.#log(this.#journal.get()), name, rollout, { decision });
      this.#unrecorded.delete(name);
    } catch (error) {
      const message = `${name}: ${rollout.command} was done, and could not be recorded. ${messageOf(error)}`;
      const hint = 'It is in the flag file, and is recorded when the journal can be written again.';
      this.#unrecorded.set(name, { code: 'rollout-not-recorded', severity: 'warning', message, hint });
      this.#ports.logger.error(`${message} ${hint}`);
    }
  }

  /** Why there is no rollout by that name: a flag that is none may bear it. */
  #notThere(name: string): ToolwrightError {
    const other = this.flags.readOrLast().others.get(name);
    return other === undefined ? notThere(name, lastRecorded(this.#log(), name), this.flags) : occupied(name, other);
  }

  /** What the policy says to a rollout now. */
  async #decided(name: string, of: RolloutPolicy, signal?: AbortSignal) {
    const rollout = this.get(name);
    if (rollout === undefined) throw this.#notThere(name);
    const policy = policyFor(of, name, rollout.strategy);
    const observer = this.#observers.of(name, rollout, policy);
    await observer.observe(rollout, this.#clock(), signal);
    return { rollout, policy, decision: observer.decide(this.#clock()) };
  }

  /** What is done to rollouts by this flag file. */
  #log(journal = this.#journal.toRead()): RolloutLog {
    return { journal, fleet: this.#fleet };
  }

  /** The flag file by what the journal knows, where there is none that can be read. */
  #asRecorded(): string | undefined {
    return [...allRecorded(this.#log())].reduce<string | undefined>(
      (file, [name, rollout]) => withRollout(file, name, rollout),
      undefined,
    );
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

const inWords = ({ state }: Rollout): string => state.replace('-', ' ');

const usersOf = ({ percent, groups, unnamed, keptOut = [] }: Rollout): string =>
  [
    ...[`${percent} %`, ...groups, ...(unnamed ? ['whom nobody names'] : [])],
    ...keptOut.map((group) => `nobody of ${group}`),
  ].join(', ');
