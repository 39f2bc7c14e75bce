import { expect, test } from 'vitest';
import type { RolloutStatus } from '#protocol';
import { listText } from '../../../src/cli/rollouts/statusText.ts';

test('the list names a stage only where one goes on: what is over is in none', () => {
  const rest = { candidate: '2.0.0', stable: '1.0.0', groups: [], problems: [] };
  const row = (name: string, state: RolloutStatus['state'], stage: string, percent: number) =>
    ({ ...rest, name, state, stage, percent }) as unknown as RolloutStatus;
  const all = [
    row('dates', 'running', 'canary', 1),
    row('lines', 'paused', 'beta', 10),
    row('sums', 'rolled-back', 'canary', 0),
    row('units', 'finished', 'comparison', 100),
  ];
  const lines = listText(all).split('\n').slice(1);
  expect(lines.map((line) => line.split(/ {2,}/).slice(-2).join(': '))).toEqual([
    ...['canary: 1 %', 'beta: 10 %', '–: 0 %', '–: 100 %'],
  ]);
});
