import type { Route, Router } from '#capability/rollout/routing';
import { longestTimer } from '../flags/timers.ts';
import type { Capability } from './capabilities.ts';
import type { Choice } from './choice.ts';
import { Implementation } from './implementation.ts';
import type { Request, Shadow, Variant } from './report.ts';
import { type Beside, shadowRuns } from './shadow.ts';
import { Users } from './users.ts';

/** A capability of the app: its versions, its flag, and the users that it has served since the rollout began. */
export class ServedCapability {
  readonly name: string;
  readonly users: Users;
  readonly timeoutMs: number | undefined;
  readonly context: unknown;
  /** The version in use, where it has to step in. */
  instead: Choice | undefined;
  /** Each as what the flag gives instead of the version in use. */
  readonly #versions: ReadonlyMap<string, Choice>;
  readonly #default: Choice | undefined;
  readonly #shadow: Beside | undefined;
  #router: Router | undefined;
  #isInUse: ((route: Route) => boolean) | undefined;
  /** What most users get: to know it again touches nothing else, which is seldom at hand in the processor's caches. */
  #usual: Route | undefined;
  #stable: Choice | undefined;
  #candidate: Choice | undefined;

  constructor(
    name: string,
    { versions = {}, stable, timeoutMs, context = {}, shadow }: Capability,
    most: number,
    report: (shadow: Shadow) => void,
  ) {
    if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0 && timeoutMs <= longestTimer)) {
      throw new TypeError(`The timeoutMs of ${name} is no number from 1 to ${longestTimer}.`);
    }
    this.name = name;
    this.users = new Users(most);
    this.timeoutMs = timeoutMs;
    this.context = context;
    this.#versions = new Map(
      Object.entries(versions).map(([version, given]) => [
        version,
        this.#as(new Implementation(version, given), 'candidate'),
      ]),
    );
    this.#default = this.#versions.get((stable === undefined ? Object.keys(versions)[0] : stable) ?? '');
    if (!this.#default && stable !== null) {
      throw new TypeError(`The capability ${name} has no version ${stable ?? 'at all'}.`);
    }
    if (shadow) this.#shadow = shadowRuns(name, shadow === true ? {} : shadow, timeoutMs, report);
    this.follow(undefined);
  }

  /**
   * Puts another flag in force, or none. Users are known anew where other versions are compared.
   * @returns versions that the flag names and the app does not bring
   */
  follow(router: Router | undefined): readonly string[] {
    const stable = router?.stable.version;
    const candidate = router?.candidate;
    const before = this.#router;
    if (before?.stable.version !== stable || before?.candidate?.version !== candidate?.version) this.users.clear();
    this.#router = router;
    this.#isInUse = ({ version, variant }) => version === stable && variant !== candidate?.variant;
    this.#usual = router?.given.find(this.#isInUse);
    // The first version of all has none before it: who is not to have it yet gets nothing, as before.
    const inUse = this.#versions.get(stable ?? '') ?? (stable === '' ? undefined : this.#default);
    this.#stable = inUse && this.#as(inUse.program, 'stable');
    this.#candidate = this.#versions.get(candidate?.version ?? '');
    this.instead = inUse && this.#as(inUse.program, 'fallback');
    const named = router ? [router.stable, ...router.given] : [];
    return named.map(({ version }) => version).filter((version) => version && !this.#versions.has(version));
  }

  #as(program: Implementation, variant: Variant): Choice {
    const served = { capability: this.name, version: program.version, variant };
    return { program, served, own: variant === 'fallback' ? undefined : variant };
  }

  /** The version for whoever asks; undefined where there is none for them. */
  choose({ user, groups }: Request): Choice | undefined {
    const route = this.#router?.route({ targetingKey: user, groups });
    if (!route || route === this.#usual || this.#isInUse?.(route)) return this.#stable;
    return this.#versions.get(route.version) ?? this.instead;
  }

  /** Runs the new version beside, where that is wanted and there is one. */
  runBeside(input: unknown, context: unknown, used: unknown): void {
    if (this.#candidate) this.#shadow?.(this.#candidate.program, input, context, used);
  }
}
