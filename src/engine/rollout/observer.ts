import { setImmediate } from 'node:timers/promises';
import {
  decide,
  Evidence,
  isSameStage,
  type Observation,
  type ObservationSource,
  ObservedTime,
  type Reading,
  type Rollout,
  type RolloutPolicy,
  stageOf,
} from '#capability/rollout';
import type { PlainData, RolloutDecision, RolloutPoint, RolloutStatus } from '#protocol';
import { type StageStart, stagesWith } from './decisionLog.ts';
import { Durations } from './durations.ts';

/** Points of the curve; when there are more, every other one goes. */
const mostPoints = 200;

/**
 * Watches one rollout: its evidence so far, from a source that is read on and on. All of it comes from what the source
 * tells, so after a restart it is the same again.
 */
export class Observer {
  readonly #policy: RolloutPolicy;
  readonly #source: ObservationSource;
  readonly #evidence: Evidence;
  readonly #time: ObservedTime;
  #rollout: Rollout;
  /** Those that are known, oldest first; the last one is on. */
  #stages: readonly StageStart[];
  /** How many of them have begun for the evidence; of those after the sure ones only a clock says so, and clocks jump. */
  #begun = 0;
  #sure = 0;
  /** The stage that requests have named and nobody has told of yet, where the evidence is in one. */
  #untold: string | undefined;
  #cursor: PlainData | undefined;
  #state: Reading['state'] = { kind: 'fresh' };
  #notes: readonly string[] = [];
  /** As it was at the last whole reading. */
  #read: Rollout | undefined;
  #changes = 0;
  /** Of single requests; a source of counters tells its own figures. */
  readonly #durations = { control: new Durations(), candidate: new Durations() };
  #told: Reading['latency'] = {};
  #curve: RolloutPoint[] = [];
  #apart = 1;
  #sincePoint = 0;
  /** The end of the queue of readings. */
  #last: Promise<void> = Promise.resolve();

