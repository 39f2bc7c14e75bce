import { expect, test, vi } from 'vitest';
import type { Print } from '../../scripts/process.ts';
import { type Job, sideBySide } from '../../scripts/sideBySide.ts';
import { onePassed } from '../../scripts/tally.ts';

const job = (run: (print: Print) => Promise<void>, hasDeadlines = false): Job => ({
  hasDeadlines,
  async run(print = console.log) {
    await run(print);
    return onePassed;
  },
});

/** What is shown on the terminal meanwhile. */
async function shownBy(act: () => Promise<unknown>): Promise<string[]> {
  const shown: string[] = [];
  const terminal = vi.spyOn(console, 'log').mockImplementation((text) => void shown.push(text));
  try {
    await act();
  } finally {
    terminal.mockRestore();
  }
  return shown;
}

/** Two jobs, the second of which ends in the midst of the first where both run at the same time. */
function twoJobs(atOnce: boolean): Job[] {
  const second = Promise.withResolvers<void>();
  return [
    job(async (print) => {
      print('first begins');
      if (atOnce) await second.promise;
      print('first ends');
    }),
    job(async (print) => {
      print('second begins');
      print('second ends');
      second.resolve();
    }),
  ];
}

test('what a job prints stands together, once it has ended; with one lane it is shown at once', async () => {
  const first = ['first begins', 'first ends'];
  const second = ['second begins', 'second ends'];
  expect(await shownBy(() => sideBySide(twoJobs(true), 2))).toEqual([...second, ...first]);
  expect(await shownBy(() => sideBySide(twoJobs(false), 1))).toEqual([...first, ...second]);
});

test('all are counted', async () => {
  const jobs = Array.from({ length: 5 }, (_, at) => job(async () => {}, at % 2 === 0));
  expect(await sideBySide(jobs, 2)).toMatchObject({ passed: 5 });
});

test('of jobs with deadlines one runs at a time, beside others, and each begins as soon as it can', async () => {
  const running = new Set<string>();
  const seen: string[] = [];
  const ends = new Map<string, () => void>();
  const named = (name: string, hasDeadlines: boolean) =>
    job(async () => {
      running.add(name);
      seen.push([...running].join(' and '));
      await new Promise<void>((end) => ends.set(name, end));
      running.delete(name);
    }, hasDeadlines);
  const done = sideBySide([named('late', true), named('later', true), named('free', false), named('freer', false)], 2);
  const end = (name: string) => ends.get(name)?.();
  const isBegun = (name: string) => vi.waitFor(() => expect(ends.has(name)).toBe(true));
  await isBegun('free');
  end('free');
  await isBegun('freer');
  end('late');
  await isBegun('later');
  end('freer');
  end('later');
  await done;
  expect(seen).toEqual(['late', 'late and free', 'late and freer', 'freer and later']);
});

test('what was printed is shown, too, where a job fails', async () => {
  const failing = job(async (print) => {
    print('before it failed');
    throw new Error('broken');
  });
  const shown = await shownBy(() => expect(sideBySide([job(async () => {}), failing], 2)).rejects.toThrow('broken'));
  expect(shown).toEqual(['before it failed']);
});
