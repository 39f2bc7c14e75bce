import { type Logger, messageOf, type TaskOptions } from '#base';
import { compileSchema } from '#capability/package';
import { createRouter, type Router } from '#capability/router';
import type { Journal, RolloutMark } from '#journal';
import type { CapabilityRequest, PlainData, RequestOutcome, RunFailure } from '#protocol';
import type { Rollouts } from '../rollout/rollouts.ts';
import type { Admission } from './admission.ts';
import { failureOf, thrown } from './outcomes.ts';
import type { Packages } from './packages.ts';
import { realPorts } from './realPorts.ts';
import type { SandboxHolder } from './sandboxHolder.ts';
import { grantedOf } from './standing.ts';
import { type Picked, VersionPicker } from './versionPicker.ts';

export interface RequestPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  readonly packages: Packages;
  readonly admission: Admission;
  readonly sandbox: SandboxHolder;
  readonly rollouts: Rollouts;
  readonly journal: () => Journal;
  readonly logger: Logger;
}

/** How a version has answered a request, and in which rollout. */
interface Attempt {
  readonly outcome: RequestOutcome;
  readonly mark?: RolloutMark | undefined;
  readonly milliseconds?: number;
}

/** Routers that are kept: users of different versions need different ones. */
const mostRouters = 8;

/** Serves requests by admitted capabilities, as they are on the disk then; each leaves its record, however it ends. */
export class Requests {
  readonly #ports: RequestPorts;
  readonly #versions: VersionPicker;
  /** By the contents that they route to. */
  readonly #routers = new Map<string, Router>();

  constructor(ports: RequestPorts) {
    this.#ports = ports;
    this.#versions = new VersionPicker(ports.packages, ports.rollouts);
  }

  /** Finds the capability that a request means, and runs the version of it that the user gets. */
  ask(request: CapabilityRequest, options: TaskOptions): Promise<RequestOutcome> {
    return this.#journalled(request, () => this.#route(request, options));
  }

