import { type Router, speaksLabel } from '#capability/rollout/routing';
import { clock } from '../clock.ts';
import { LiveFlags } from '../flags/liveFlags.ts';
import { type FlagSource, flagsFromObject } from '../flags/source.ts';
import type { Capability } from './capabilities.ts';
import type { Choice } from './choice.ts';
import { inTime, isThenable, outcomeOf, RouterError, reasonOf } from './failure.ts';
import { Answers } from './opinions.ts';
import type { Reporter, Request, Shadow, Variant } from './report.ts';
import { reportingTo } from './reporting.ts';
import { ServedCapability } from './served.ts';
import { usableRequest } from './usableRequest.ts';
import { count, labelsBefore, type User } from './users.ts';

export interface RouterOptions {
  /** What the app can do, by the names of the capabilities: the flags' keys. */
  readonly capabilities: Readonly<Record<string, Capability>>;
  /** Where the flags come from, or a document in flagd's definition format itself; without any, the stable versions serve. */
  readonly flags?: FlagSource | object;
  /** Who is told what became of requests. */
  readonly report?: Reporter | readonly Reporter[];
  /** Told in words what is wrong with flags or reporters; `console.warn` where it is left out. */
  readonly onProblem?: (message: string) => void;
  /** So many users of each capability are known at least, for the statistics; 10,000 by default. */
  readonly users?: number;
  /** So many answers can still get an opinion; 10,000 by default. */
  readonly answers?: number;
}

/** What came of a request. */
export interface Answer<Value = unknown> {
  readonly value: Value;
  /** For an opinion on it. */
  readonly requestId: string;
  readonly version: string;
  readonly variant: Variant;
}

/** Routes an app's requests to versions of its capabilities. */
export interface AppRouter {
  /** Settles when flags are there, or when it is known that they cannot be had. Until then the stable versions serve. */
  readonly ready: Promise<void>;
  /**
   * Serves a request with the version that its user is to get, and with the version in use where that one fails.
   * @throws (rejects) RouterError `missing_handler` where nothing serves it, `timeout` where the version in use took too
   * long; else whatever the version in use throws
   */
  run<Value = unknown>(capability: string, input: unknown, request?: Request): Promise<Answer<Value>>;
  /** Records that somebody asked for something, in words, that nothing in the app can do. */
  missing(text: string, request?: Omit<Request, 'text' | 'context'>, input?: unknown): void;
  /**
   * What the user thought of an answer.
   * @returns whether it was counted: not for a second opinion, nor for an answer that is too old or of another process, nor
   * for a rating that is neither, nor where no reporter is told of opinions
   */
  feedback(requestId: string, rating: 'up' | 'down'): boolean;
  /** Stops watching the flags and waits until all reports are written. */
  close(): Promise<void>;
}

/** A request that is being served. */
interface Asked {
  /** By the process's clock, which does not jump. */
  readonly began: number;
  readonly input: unknown;
  readonly request: Request;
  readonly user: User | undefined;
}

interface Failure {
  readonly thrown: unknown;
}

const isSource = (flags: FlagSource | object): flags is FlagSource =>
  typeof (flags as Partial<FlagSource>).open === 'function';

