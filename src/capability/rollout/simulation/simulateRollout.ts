import type { RolloutDecision } from '#protocol';
import { decide } from '../decision/decide.ts';
import { Evidence } from '../decision/evidence.ts';
import type { ServedRequest } from '../decision/request.ts';
import { type Verdict, verdictOf } from '../decision/verdict.ts';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import { candidate, flagFileText, flagOf } from '../routing/flag.ts';
import { readFlagFile } from '../routing/flagFile.ts';
import type { Router } from '../routing/router.ts';
import { groupsUpTo } from '../stages/ladder.ts';
import { isSteeredByPerson } from '../stages/transition.ts';
import { type Counting, CountingApp } from './countingApp.ts';
import { drawUsers, type ErrorRates, nextUser, type Population, type Users } from './population.ts';
import { Random } from './random.ts';

/** One rollout to simulate. */
export interface Simulated {
  /** For the capability and strategy: see `policyFor`. */
  readonly policy: RolloutPolicy;
  readonly population: Population;
  readonly rates: ErrorRates;
  /** It becomes worse in the last stage, as when what it calls is changed. */
  readonly isLate?: boolean | undefined;
  /** What determines the users and all that they do: rollouts of other seeds are independent. */
  readonly seed: readonly number[];
  /** Requests of all users together after which it is left as it stands. */
  readonly most: number;
  /** Where it is observed by counters; else each request is. */
  readonly counting?: Counting | undefined;
}

/** How a simulated rollout ended. */
export interface SimulatedEnd {
  readonly end: 'rolled back' | 'paused' | 'finished' | 'unfinished';
  /** The last decision. */
  readonly decision: RolloutDecision;
  /** Requests that the new version served until then from when it was worse, how many failed, the users that it served, and how long it took. */
  readonly requests: number;
  readonly errors: number;
  readonly users: number;
  readonly minutes: number;
}

const ends = { 'roll-back': 'rolled back', pause: 'paused', finish: 'finished' } as const;

const usualMs = 20;

/**
 * Rolls a version out to simulated users: routed by a real flag file, decided by the real engine after every request, or
 * every scrape. What a person has to end nobody ends.
 */
export function simulateRollout({
  policy,
  population,
  rates,
  isLate = false,
  seed,
  most,
  counting,
}: Simulated): SimulatedEnd {
  const random = new Random(...seed);
  const users = drawUsers(population, rates, random);
  const evidence = new Evidence(policy, 0);
  const look = observer(evidence, counting, policy, seed);
  const step = 60_000 / population.perMinute;
  let at = 0;
  let left = most;
  let verdict: Verdict = { action: 'hold', rule: 'no-data' };
  const met = { requests: 0, errors: 0, users: new Set<string>(), since: 0 };
  for (const stage of policy.stages) {
    evidence.enter(stage.percent, at);
    const isWorse = !isLate || stage === policy.stages.at(-1);
    if (isLate && isWorse) met.since = at;
    verdict = { action: 'hold', rule: 'no-data' };
    const isNew = routed(
      routerOf(`simulated-${seed.join('-')}`, stage, policy),
      users,
      groupsOfUsers(policy, population),
    );
    while (goesOn(verdict, policy) && left-- > 0) {
      at += step;
      const request = nextRequest(users, { isNew, isWorse }, population, policy, random, at);
      if (isWorse && request.arm === 'candidate') {
        met.requests++;
        if (request.failed) met.errors++;
        met.users.add(request.user);
      }
      if (look(request)) verdict = verdictOf(evidence, policy, stage, at);
    }
    if (verdict.action !== 'advance') {
      const { requests, errors, users: those, since } = met;
      const decision = decide(evidence, policy, stage, at);
      return {
        end: endOf(decision, policy),
        decision,
        requests,
        errors,
        users: those.size,
        minutes: (at - since) / 60_000,
      };
    }
  }
  throw new RangeError('a policy has to have a stage');
}

/** How the controller comes to know of requests; the observer tells when there is something new to decide by. */
function observer(
  evidence: Evidence,
  counting: Counting | undefined,
  { latency }: RolloutPolicy,
  seed: Simulated['seed'],
): (request: ServedRequest) => boolean {
  if (counting === undefined) {
    return (request) => {
      evidence.add(request);
      return request.arm === 'candidate';
    };
  }
  const { seconds, processes } = counting;
  const apps = Array.from({ length: processes }, (_, at) => new CountingApp(`app-${at}`, 0, latency.ms));
  // Of its own, so that the same seed has the same users and requests however they are observed.
  const balancer = new Random(...seed, 'balancer');
  let next = seconds * 1000;
  return (request) => {
    const isDue = request.at > next;
    if (isDue) {
      for (const app of apps) evidence.addIncrement(app.scrape(next));
      next += seconds * 1000;
    }
    apps[Math.floor(balancer.next() * processes)]?.add(request);
    return isDue;
  };
}

/** Whether it stays in its stage: the policy waits, or leaves the end to a person. */
const goesOn = ({ action }: Pick<Verdict, 'action'>, { strategy }: RolloutPolicy): boolean =>
  action === 'hold' || (isSteeredByPerson(strategy) && (action === 'advance' || action === 'finish'));

function routerOf(key: string, stage: RolloutStage, { stages }: RolloutPolicy): Router {
  const [percent, groups] = [stage.percent, groupsUpTo(stages, stage)];
  const text = flagFileText({ [key]: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent, groups }) });
  const router = readFlagFile(text).routers.get(key);
  if (router === undefined) throw new Error('A flag that was written could not be read.');
  return router;
}

/** Whether a user gets the new version; each is routed once a stage, for the answer is always the same. */
function routed(
  router: Router,
  { keys }: Users,
  groupsOf: (user: number) => readonly string[],
): (user: number) => boolean {
  const known: (boolean | undefined)[] = new Array(keys.length);
  return (user) => {
    known[user] ??= router.route({ targetingKey: keys[user] ?? '', groups: groupsOf(user) }).variant === candidate;
    return known[user];
  };
}

/** Members are the first users, group by group: all users are drawn alike, so these are a sample as good as any. */
function groupsOfUsers({ stages }: RolloutPolicy, { users, members }: Population): (user: number) => readonly string[] {
  const groups = [...new Set(stages.flatMap((stage) => stage.groups ?? []))].map((group) => [group]);
  return (user) => groups[Math.floor(user / (users * members))] ?? [];
}

function nextRequest(
  users: Users,
  { isNew: isRoutedNew, isWorse }: { readonly isNew: (user: number) => boolean; readonly isWorse: boolean },
  { opinions }: Population,
  { latency }: RolloutPolicy,
  random: Random,
  at: number,
): ServedRequest {
  const index = nextUser(users, random);
  const user = users.keys[index] ?? '';
  const isNew = isRoutedNew(index);
  const failed =
    random.chance(users.fails[index] ?? 0) || (isNew && isWorse && random.chance(users.failsAnew[index] ?? 0));
  const slow = random.chance(users.slow[index] ?? 0);
  const request = {
    user,
    arm: isNew ? 'candidate' : 'control',
    failed,
    ms: slow ? latency.ms * 2 : Math.min(usualMs, latency.ms / 2),
    at,
  } as const;
  if (!random.chance(opinions)) return request;
  return { ...request, feedback: random.chance(users.unhappy[index] ?? 0) ? 'down' : 'up' };
}

function endOf(decision: RolloutDecision, policy: RolloutPolicy): SimulatedEnd['end'] {
  const { action } = decision;
  return action === 'hold' || action === 'advance' || goesOn(decision, policy) ? 'unfinished' : ends[action];
}
