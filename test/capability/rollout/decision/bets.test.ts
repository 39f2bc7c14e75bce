import { describe, expect, test } from 'vitest';
import { Bets } from '../../../../src/capability/rollout/decision/bets.ts';

const newUser = { requests: 0, errors: 0 };

const block = (controls: number, controlErrors: number, candidates: number, errors: number) => ({
  control: { requests: controls, errors: controlErrors },
  candidate: { requests: candidates, errors },
});

/** After blocks in which of 100 requests of the control so many failed, and none of the candidate's. */
function after(blocks: number, errorsOf100: number) {
  const bets = new Bets(0.005);
  const past = { controls: 0, errors: 0 };
  for (let at = 0; at < blocks; at++) bets.bet(block(100, errorsOf100, 1, 0), newUser, past);
  return { bets, past };
}

describe('the bets that a version fails more often', () => {
  test('win where one failure is the candidate’s, and next to nothing where an outage fails both', () => {
    const won = (controlErrors: number) => {
      const { bets, past } = after(40, 1);
      const before = bets.logEvidenceOf(1);
      bets.bet(block(72, controlErrors, 1, 1), newUser, past);
      return bets.logEvidenceOf(1) - before;
    };
    expect(won(0)).toBeGreaterThan(1);
    expect(won(1)).toBeGreaterThan(0.9);
    expect(won(20)).toBeLessThan(0.01);
    expect(won(72)).toBeCloseTo(0, 12);
  });

  test('win as well where both versions have half of the users: of small blocks most may fail by harm alone', () => {
    const { bets, past } = after(0, 0);
    for (let at = 0; at < 20; at++) bets.bet(block(2, 0, 2, 0), newUser, past);
    const before = bets.logEvidenceOf(1);
    bets.bet(block(2, 0, 2, 2), newUser, past);
    expect(bets.logEvidenceOf(1) - before).toBeGreaterThan(1);
  });

  test('ask for more evidence where errors are frequent, and never for less than the policy', () => {
    const needed = (errorsOf100: number) => Math.exp(after(100, errorsOf100).bets.logNeeded);
    expect([needed(0), needed(1)]).toEqual([expect.closeTo(200, 6), expect.closeTo(200, 6)]);
    expect(needed(6) / needed(3)).toBeCloseTo(4, 1);
  });

  test('are won for good once the bar is reached, though it is higher later', () => {
    const { bets, past } = after(40, 1);
    for (let at = 0; at < 8; at++) bets.bet(block(72, 0, 1, 1), newUser, past);
    expect(bets.logEvidenceOf(1)).toBe(bets.logNeeded);
    for (let at = 0; at < 200; at++) bets.bet(block(100, 10, 1, 0), newUser, past);
    expect(bets.logEvidenceOf(1)).toBe(bets.logNeeded);
  });
});
