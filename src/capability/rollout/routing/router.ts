import { candidate, type Flag, stable, type Targeting } from './flag.ts';
import { variantOf, type Weighted } from './fractional.ts';
import { hashOfText } from './murmur3.ts';

/** Who asks, as OpenFeature's evaluation context has it. */
export interface RoutingContext {
  /** The same for the same user. Without one a user gets the default variant, unless a group says otherwise. */
  readonly targetingKey?: string | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** What a request gets, and why; the reasons are OpenFeature's. */
export interface Route {
  readonly variant: string;
  readonly version: string;
  readonly reason: 'TARGETING_MATCH' | 'DEFAULT' | 'STATIC';
}

/** Routes requests by one flag as flagd would. A function of the user and the flag alone, without an allocation a call. */
export class Router {
  /** What there was before the rollout: it steps in where the candidate fails. */
  readonly stable: Route;
  /** What is rolled out; undefined where the flag knows one version only. */
  readonly candidate: Route | undefined;
  readonly #key: Uint8Array;
  readonly #weights: readonly Weighted[] | undefined;
  readonly #groups: readonly string[];
  readonly #untargeted: Route;
  readonly #targeted: ReadonlyMap<string | undefined, Route>;
  readonly #ofGroup: Route | undefined;

  constructor(key: string, { variants, defaultVariant, targeting }: Flag) {
    this.#key = new TextEncoder().encode(key);
    this.#weights = weightsOf(targeting);
    this.#groups = groupsOf(targeting);
    const route = (variant: string, reason: Route['reason']): Route =>
      Object.freeze({ variant, version: variants[variant] as string, reason });
    this.#untargeted = route(defaultVariant, targeting === undefined ? 'STATIC' : 'DEFAULT');
    this.#targeted = new Map(Object.keys(variants).map((name) => [name, route(name, 'TARGETING_MATCH')]));
    this.stable = this.#targeted.get(stable) ?? this.#untargeted;
    this.candidate = this.#targeted.get(candidate);
    this.#ofGroup = targeting !== undefined && 'if' in targeting ? this.#targeted.get(targeting.if[1]) : undefined;
  }

  route({ targetingKey, groups }: RoutingContext): Route {
    if (this.#weights === undefined) return this.#untargeted;
    if (this.#ofGroup !== undefined && groups?.some((group) => this.#groups.includes(group))) return this.#ofGroup;
    if (targetingKey === undefined || targetingKey === '') return this.#untargeted;
    // flagd hashes the flag's key and the targeting key, one after the other.
    return this.#targeted.get(variantOf(hashOfText(targetingKey, this.#key), this.#weights)) ?? this.#untargeted;
  }
}

function weightsOf(targeting: Targeting | undefined): readonly Weighted[] | undefined {
  if (targeting === undefined) return undefined;
  return 'if' in targeting ? targeting.if[2].fractional : targeting.fractional;
}

function groupsOf(targeting: Targeting | undefined): readonly string[] {
  if (targeting === undefined || !('if' in targeting)) return [];
  const [test] = targeting.if;
  return ('or' in test ? test.or : [test]).map(({ in: [group] }) => group);
}
