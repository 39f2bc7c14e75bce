import type { Answer, Failure } from './api.ts';
import type { Scrapes } from './counters.ts';
import type { Scrape } from './matrix.ts';

/** How far back it is looked for what processes had counted before the rollout that were not scraped lately; seconds. */
const lookBack = 24 * 60 * 60;

/** Shorter parts of that are not asked for: there would be too many. */
const shortest = lookBack / 16;

/**
 * Asks for the last values of all series before the rollout, of a day: at once, or in parts where that is too much.
 * @param ask for what there is in so many seconds until a time, in milliseconds since 1970; one scrape a process
 * @param since when the rollout began
 * @returns nothing where a part is too much as well
 */
export async function lastValues(
  ask: (seconds: number, at: number) => Promise<Answer<Scrapes>>,
  since: number,
): Promise<Scrapes | Failure | undefined> {
  const last = new Map<string, readonly Scrape[]>();
  let part = lookBack;
  for (let back = 0; back < lookBack; ) {
    const answer = await ask(part, since - back * 1000);
    if (answer.kind === 'answer') {
      for (const [process, all] of answer.value) {
        const [scrape, [later] = []] = [all.at(-1), last.get(process)];
        if (scrape) last.set(process, [later ? withOlder(later, scrape) : scrape]);
      }
      back += part;
    } else if (!answer.isTooMuch) return answer;
    else if (part <= shortest) return undefined;
    else part /= 2;
  }
  return last;
}

const withOlder = ({ at, values }: Scrape, older: Scrape): Scrape => ({
  at,
  values: new Map([...older.values, ...values]),
});
