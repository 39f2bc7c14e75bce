import { CancelledError, messageOf, ToolwrightError } from '#base';
import type { Candidate, Generator, Rejection, SynthesisBudget } from '../generator.ts';

/** Told of a generator that cannot go on; the others do. */
export type OnFailure = (generator: string, error: ToolwrightError) => void;

type Turns = AsyncGenerator<Candidate, void, Rejection | undefined>;

interface Player {
  readonly name: string;
  readonly turns: Iterator<Candidate, unknown, Rejection | undefined> | Turns;
  /** What its last candidate was rejected for. */
  rejection: Rejection | undefined;
}

/**
 * One generator of several that take turns: each gives a candidate, in their order, as long as it has some. What is
 * far-fetched comes last of a round.
 */
export function interleaved(generators: readonly Generator[], onFailure: OnFailure): Generator {
  return {
    name: generators.map(({ name }) => name).join(' and '),
    async *generate(gap, budget) {
      let players: Player[] = generators.map((generator) => {
        const found = generator.generate(gap, budget);
        const turns = Symbol.iterator in found ? found[Symbol.iterator]() : found;
        return { name: generator.name, turns, rejection: undefined };
      });
      try {
        while (players.length > 0) {
          const left: Player[] = [];
          const held: (readonly [Player, Candidate])[] = [];
          for (const player of players) {
            const candidate = await nextOf(player, onFailure);
            if (candidate === undefined) continue;
            left.push(player);
            if (candidate.farFetched) held.push([player, candidate]);
            else player.rejection = yield candidate;
          }
          for (const [player, candidate] of held) player.rejection = yield candidate;
          players = left;
        }
      } finally {
        for (const { turns } of players) await turns.return?.();
      }
    },
  };
}

/** One generator of several: the next one begins when the one before it has no more. */
export function oneAfterAnother(generators: readonly Generator[], onFailure: OnFailure): Generator {
  return {
    name: generators.map(({ name }) => name).join(', then '),
    async *generate(gap, budget) {
      for (const generator of generators) yield* turnsOf(interleaved([generator], onFailure).generate(gap, budget));
    },
  };
}

/** The candidates of a generator, whichever form it has. */
async function* turnsOf(found: ReturnType<Generator['generate']>): Turns {
  if (Symbol.asyncIterator in found) yield* found;
  else yield* found;
}

async function nextOf({ name, turns, rejection }: Player, onFailure: OnFailure): Promise<Candidate | undefined> {
  try {
    const { value, done } = await turns.next(rejection);
    return done === true ? undefined : (value as Candidate);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    onFailure(name, ToolwrightError.is(error) ? error : broken(error));
    return undefined;
  }
}

function broken(error: unknown): ToolwrightError {
  return new ToolwrightError('generator-failed', `It stopped unexpectedly: ${messageOf(error)}.`, {
    cause: error,
    hint: 'The others went on. The log tells more.',
  });
}

/** A generator within bounds of its own. */
export function bounded(
  generator: Generator,
  most: { readonly candidates: number; readonly milliseconds: number },
): Generator {
  return {
    name: generator.name,
    async *generate(gap, budget) {
      const limit = performance.now() + most.milliseconds;
      const own: SynthesisBudget = {
        steps: budget.steps,
        ...(budget.signal === undefined ? {} : { signal: budget.signal }),
        // Looked at again and again: the outer one may be ended at any time.
        get deadline() {
          return Math.min(limit, budget.deadline ?? limit);
        },
      };
      const turns = turnsOf(generator.generate(gap, own));
      try {
        let rejection: Rejection | undefined;
        for (let given = 0; given < most.candidates && performance.now() < (own.deadline ?? limit); given++) {
          const { value, done } = await turns.next(rejection);
          if (done === true) return;
          rejection = yield value;
        }
      } finally {
        await turns.return();
      }
    },
  };
}
