import { candidate, type Flag, groupsOf, partsOf, stable } from './flag.ts';
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
  /** What there was before the rollout: it steps in where the candidate fails. By its name, else what is the default. */
  readonly stable: Route;
  /** What is rolled out: by its name, or as another version than the stable one; undefined where the flag gives it to nobody. */
  readonly candidate: Route | undefined;
  /** All that it gives to somebody. */
  readonly given: readonly Route[];
  /** The hash so far: flagd hashes the flag's key and the targeting key, one after the other. */
  readonly #key: Begun;
  /** What those get who are picked by their key, if anybody is. */
  readonly #shared: readonly Route[] | undefined;
  /** Of each, the first bucket that it does not have: beside them, since each object on the way costs a look at the memory. */
  readonly #ends: number[] = [];
  readonly #sum: number;
  readonly #groups: readonly string[];
  readonly #untargeted: Route;
  readonly #ofGroup: Route | undefined;

  constructor(key: string, { variants, defaultVariant, targeting }: Flag) {
    this.#key = begin(new TextEncoder().encode(key));
    const [test, ofGroup, others] = partsOf(targeting);
    this.#groups = test ? groupsOf(test) : [];
    const route = (variant: string, reason: Route['reason'] = 'TARGETING_MATCH'): Route =>
      Object.freeze({ variant, version: variants[variant] as string, reason });
    this.#untargeted = route(defaultVariant, targeting ? 'DEFAULT' : 'STATIC');
    this.#ofGroup = test && route(ofGroup);
    const given = [this.#ofGroup ?? []].flat();
    let sum = 0;
    this.#shared = others?.fractional.map(([name, weight]) => {
      sum += weight;
      this.#ends.push(sum);
      const one = route(name);
      if (weight) given.push(one);
      return one;
    });
    this.#sum = sum;
    given.push(this.#untargeted);
    this.given = given;
    this.stable = Object.hasOwn(variants, stable) ? route(stable) : this.#untargeted;
    this.candidate =
      given.find(({ variant }) => variant === candidate) ??
      given.find(({ version }) => version !== this.stable.version);
  }

  route({ targetingKey, groups }: RoutingContext): Route {
    if (!this.#shared) return this.#untargeted;
    if (this.#ofGroup && groups?.some((group) => this.#groups.includes(group))) return this.#ofGroup;
    if (!targetingKey) return this.#untargeted;
    const bucket = bucketOf(hashAfter(this.#key, targetingKey), this.#sum);
    let at = 0;
    while (bucket >= (this.#ends[at] as number)) at++;
    return this.#shared[at] ?? this.#untargeted;
  }
}
