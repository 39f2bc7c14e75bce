import { type Logger, messageOf, type TaskOptions } from '#base';
import { compileSchema } from '#capability/package';
import { createRouter, type Router } from '#capability/router';
import type { Journal } from '#journal';
import type { CapabilityRequest, CapabilityRow, PlainData, RequestOutcome } from '#protocol';
import type { Admission } from './admission.ts';
import { failureOf, thrown } from './outcomes.ts';
import type { Packages } from './packages.ts';
import { realPorts } from './realPorts.ts';
import type { SandboxHolder } from './sandboxHolder.ts';
import { grantedOf } from './standing.ts';

export interface RequestPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  readonly packages: Packages;
  readonly admission: Admission;
  readonly sandbox: SandboxHolder;
  readonly journal: () => Journal;
  readonly logger: Logger;
}

/** Serves requests by admitted capabilities, as they are on the disk then; each leaves its record, however it ends. */
export class Requests {
  readonly #ports: RequestPorts;
  #router: Router | undefined;

  constructor(ports: RequestPorts) {
    this.#ports = ports;
    ports.packages.onDidChange(() => {
      this.#router = undefined;
    });
  }

  /** Finds the capability that a request means, and runs it. */
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
    const entry = packages.find(name);
    const text = entry?.state === 'valid' ? entry.capability.manifest.title : name;
    return this.#journalled({ ...by, text, input, name }, async () => {
      const { manifest } = packages.capability(name);
      const [problem] = compileSchema(manifest.input, 'the input')(input);
      if (problem) return { kind: 'error', reason: `${problem.message}.`, guesses: [], name };
      return this.#serve(name, input, options);
    });
  }

  async #journalled(request: CapabilityRequest, serve: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
    const { journal, logger } = this.#ports;
    const startedAt = performance.now();
    const record = async (outcome: RequestOutcome) =>
      journal().recordRequest(request, outcome, performance.now() - startedAt);
    let outcome: RequestOutcome;
    try {
      outcome = this.#withVersion(await serve());
    } catch (error) {
      // What went wrong matters more to the caller than that it could not be recorded either.
      await record(this.#withVersion(thrown(error, request.name))).catch((also: unknown) =>
        logger.error(messageOf(also)),
      );
      throw error;
    }
    await record(outcome);
    return outcome;
  }

  /** Of the capability that was tried, also where nothing was run. */
  #withVersion(outcome: RequestOutcome): RequestOutcome {
    if (outcome.version !== undefined || outcome.name === undefined) return outcome;
    const entry = this.#ports.packages.find(outcome.name);
    return entry?.state === 'valid' ? { ...outcome, version: entry.capability.version } : outcome;
  }

  async #route(request: CapabilityRequest, options: TaskOptions): Promise<RequestOutcome> {
    const { packages } = this.#ports;
    // Whoever asks means what is on the disk now, whether anybody has told of it or not.
    await packages.change();
    const router = request.name === undefined ? this.#routing() : createRouter([packages.capability(request.name)]);
    const route = router.route(request);
    if (route.kind === 'error') return { kind: 'error', reason: route.reason, guesses: [], name: route.name };
    if (route.kind !== 'matched') return route;
    const outcome = await this.#serve(route.name, route.input, options);
    return outcome.kind === 'served' ? { ...outcome, match: route.match } : outcome;
  }

  /** Made anew when a package has changed: it indexes the words of all. */
  #routing(): Router {
    const entries = this.#ports.packages.list();
    const isAdmitted = (name: string) => this.#row(name).standing === 'admitted';
    this.#router ??= createRouter(
      entries.flatMap((entry) => (entry.state === 'valid' ? [entry.capability] : [])),
      isAdmitted,
    );
    return this.#router;
  }

  async #serve(name: string, input: PlainData, options: TaskOptions): Promise<RequestOutcome> {
    const { root, sandbox } = this.#ports;
    // Only with the sandbox open it is known whose evidence counts.
    if (this.#row(name).standing === 'admitted') await sandbox.open();
    const { capability, standing, reason, report } = this.#row(name);
    if (!capability || !report || standing !== 'admitted') {
      // What was rejected will not run by waiting for it.
      const refusal = standing === 'rejected' ? 'was rejected and may not run' : 'may not run yet';
      return { kind: 'permission', reason: `${name} ${refusal}: ${reason}`, guesses: [], name };
    }
    const permissions = grantedOf(capability, report);
    const result = await sandbox.run(capability, input, realPorts(root), { ...options, permissions });
    const { version } = capability;
    return result.status === 'ok' ? { kind: 'served', name, version, result } : failureOf(name, version, result);
  }

  #row(name: string): CapabilityRow {
    const { admission, packages } = this.#ports;
    return admission.row(packages.entry(name));
  }
}
