import { candidate, type Flag, partsOf, stable } from './flag.ts';
import { bucketOf } from './fractional.ts';
import { type Begun, begin, hashAfter } from './murmur3.ts';

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
  /** The hash so far: flagd hashes the flag's key and the targeting key, one after the other. */
  readonly #key: Begun;
  /** Up to which bucket each variant goes. */
  readonly #shares: readonly Share[] | undefined;
  readonly #sum: number;
  readonly #groups: readonly string[];
  readonly #untargeted: Route;
  readonly #ofGroup: Route | undefined;

  constructor(key: string, { variants, defaultVariant, targeting }: Flag) {
    this.#key = begin(new TextEncoder().encode(key));
    const [test, ofGroup, others] = partsOf(targeting);
    this.#groups = test === undefined ? [] : ('or' in test ? test.or : [test]).map(({ in: [group] }) => group);
    const route = (variant: string, reason: Route['reason']): Route =>
      Object.freeze({ variant, version: variants[variant] as string, reason });
    this.#untargeted = route(defaultVariant, targeting === undefined ? 'STATIC' : 'DEFAULT');
    const targeted = new Map(Object.keys(variants).map((name) => [name, route(name, 'TARGETING_MATCH')]));
    this.stable = targeted.get(stable) ?? this.#untargeted;
    this.candidate = targeted.get(candidate);
    this.#ofGroup = test && targeted.get(ofGroup);
    let end = 0;
    this.#shares = others?.fractional.map(([name, weight]) => {
      end += weight;
      return { end, route: targeted.get(name) ?? this.#untargeted };
    });
    this.#sum = end;
  }

  route({ targetingKey, groups }: RoutingContext): Route {
    if (this.#shares === undefined) return this.#untargeted;
    if (this.#ofGroup !== undefined && groups?.some((group) => this.#groups.includes(group))) return this.#ofGroup;
    if (!targetingKey) return this.#untargeted;
    const bucket = bucketOf(hashAfter(this.#key, targetingKey), this.#sum);
    for (const { end, route } of this.#shares) if (bucket < end) return route;
    return this.#untargeted;
  }
}

interface Share {
  /** The first bucket that it does not have. */
  readonly end: number;
  readonly route: Route;
}
