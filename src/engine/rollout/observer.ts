import { setImmediate } from 'node:timers/promises';
import {
  decide,
  Evidence,
  type Observation,
  type ObservationSource,
  ObservedTime,
  type Reading,
  type Rollout,
  type RolloutPolicy,
  stageOf,
} from '#capability/rollout';
import type { PlainData, RolloutDecision, RolloutPoint, RolloutStatus } from '#protocol';
import type { StageStart } from './decisionLog.ts';
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
  /** The stage that the evidence is in; nothing where nobody knows. */
  #entered: string | undefined;
  /** Those that are still to begin, for sources that do not tell stages. */
  readonly #ahead: StageStart[];
  /**
   * The share of users that the flag gave it in each stage, whatever the policy says of that stage by now. 0 where nobody knows,
   * or it was changed meanwhile, keeps users from being held for split wrongly.
   */
  readonly #shares: Map<string | undefined, number>;
  #cursor: PlainData | undefined;
  #state: Reading['state'] = { kind: 'fresh' };
  #notes: readonly string[] = [];
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
  constructor(rollout: Rollout, policy: RolloutPolicy, source: ObservationSource, stages: readonly StageStart[]) {
    this.#rollout = rollout;
    this.#policy = policy;
    this.#source = source;
    const start = Date.parse(rollout.countedSince);
    this.#evidence = new Evidence(policy, start, { hasStable: rollout.stable !== undefined });
    this.#time = new ObservedTime(start, policy.silentMinutes * 60_000);
    this.#ahead = [...stages];
    this.#shares = new Map(stages.map(({ stage, percent }) => [stage, percent]));
    this.#enter(undefined, start);
    this.#enterUntil(start, start);
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
    this.#rollout = rollout;
    const { stage, percent } = rollout;
    this.#shares.set(stage, [percent, undefined].includes(this.#shares.get(stage)) ? percent : 0);
    let reading: Reading;
    do {
      reading = await this.#source.read(this.#cursor, signal);
      for (const observation of reading.observations) this.#add(observation);
      this.#cursor = reading.cursor;
      // After a restart there may be a million of them: whoever shares this thread has a turn in between.
      if (reading.more) await setImmediate();
    } while (reading.more);
    this.#state = reading.state;
    this.#notes = reading.notes;
    this.#told = reading.latency;
    // A source may not tell stages; and the stage of now is on, whether it was seen in a request or not.
    if (this.#entered !== stage) this.#enter(stage, this.#began(rollout, now));
    this.#evidence.stage.percent = this.#shares.get(stage) ?? 0;
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
      if (stage !== undefined && this.#isAhead(stage)) this.#enter(stage, at);
      this.#evidence.add({ ...request, at });
      this.#durations[request.arm].add(request.ms);
      this.#point(at);
    }
  }

  /** Requests that end late are told after those of the next stage: they bring no stage back. */
  #isAhead(stage: string): boolean {
    const place = (name: string | undefined) => this.#policy.stages.findIndex((one) => one.name === name);
    return place(stage) > place(this.#entered);
  }

  /** The stages that began until then. @param clock and the observed time, both in milliseconds since 1970 */
  #enterUntil(clock: number, at: number): void {
    for (let next = this.#ahead[0]; next !== undefined && next.at <= clock; next = this.#ahead[0]) {
      this.#ahead.shift();
      if (next.stage !== this.#entered) this.#enter(next.stage, at);
    }
  }

  /** Who entered a stage was there then; not later than now, whatever the flag file says. @returns the observed time */
  #began({ stageSince }: Rollout, now: number): number {
    const at = Date.parse(stageSince);
    return this.#time.notice(Number.isNaN(at) ? now : Math.min(at, now));
  }

  #enter(stage: string | undefined, at: number): void {
    this.#entered = stage;
    this.#evidence.enter(this.#shares.get(stage) ?? 0, at);
  }

  #point(at: number): void {
    this.#sincePoint++;
    if (this.#sincePoint < this.#apart) return;
    this.#sincePoint = 0;
    const { control, candidate } = this.#evidence;
    this.#curve.push({
      at: new Date(at).toISOString(),
      stage: this.#entered ?? this.#rollout.stage,
      control: control.figures().errors,
      candidate: candidate.figures().errors,
    });
    if (this.#curve.length <= mostPoints) return;
    this.#curve = this.#curve.filter((_, index) => index % 2 === 1);
    this.#apart *= 2;
  }
}
