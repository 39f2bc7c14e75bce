import { expect, it } from 'vitest';
import { abVerdict } from '#capability/rollout';
import type { AbMetric, ArmFigures, RolloutDecision, ShareFigure } from '#protocol';

const share = (low: number, high: number, of = 1000): ShareFigure => ({
  count: (of * (low + high)) / 2,
  of,
  low,
  high,
});
const same = share(0.05, 0.15);

function arm(metric: AbMetric, figure: ShareFigure): ArmFigures {
  const figures = { errors: same, slow: same, unhappy: same };
  const key = ({ errors: 'errors', latency: 'slow', feedback: 'unhappy' } as const)[metric];
  return { requests: 1000, users: 200, ...figures, [key]: figure };
}

const verdict = (
  metric: AbMetric,
  candidate: ShareFigure,
  control: ShareFigure,
  more: Partial<RolloutDecision> = {},
) => {
  const decision: RolloutDecision = {
    ...{ action: 'hold', rule: 'no-evidence-yet', words: 'Hold.', at: '', stage: { name: 'comparison', percent: 50 } },
    ...{ candidate: arm(metric, candidate), control: arm(metric, control), evidence: [] },
    ...more,
  };
  return abVerdict(decision, { ab: { percent: 50, minutes: 0, requests: 0, metric, margin: 0.02 } }, '1.0.0');
};

it.each(['errors', 'latency', 'feedback'] as const)('%s decide, and nothing else', (metric) => {
  expect(verdict(metric, share(0.01, 0.04), share(0.05, 0.09)).winner).toBe('candidate');
  expect(verdict(metric, share(0.05, 0.09), share(0.01, 0.04)).winner).toBe('stable');
  expect(verdict(metric, share(0.01, 0.02), share(0.01, 0.025)).winner).toBe('no-difference-that-matters');
  expect(verdict(metric, share(0.01, 0.05), share(0.02, 0.06)).winner).toBe('none-yet');
  expect(verdict(metric, share(0, 1, 0), share(0.02, 0.06)).winner).toBe('none-yet');
});

it('says both ranges, and by how much they may differ', () => {
  expect(verdict('latency', share(0.01, 0.05), share(0.02, 0.06)).words).toBe(
    'It is open: they may differ by 5 percentage points, and 2 percentage points matter. Slow: 3 % (between 1 % and 5 %) with the new version, 4 % (between 2 % and 6 %) with 1.0.0.',
  );
});

it('waits for the minimum, but for what is taken back', () => {
  const needs = [{ kind: 'requests', done: 10, needed: 1000 }] as const;
  const better = [share(0.01, 0.04), share(0.05, 0.09)] as const;
  expect(verdict('feedback', ...better, { needs })).toMatchObject({
    winner: 'none-yet',
    words: expect.stringContaining('There is no verdict before 1,000 requests.'),
  });
  expect(verdict('feedback', ...better, { needs, rule: 'worse-than-control' }).winner).toBe('stable');
});

it('takes no harm, which is by the limit, for no proof that no difference matters', () => {
  const { winner, words } = verdict('errors', share(0.029, 0.055), share(0.005, 0.03), { rule: 'no-harm' });
  expect(winner).toBe('none-yet');
  expect(words).toContain(
    'It is shown that it does no harm; which is better is open: they may differ by 5 percentage points, and 2 percentage points matter.',
  );
});

it('names no winner where users are not split as the flag says, and says of whom a range is', () => {
  const better = [share(0.01, 0.04), share(0.05, 0.09)] as const;
  const split = { rule: 'users-split-wrongly', against: '', needed: 5000 } as const;
  const said = (evidence: number) => verdict('errors', ...better, { evidence: [{ ...split, evidence }] });
  expect(said(1e6)).toMatchObject({ winner: 'none-yet', words: expect.stringContaining('users are not split') });
  expect(said(10).winner).toBe('candidate');
  const heavy = { count: 510, of: 1000, low: 0.0145, high: 0.0598 };
  expect(verdict('errors', heavy, share(0.05, 0.09)).words).toContain('51 % (of users between 1.45 % and 5.98 %)');
});