  /** Runs the capability of that name. */
  async call(
    name: string,
    input: PlainData,
    by: Pick<CapabilityRequest, 'user' | 'origin'>,
    options: TaskOptions,
  ): Promise<RequestOutcome> {
    const { packages } = this.#ports;
    await packages.change();
    const picked = this.#versions.pick(name, by.user);
    const text = picked?.capability.manifest.title ?? name;
    return this.#journalled({ ...by, text, input, name }, async () => {
      const { manifest } = (picked ?? this.#nothing(name)).capability;
      const [problem] = compileSchema(manifest.input, 'the input')(input);
      if (problem) return [{ outcome: { kind: 'error', reason: `${problem.message}.`, guesses: [], name } }];
      return this.#serve(name, input, by.user, options);
    });
  }

  async #journalled(request: CapabilityRequest, serve: () => Promise<readonly Attempt[]>): Promise<RequestOutcome> {
    const { journal, logger, rollouts } = this.#ports;
    const startedAt = performance.now();
    const record = async ({ outcome, mark, milliseconds = performance.now() - startedAt }: Attempt) => {
      const { id } = await journal().recordRequest(request, outcome, milliseconds, mark);
      const variant = mark?.variant === undefined ? {} : { variant: mark.variant };
      return { ...outcome, request: id, ...variant };
    };
    let attempts: readonly Attempt[];
    try {
      attempts = await serve();
    } catch (error) {
      // What went wrong matters more to the caller than that it could not be recorded either.
      await record({ outcome: this.#withVersion(thrown(error, request.name), request) }).catch((also: unknown) =>
        logger.error(messageOf(also)),
      );
      throw error;
    }
    let answer: RequestOutcome | undefined;
    for (const attempt of attempts) {
      answer = await record({ ...attempt, outcome: this.#withVersion(attempt.outcome, request) });
    }
    const { name } = attempts.find(({ mark }) => mark !== undefined)?.outcome ?? {};
    if (name !== undefined) rollouts.lookSoon(name);
    return answer as RequestOutcome;
  }

  /** Of the capability that was tried, also where nothing was run. */
  #withVersion(outcome: RequestOutcome, { user }: CapabilityRequest): RequestOutcome {
    if (outcome.version !== undefined || outcome.name === undefined) return outcome;
    const version = this.#versions.pick(outcome.name, user)?.capability.version;
    return version === undefined ? outcome : { ...outcome, version };
  }

  async #route(request: CapabilityRequest, options: TaskOptions): Promise<readonly Attempt[]> {
    const { packages } = this.#ports;
    const { name, user } = request;
    // Whoever asks means what is on the disk now, whether anybody has told of it or not.
    await packages.change();
    const router =
      name === undefined
        ? this.#routing(user)
        : createRouter([(this.#versions.pick(name, user) ?? this.#nothing(name)).capability]);
    const route = router.route(request);
    if (route.kind === 'error') {
      return [{ outcome: { kind: 'error', reason: route.reason, guesses: [], name: route.name } }];
    }
    if (route.kind !== 'matched') return [{ outcome: this.#withheld(request) ?? route }];
    const attempts = await this.#serve(route.name, route.input, user, options);
    return attempts.map(({ outcome, ...rest }) => ({
      ...rest,
      outcome: outcome.kind === 'served' ? { ...outcome, match: route.match } : outcome,
    }));
  }

  /** A capability that does it is there, and its first version has not reached this user: nothing is missing. */
  #withheld(request: CapabilityRequest): RequestOutcome | undefined {
    const withheld = this.#versions.withheld(request.user).map(({ capability }) => capability);
    const route = withheld.length === 0 ? undefined : createRouter(withheld).route(request);
    if (route?.kind !== 'matched') return undefined;
    const { name } = route;
    return { kind: 'permission', reason: notForUser(name), guesses: [], name };
  }

  /** For a name without a version that this user gets. @throws ToolwrightError as {@link Packages.capability} */
  #nothing(name: string): Pick<Picked, 'capability'> {
    return { capability: this.#ports.packages.capability(name) };
  }

  /** Made anew when a package has changed, or another user gets other versions: it indexes the words of all. */
  #routing(user: CapabilityRequest['user']): Router {
    const { admission } = this.#ports;
    const picked = this.#versions.all(user);
    const key = picked.map(({ capability: { name, hash } }) => `${name} ${hash}`).join('\n');
    const known = this.#routers.get(key);
    if (known !== undefined) return known;
    if (this.#routers.size >= mostRouters) this.#routers.clear();
    const router = createRouter(
      picked.map(({ capability }) => capability),
      (name) => {
        const version = this.#versions.pick(name, user);
        return version !== undefined && admission.row(version.entry).standing === 'admitted';
      },
    );
    this.#routers.set(key, router);
    return router;
  }

  /** By the version that the user gets; where that one fails by its own fault, the one in use steps in. */
  async #serve(
    name: string,
    input: PlainData,
    user: CapabilityRequest['user'],
    options: TaskOptions,
  ): Promise<readonly Attempt[]> {
    const picked = this.#versions.pick(name, user);
    if (picked === undefined) {
      this.#nothing(name);
      return [{ outcome: { kind: 'permission', reason: notForUser(name), guesses: [], name } }];
    }
    const first = await this.#run(picked, input, options);
    if (picked.fallback === undefined || !isOwnFailure(first.outcome)) return [first];
    const { fallback } = picked;
    const [problem] = compileSchema(fallback.capability.manifest.input, 'the input')(input);
    return problem ? [first] : [first, await this.#run(fallback, input, options)];
  }

  async #run({ entry, capability, mark }: Picked, input: PlainData, options: TaskOptions): Promise<Attempt> {
    const { root, sandbox, admission } = this.#ports;
    const { name, version } = capability;
    // Only with the sandbox open it is known whose evidence counts.
    if (admission.row(entry).standing === 'admitted') await sandbox.open();
    const { standing, reason, report } = admission.row(entry);
    if (!report || standing !== 'admitted') {
      // What was rejected will not run by waiting for it.
      const refusal = standing === 'rejected' ? 'was rejected and may not run' : 'may not run yet';
      const outcome = {
        kind: 'permission',
        reason: `${name} ${refusal}: ${reason}`,
        guesses: [],
        name,
        version,
      } as const;
      // That it may not run says nothing about how it does.
      return { outcome, mark: mark && { id: mark.id, stage: mark.stage } };
    }
    const permissions = grantedOf(capability, report);
    const result = await sandbox.run(capability, input, realPorts(root), { ...options, permissions });
    // What the version took; not that the sandbox was started for it, or that others were before.
    const milliseconds = result.usage.wallMs;
    if (result.status === 'ok') return { outcome: { kind: 'served', name, version, result }, mark, milliseconds };
    const outcome = failureOf(name, version, result);
    const counts = isOwn(result.status) ? mark : mark && { id: mark.id, stage: mark.stage };
    return { outcome, mark: counts, milliseconds };
  }
}

const notForUser = (name: string): string =>
  `${name} is being rolled out, and no version of it has reached this user yet.`;

/** Who asked has cancelled it, or gave more than any version takes. */
const foreignFailures: ReadonlySet<RunFailure> = new Set(['cancelled', 'input-too-large']);

const isOwn = (failure: RunFailure): boolean => !foreignFailures.has(failure);

/** Whether the version is to blame, or may not run at all: then the one in use may do better. */
function isOwnFailure(outcome: RequestOutcome): boolean {
  if (outcome.kind === 'served') return false;
  const status = outcome.result?.status;
  return status === undefined || status === 'ok' || isOwn(status);
}
