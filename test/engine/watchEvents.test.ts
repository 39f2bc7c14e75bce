import { expect, test } from 'vitest';
import type { Problem } from '#base';
import { ProblemNews, type WatchEvent } from '../../src/engine/rollout/watchEvents.ts';

const problem = (code: string, message: string): Problem => ({ code, severity: 'error', message });

test('a problem is told once, and when it is over; another one of its kind in its place is told alone', () => {
  const told: string[] = [];
  const news = new ProblemNews((event: WatchEvent) =>
    told.push(event.kind === 'problem' ? event.problem.message : event.kind === 'over' ? event.message : event.kind),
  );
  const torn = problem('flags-unreadable', 'It is not JSON.');
  news.update([torn]);
  news.update([torn]);
  news.update([problem('flags-unreadable', 'It has no flags.'), problem('flag-invalid', 'The flag a is none.')]);
  news.update([problem('flag-invalid', 'The flag a is none.')]);
  news.update([]);
  expect(told).toEqual([
    'It is not JSON.',
    'It has no flags.',
    'The flag a is none.',
    'The flag file is readable again.',
    'Over: The flag a is none.',
  ]);
});
