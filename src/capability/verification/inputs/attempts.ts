import { Arbitrary, type Random, Stream, Value } from 'fast-check';

/** Tries for one value, and values in a row that may come to nothing before it is not tried any more. */
const most = { tries: 20, failures: 5 };
/** Random numbers for one try: what asks for more rejects, inside, what it draws. */
const mostNumbers = 20_000;

/**
 * Draws what fits, in bounded time. fast-check's own filters, `filter` and those inside of `stringMatching`, draw until
 * something fits, in one go that no time limit and no signal ends: for a schema that allows little or nothing, for ever.
 */
export class Attempts extends Arbitrary<string> {
  readonly #drawn: Arbitrary<string>;
  readonly #fits: (text: string) => boolean;
  readonly #gaveUp: () => void;
  #failures = 0;

  /** @param gaveUp is told when nothing that fits was found; a value is drawn then that does not fit */
  constructor(drawn: Arbitrary<string>, fits: (text: string) => boolean, gaveUp: () => void) {
    super();
    this.#drawn = drawn;
    this.#fits = fits;
    this.#gaveUp = gaveUp;
  }

  override generate(random: Random, bias: number | undefined): Value<string> {
    for (let turn = 0; turn < most.tries && this.#failures < most.failures; turn++) {
      const value = this.#try(random, bias);
      if (value === undefined) break;
      if (!this.#fits(value.value)) continue;
      this.#failures = 0;
      return value;
    }
    this.#failures++;
    this.#gaveUp();
    return new Value('', undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is string {
    return this.#drawn.canShrinkWithoutContext(value);
  }

  override shrink(value: string, context: unknown): Stream<Value<string>> {
    if (context === undefined && !this.canShrinkWithoutContext(value)) return Stream.nil();
    return this.#drawn.shrink(value, context).filter((smaller) => this.#fits(smaller.value));
  }

  #try(random: Random, bias: number | undefined): Value<string> | undefined {
    try {
      return this.#drawn.generate(counted(random), bias);
    } catch (error) {
      if (error instanceof TooManyNumbers) return undefined;
      throw error;
    }
  }
}

class TooManyNumbers extends Error {}

function counted(random: Random): Random {
  let left = mostNumbers;
  return new Proxy(random, {
    get(target, name) {
      if (left-- === 0) throw new TooManyNumbers();
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