/** @throws TypeError where a capability has no version to start with, or one that is no program, or a limit that is no time */
export function createRouter(options: RouterOptions): AppRouter {
  if (!options?.capabilities) throw new TypeError('createRouter() needs { capabilities }.');
  const { flags = { flags: {} }, report = [], users = 10_000, answers = 10_000, onProblem = console.warn } = options;
  const tell = (message: string) => {
    try {
      onProblem(`toolwright: ${message}`);
    } catch {
      // Who cannot hear of a problem must not make it worse: flags go on being followed, and requests being served.
    }
  };
  const told = new Set<string>();
  const tellOnce = (message: string) => {
    // Messages that differ each time are told for a while, and must not fill the memory.
    if (told.has(message) || told.size >= 100) return;
    told.add(message);
    tell(message);
  };
  const reporting = reportingTo([report].flat(), tellOnce);
  const shadowed = (shadow: Shadow) => {
    if (shadow.result === 'skipped' && shadow.reason)
      tellOnce(`Version ${shadow.version} of ${shadow.capability} was skipped in the shadow. ${shadow.reason}`);
    reporting.shadow(shadow);
  };
  const capabilities = new Map(
    Object.entries(options.capabilities).map(([name, given]) => [
      name,
      new ServedCapability(name, given, users, shadowed),
    ]),
  );
  const follow = (name: string, router: Router | undefined) => {
    const missing = capabilities.get(name)?.follow(router) ?? [];
    for (const version of missing)
      tellOnce(`The flag ${name} names version ${version}, which this app does not bring.`);
  };
  const live = new LiveFlags(Object.keys(options.capabilities), follow, tell);
  const stopFlags = (isSource(flags) ? flags : flagsFromObject(flags)).open(live);
  const { wantsServed, wantsOpinions } = reporting;
  const answered = new Answers(wantsOpinions ? answers : 0);
  /** Whether anybody is told what the process knows of users: with each request that was served, or with opinions. */
  const wantsUsers = wantsServed || wantsOpinions;

  /** Reports how a request ended, before its user's history has it. */
  function end(id: string, { served, own }: Choice, asked: Asked, failure: Failure | undefined): void {
    const { began, request, input, user } = asked;
    const milliseconds = clock.now() - began;
    reporting.ended({
      id,
      at: Math.round(Date.now() - milliseconds),
      outcome: failure ? outcomeOf(failure.thrown) : 'served',
      request,
      input,
      milliseconds,
      served,
      labels: user && own && labelsBefore(user, own),
      reason: failure && reasonOf(failure.thrown),
    });
  }

  function answer(capability: ServedCapability, choice: Choice, asked: Asked, value: unknown): Answer {
    const { served, own } = choice;
    const requestId = answered.keep(choice, asked.user);
    if (wantsServed) end(requestId, choice, asked, undefined);
    count(asked.user, own, false);
    if (own === 'stable') capability.runBeside(asked.input, asked.request.context ?? capability.context, value);
    return { value, requestId, version: served.version, variant: served.variant };
  }

  function failed(capability: ServedCapability, choice: Choice, asked: Asked, thrown: unknown): Promise<Answer> {
    end(answered.keep(), choice, asked, { thrown });
    count(asked.user, choice.own, true);
    if (choice.own !== 'candidate' || !capability.instead) return Promise.reject(thrown);
    return serve(capability, capability.instead, asked.user, asked.input, asked.request);
  }

  /** Serves with one version. What answers at once costs one promise, and no turn of the loop. */
  function serve(
    capability: ServedCapability,
    choice: Choice,
    user: User | undefined,
    input: unknown,
    request: Request,
  ): Promise<Answer> {
    const asked: Asked = { began: clock.now(), input, request, user };
    let result: unknown;
    let later: boolean;
    try {
      result = choice.program.run(input, request.context ?? capability.context);
      later = isThenable(result);
    } catch (thrown) {
      return failed(capability, choice, asked, thrown);
    }
    return later
      ? served(capability, choice, asked, result as PromiseLike<unknown>)
      : Promise.resolve(answer(capability, choice, asked, result));
  }

  /** Apart from `serve`, because functions that are handed on cost the calls that need none of them. */
  function served(
    capability: ServedCapability,
    choice: Choice,
    asked: Asked,
    result: PromiseLike<unknown>,
  ): Promise<Answer> {
    const done = capability.timeoutMs
      ? inTime(result, capability.timeoutMs, `Version ${choice.served.version} of ${capability.name}`)
      : Promise.resolve(result);
    return done.then(
      (value) => answer(capability, choice, asked, value),
      (thrown) => failed(capability, choice, asked, thrown),
    );
  }

  function unserved(request: Request, input: unknown, reason: string): RouterError {
    reporting.ended({
      id: answered.keep(),
      at: Date.now(),
      outcome: 'missing_handler',
      request,
      input,
      milliseconds: 0,
      reason,
    });
    return new RouterError('missing_handler', reason);
  }

  function run(name: string, input: unknown, given?: Request): Promise<Answer> {
    const request = usableRequest(given, tellOnce);
    const capability = capabilities.get(name);
    const choice = capability?.choose(request);
    if (capability && choice) {
      return serve(
        capability,
        choice,
        wantsUsers && request.user ? capability.users.of(request.user) : undefined,
        input,
        request,
      );
    }
    const reason = capability ? `No version of ${name} is for this user yet.` : `This app has no capability ${name}.`;
    return Promise.reject(unserved({ ...request, text: `${request.text || name}` }, input, reason));
  }

  return {
    ready: live.ready,
    run: run as AppRouter['run'],
    missing(text, request, input) {
      unserved({ ...usableRequest(request, tellOnce), text }, input, 'Nothing in this app does it.');
    },
    feedback(requestId, rating) {
      // What comes from a browser may be anything, and must not take the place of the user's opinion.
      const known = (rating === 'up' || rating === 'down') && answered.take(requestId);
      if (!known) return false;
      const {
        choice: { served, own },
        user,
      } = known;
      const its = own && user?.[own];
      const speaks = its ? speaksLabel({ requests: its.opinions }) : 'no';
      if (its) its.opinions++;
      reporting.opinion({ requestId, at: Date.now(), rating, served, user: user?.id, speaks });
      return true;
    },
    async close() {
      stopFlags();
      await reporting.close();
    },
  };
}