  /**
   * @param policy for the capability and the strategy of the rollout
   * @param stages of the rollout so far, oldest first
   */
  constructor(
    rollout: Rollout,
    policy: RolloutPolicy,
    source: ObservationSource,
    stages: readonly StageStart[] = stagesWith([], undefined, rollout),
  ) {
    this.#rollout = rollout;
    this.#policy = policy;
    this.#source = source;
    const start = Date.parse(rollout.countedSince);
    this.#evidence = new Evidence(policy, start, { hasStable: rollout.stable !== undefined });
    this.#time = new ObservedTime(start, policy.silentMinutes * 60_000);
    this.#stages = stages;
    this.#enter(
      stages.findLastIndex(({ at }) => at === start),
      start,
    );
    this.#sure = this.#begun;
  }

  get curve(): readonly RolloutPoint[] {
    return this.#curve;
  }

  /** How long the requests of both versions take, for people. */
  get latency(): RolloutStatus['latency'] {
    const stable = this.#told.control ?? this.#durations.control.figures();
    const candidate = this.#told.candidate ?? this.#durations.candidate.figures();
    return { ...(stable && { stable }), ...(candidate && { candidate }) };
  }

  get notes(): readonly string[] {
    return this.#state.kind === 'fresh' ? this.#notes : [this.#state.reason, ...this.#notes];
  }

  /** What is said until it has read. */
  get waiting(): string {
    return `${this.#source.name} has not answered yet: the figures are shown as soon as they are there.`;
  }

  /** Grows whenever a reading has brought something new. */
  get changes(): number {
    return this.#changes;
  }

  /** Whether all was read since it came into its stage: before that nothing can be said of it. */
  hasRead(rollout: Rollout): boolean {
    return this.#read !== undefined && isSameStage(this.#read, rollout);
  }

  /**
   * Reads what is new.
   * @param rollout as it is now: another stage of the one that is observed
   * @param now in milliseconds since 1970
   * @throws CancelledError
   */
  observe(rollout: Rollout, now: number, signal?: AbortSignal): Promise<void> {
    const run = this.#last.then(() => this.#observe(rollout, now, signal));
    this.#last = run.catch(() => {});
    return run;
  }

  async #observe(rollout: Rollout, now: number, signal: AbortSignal | undefined): Promise<void> {
    this.#follow(rollout);
    const { kind } = this.#state;
    let isNew = !this.hasRead(rollout);
    let reading: Reading;
    do {
      reading = await this.#source.read(this.#cursor, signal);
      isNew ||= reading.observations.length > 0 || reading.state.kind !== kind;
      for (const observation of reading.observations) this.#add(observation);
      this.#cursor = reading.cursor;
      // After a restart there may be a million of them: whoever shares this thread has a turn in between.
      if (reading.more) await setImmediate();
    } while (reading.more);
    this.#state = reading.state;
    this.#notes = reading.notes;
    this.#told = reading.latency;
    this.#read = rollout;
    if (isNew) this.#changes++;
    // With observations that are still to come the evidence would be in a stage in which they were not made.
    if (reading.state.kind !== 'unreachable') this.#enterLast(now);
  }

  /** What the policy says now. May be asked as often as one likes. @param now in milliseconds since 1970 */
  decide(now: number): RolloutDecision {
    const stage = stageOf(this.#policy.stages, this.#rollout);
    const decision = decide(this.#evidence, this.#policy, stage, this.#time.at(now));
    const said = { ...decision, at: new Date(now).toISOString() };
    // What is known already may still do harm, whatever the source says now.
    if (this.#state.kind === 'fresh' || decision.action === 'roll-back' || decision.action === 'pause') return said;
    // Where nobody has asked for anything yet, the decision says so itself.
    if (decision.action === 'hold' && this.#state.kind === 'no-data') return said;
    return { ...said, action: 'hold', rule: 'no-data', words: `Hold: ${this.#state.reason}` };
  }

  #add(observation: Observation): void {
    if (observation.kind === 'opinion') {
      this.#evidence.addOpinion(observation.opinion);
    } else if (observation.kind === 'increment') {
      const { increment } = observation;
      const at = this.#time.observe(increment.at);
      const from = Math.max(0, at - (increment.at - increment.from));
      this.#enterUntil(increment.at, at);
      this.#evidence.addIncrement({ ...increment, from, at });
      this.#point(at);
    } else {
      const { request, stage } = observation;
      const at = this.#time.observe(request.at);
      this.#enterUntil(request.at, at, stage);
      this.#evidence.add({ ...request, at });
      this.#durations[request.arm].add(request.ms);
      this.#point(at);
    }
  }

  /** The rollout as it is now: in another stage, where the policy or somebody has changed that. */
  #follow(rollout: Rollout): void {
    this.#stages = stagesWith(this.#stages, this.#rollout, rollout);
    this.#rollout = rollout;
    this.#evidence.stage.percent = this.#share;
  }

  /**
   * Enters the stages that had begun when something was observed.
   * @param clock and the observed time, both in milliseconds since 1970
   * @param name of the stage in which it was routed, where that is recorded: clocks jump, so times hardly tell it
   */
  #enterUntil(clock: number, at: number, name?: string): void {
    if (name !== undefined && this.#isUntold(name)) {
      this.#untold = name;
      this.#evidence.enter(0, at);
    }
    while (this.#begun > this.#sure && (this.#stages[this.#begun - 1]?.at ?? 0) >= clock) {
      // The clock was wrong before: it is still to begin, and nobody knows how users are split until then.
      this.#begun--;
      this.#evidence.enter(0, at);
    }
    for (let next = this.#nextBegun(clock, name); next >= 0; next = this.#nextBegun(clock, name)) {
      const isSure = name === undefined || !this.#hasBegun(name);
      this.#enter(next, at);
      if (isSure) this.#sure = this.#begun;
    }
  }

  /** The place of the next stage that has begun; -1 where there is none. Requests that end late bring no stage back. */
  #nextBegun(clock: number, name: string | undefined): number {
    const isOver = name === undefined || this.#hasBegun(name);
    return this.#stages.findIndex(
      (one, place) => place >= this.#begun && (name === undefined || one.stage === name) && (!isOver || one.at < clock),
    );
  }

  /** Whether a stage of that name has begun: then another one of that name is told by the time alone. */
  #hasBegun(name: string): boolean {
    return this.#stages.some(({ stage }, place) => place < this.#begun && stage === name);
  }

  /** A stage that comes next by the policy, and that is not known: another program was quicker. */
  #isUntold(name: string): boolean {
    if (this.#stages.some(({ stage }) => stage === name)) return false;
    const place = (stage: string | undefined) => this.#policy.stages.findIndex((one) => one.name === stage);
    return place(name) > place(this.#stage);
  }

  /** A source may not tell stages; and the stage of now is on, whether it was seen in a request or not. */
  #enterLast(now: number): void {
    const last = this.#stages.length - 1;
    if (this.#begun <= last || this.#untold !== undefined) {
      // Who entered it was there then; not later than now, whatever the flag file says.
      const began = Math.min(this.#stages[last]?.at ?? now, now);
      this.#enter(last, this.#time.notice(began));
    }
    this.#sure = this.#begun;
  }

  /** @param place of the stage; -1 where nobody knows of one yet */
  #enter(place: number, at: number): void {
    this.#begun = place + 1;
    this.#untold = undefined;
    this.#evidence.enter(this.#share, at);
  }

  /** The name of the stage that the evidence is in; nothing where nobody knows. */
  get #stage(): string | undefined {
    return this.#untold ?? this.#stages[this.#begun - 1]?.stage;
  }

  /**
   * The share of users that the flag gave it in that stage, whatever the policy says of it by now. 0 where nobody knows keeps
   * users from being held for split wrongly.
   */
  get #share(): number {
    return this.#untold === undefined ? (this.#stages[this.#begun - 1]?.percent ?? 0) : 0;
  }

  #point(at: number): void {
    this.#sincePoint++;
    if (this.#sincePoint < this.#apart) return;
    this.#sincePoint = 0;
    const { control, candidate, repeats } = this.#evidence;
    this.#curve.push({
      at: new Date(at).toISOString(),
      stage: this.#stage ?? this.#rollout.stage,
      control: control.figures(repeats).errors,
      candidate: candidate.figures(repeats).errors,
    });
    if (this.#curve.length <= mostPoints) return;
    this.#curve = this.#curve.filter((_, index) => index % 2 === 1);
    this.#apart *= 2;
  }
}
