import { expect, test } from 'vitest';
import { rolloutStates, rolloutStrategies } from '#protocol';
import { stateLabel, strategyLabel, usersText } from '../../../src/host/rollout/words.ts';
import { stateWords, strategyLabel as strategyLabelInPanel, usersWords } from '../../../webview/rollout/words.ts';

// Panels share no code with the host, so that they could call the same things by different names.
test('the dashboard calls states, strategies and users what the view and the commands call them', () => {
  expect(rolloutStates.map(stateWords)).toEqual(rolloutStates.map(stateLabel));
  expect(rolloutStrategies.map(strategyLabelInPanel)).toEqual(
    rolloutStrategies.map((strategy) => strategyLabel(strategy).label),
  );
  for (const percent of [0, 0.0001, 1, 100]) {
    for (const groups of [[], ['insiders'], ['insiders', 'friends']]) {
      expect(usersWords({ percent, groups })).toBe(usersText({ percent, groups }));
    }
  }
  const byHand = { percent: 99.9999, groups: [], keptOut: ['partners', 'beta'] };
  expect(usersText(byHand)).toBe('99.9999 % of users, but nobody of partners, beta');
  expect(usersWords(byHand)).toBe(usersText(byHand));
});
