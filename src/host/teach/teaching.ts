import { CancelledError } from '#base';
import type { Learned, SynthesisSession, TaughtExample } from '#protocol';

/** Inputs that a lesson takes along; more would be slow to hand over with each letter that is typed. */
const inputsTold = 500;
/** Inputs that are changed between two looks at what was typed meanwhile, and their letters: handing them over takes time. */
const packet = { inputs: 2000, letters: 200_000 };

/** Results that a kept capability has for examples, beside those that were typed. */
const mostAccepted = 20;

/** What becomes of one input: undefined while that is not known, null where there is no answer. */
export type Result = string | null | undefined;

/** What is taught: lines or parts of them, values of JSON, or the cells of a column. */
export interface About {
  readonly unit: 'line' | 'value' | 'cell';
  /** Of cells: the column. */
  readonly column?: string;
}

/** The input worth asking about. */
export interface Doubt {
  /** Place among the inputs. */
  readonly at: number;
  readonly answers: readonly (string | null)[];
}

/**
 * What is taught by examples, and what it makes of all inputs. The latest lesson counts: a new one stops the one before.
 * The same input always becomes the same, so that a correction takes the place of what was said before.
 */
export class Teaching {
  readonly #session: Pick<SynthesisSession, 'learn' | 'apply'>;
  readonly #changed: () => void;
  readonly #examples = new Map<string, string>();
  readonly inputs: readonly string[];
  readonly about: About;
  #results: Result[];
  #learned: Learned | undefined;
  #doubt: Doubt | undefined;
  #running: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;

  /** @param changed called when results are others */
  constructor(
    session: Pick<SynthesisSession, 'learn' | 'apply'>,
    inputs: readonly string[],
    changed: () => void,
    about: About = { unit: 'line' },
  ) {
    this.#session = session;
    this.#changed = changed;
    this.inputs = inputs;
    this.about = about;
    this.#results = new Array<Result>(inputs.length).fill(undefined);
  }

  /** The program that is known; undefined before the first lesson, and where none fits. */
  get learned(): Learned | undefined {
    return this.#learned;
  }

  get doubt(): Doubt | undefined {
    return this.#doubt;
  }

  /** Whether the inputs are values of JSON. */
  get json(): boolean {
    return this.about.unit === 'value';
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  get examples(): readonly TaughtExample[] {
    return [...this.#examples].map(([input, output]) => ({ input, output }));
  }

  /** What somebody agrees to who applies the results: some of them, from all over the list. */
  get accepted(): readonly TaughtExample[] {
    const given = this.inputs.flatMap((input, at) => {
      const output = this.resultAt(at);
      return typeof output === 'string' && output !== input ? [{ input, output }] : [];
    });
    return spread(given.length, mostAccepted).flatMap((at) => given[at] ?? []);
  }

  /** What was said to become of the input at a place. */
  exampleAt(at: number): string | undefined {
    return this.#examples.get(this.inputs[at] ?? '');
  }

  resultAt(at: number): Result {
    return this.exampleAt(at) ?? this.#results[at];
  }

  /** Learns from what was accepted and from what is being typed, which is forgotten again. @param first places that are in sight */
  preview(at: number, output: string, first: readonly number[] = []): Promise<void> {
    return this.#learn(new Map([...this.#examples, [this.inputs[at] ?? '', output]]), first);
  }

  /** Keeps an example, and learns from all of them. */
  accept(input: string, output: string, first: readonly number[] = []): Promise<void> {
    this.#examples.set(input, output);
    return this.#learn(this.#examples, first);
  }

  /** Forgets what was only being typed. */
  async back(first: readonly number[] = []): Promise<void> {
    if (this.#examples.size > 0) return this.#learn(this.#examples, first);
    this.stop();
    this.#become(undefined);
    return undefined;
  }

  /** Stops what is going on; what is known stays. */
  stop(): void {
    this.#running?.stop.abort();
    this.#running = undefined;
  }

  #learn(examples: ReadonlyMap<string, string>, first: readonly number[]): Promise<void> {
    this.stop();
    const stop = new AbortController();
    const done = this.#work(
      [...examples].map(([input, output]) => ({ input, output })),
      first,
      stop.signal,
    )
      .catch((error: unknown) => {
        if (!(error instanceof CancelledError)) throw error;
      })
      .finally(() => {
        if (this.#running?.stop !== stop) return;
        this.#running = undefined;
        this.#changed();
      });
    this.#running = { stop, done };
    return done;
  }

  async #work(examples: readonly TaughtExample[], first: readonly number[], signal: AbortSignal): Promise<void> {
    const places = spread(this.inputs.length, inputsTold);
    const inputs = places.map((at) => this.inputs[at] ?? '');
    const learned = await this.#session.learn(
      { intent: 'Learned from examples', examples, inputs, json: this.json },
      { signal },
    );
    if (signal.aborted) return;
    const question = learned?.question;
    this.#become(learned, question && { at: places[question.at] ?? 0, answers: question.answers });
    if (learned === undefined) return;
    const order = new Set([...first, ...this.inputs.keys()]);
    const all = [...order].filter((at) => this.#results[at] === undefined);
    for (const part of packetsOf(all, this.inputs)) {
      const texts = part.map((at) => this.inputs[at] ?? '');
      const outputs = await this.#session.apply(learned.program, texts, { signal });
      if (signal.aborted) return;
      for (const [nth, at] of part.entries()) this.#results[at] = outputs[nth] ?? null;
      this.#changed();
    }
  }

  #become(learned: Learned | undefined, doubt?: Doubt): void {
    // The same program, confirmed by one more example, gives what it gave.
    if (learned === undefined || learned.program !== this.#learned?.program) {
      this.#results = new Array<Result>(this.inputs.length).fill(learned === undefined ? null : undefined);
    }
    this.#learned = learned;
    this.#doubt = doubt;
    this.#changed();
  }
}

/** Places in order, in parts that are handed over in a moment. */
function* packetsOf(places: readonly number[], inputs: readonly string[]): Generator<readonly number[]> {
  let part: number[] = [];
  let letters = 0;
  for (const at of places) {
    part.push(at);
    letters += inputs[at]?.length ?? 0;
    if (part.length < packet.inputs && letters < packet.letters) continue;
    yield part;
    part = [];
    letters = 0;
  }
  if (part.length > 0) yield part;
}

/** At most so many places, from all over a list. */
function spread(length: number, most: number): readonly number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, nth) => Math.floor((nth * length) / count));
}
