import { labelsOf, speaksLabel } from '#capability/rollout/routing';
import { LiveFlags } from '../flags/liveFlags.ts';
import { type FlagSource, flagsFromObject } from '../flags/source.ts';
import type { Capability } from './capabilities.ts';
import { inTime, isThenable, outcomeOf, RouterError, reasonOf } from './failure.ts';
import { Answers } from './opinions.ts';
import type { Ended, Reporter, Request, Variant } from './report.ts';
import { Reporting } from './reporting.ts';
import { type Choice, ServedCapability } from './served.ts';

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
   * @returns whether it was counted: not for a second opinion, nor for an answer that is too old or of another process
   */
  feedback(requestId: string, rating: 'up' | 'down'): boolean;
  /** Stops watching the flags and waits until all reports are written. */
  close(): Promise<void>;
}

/** @throws TypeError for a capability without a version to start with */
export function createRouter(options: RouterOptions): AppRouter {
  const { flags = { flags: {} }, report = [], users = 10_000, answers = 10_000, onProblem = console.warn } = options;
  const tell = (message: string) => onProblem(`toolwright: ${message}`);
  const reporting = new Reporting('at' in report ? report : [report], tell);
  const capabilities = new Map(
    Object.entries(options.capabilities).map(([name, given]) => [
      name,
      new ServedCapability(name, given, users, (shadow) => reporting.report('shadow', shadow)),
    ]),
  );
  const live = new LiveFlags(
    (name, router) => {
      const missing = capabilities.get(name)?.follow(router) ?? [];
      for (const version of missing) tell(`The flag ${name} names version ${version}, which this app does not bring.`);
    },
    ({ message }) => tell(message),
  );
  const stopFlags = (isSource(flags) ? flags : flagsFromObject(flags)).open(live);
  const answered = new Answers(answers);

  /** Serves with one version, and reports it. */
  async function serve(
    capability: ServedCapability,
    { implementation, variant }: Choice,
    input: unknown,
    request: Request,
  ): Promise<Answer> {
    const { version } = implementation;
    const at = Date.now();
    const began = performance.now();
    let failure: { readonly thrown: unknown } | undefined;
    let value: unknown;
    try {
      const result = implementation.run(input, request.context ?? capability.context);
      if (!isThenable(result)) value = result;
      else if (capability.timeoutMs === undefined) value = await result;
      else value = await inTime(result, capability.timeoutMs, `Version ${version} of ${capability.name}`);
    } catch (thrown) {
      failure = { thrown };
    }
    const milliseconds = performance.now() - began;
    const id = answered.newId();
    const user = variant === 'fallback' || request.user === undefined ? undefined : capability.users.of(request.user);
    const served = { capability: capability.name, version, variant };
    const labels =
      user === undefined ? {} : { labels: labelsOf(user, user[variant === 'candidate' ? 'candidate' : 'stable']) };
    const ended = { id, at, request, input, milliseconds, served: { ...served, ...labels } };
    if (user !== undefined) {
      user[variant === 'candidate' ? 'candidate' : 'stable'].requests++;
      user.requests++;
      user.lastFailed = failure !== undefined;
      if (failure !== undefined) user.errors++;
    }
    if (failure !== undefined) {
      const { thrown } = failure;
      reporting.report('ended', { ...ended, outcome: outcomeOf(thrown), reason: reasonOf(thrown) });
      throw thrown;
    }
    reporting.report('ended', { ...ended, outcome: 'served' });
    answered.keep(id, { ...served, user: request.user });
    return { value, requestId: id, version, variant };
  }

  function unserved(request: Request, input: unknown, reason: string): RouterError {
    const ended: Ended = {
      id: answered.newId(),
      at: Date.now(),
      outcome: 'missing_handler',
      request,
      input,
      milliseconds: 0,
      reason,
    };
    reporting.report('ended', ended);
    return new RouterError('missing_handler', reason);
  }

  async function run(name: string, input: unknown, request: Request = {}): Promise<Answer> {
    const capability = capabilities.get(name);
    if (capability === undefined) {
      throw unserved({ text: name, ...request }, input, `This app has no capability ${name}.`);
    }
    const choice = capability.choose(request);
    if (choice === undefined) {
      throw unserved({ text: name, ...request }, input, `No version of ${name} is for this user yet.`);
    }
    if (choice.variant === 'candidate') {
      try {
        return await serve(capability, choice, input, request);
      } catch (error) {
        const instead = capability.instead;
        if (instead === undefined) throw error;
        return serve(capability, instead, input, request);
      }
    }
    const answer = await serve(capability, choice, input, request);
    if (choice.variant === 'stable') {
      capability.runBeside(input, request.context ?? capability.context, answer.value);
    }
    return answer;
  }

  return {
    ready: live.ready,
    run: run as AppRouter['run'],
    missing(text, request = {}, input = undefined) {
      unserved({ ...request, text }, input, 'Nothing in this app does it.');
    },
    feedback(requestId, rating) {
      const answer = answered.take(requestId);
      if (answer === undefined) return false;
      const { capability, version, variant, user } = answer;
      const known =
        user === undefined || variant === 'fallback' ? undefined : capabilities.get(capability)?.users.of(user);
      const own = known?.[variant === 'candidate' ? 'candidate' : 'stable'];
      const speaks = own === undefined ? 'no' : speaksLabel({ requests: own.opinions });
      if (own !== undefined) own.opinions++;
      const who = user === undefined ? {} : { user };
      reporting.report('opinion', { requestId, at: Date.now(), rating, capability, version, variant, speaks, ...who });
      return true;
    },
    async close() {
      stopFlags();
      await reporting.close();
    },
  };
}

const isSource = (flags: FlagSource | object): flags is FlagSource =>
  'open' in flags && typeof flags.open === 'function';
