import { describe, expect, test } from 'vitest';
import { counts, octaveOf } from '../../../../src/capability/rollout/decision/history.ts';
import { labelsOf, readSpeaks, readStratum } from '../../../../src/capability/rollout/decision/labels.ts';
import fc from '../../../support/fastCheck.ts';

describe('the labels of a counted request', () => {
  test('never put a user into one stratum twice, nor let one speak twice in an octave', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }), (outcomes) => {
        const seen = new Set<string>();
        const spoken: number[] = [];
        let errors = 0;
        let lastFailed = false;
        for (const [requests, failed] of outcomes.entries()) {
          const history = { requests, errors, lastFailed };
          const { stratum, speaks } = labelsOf(history, history);
          const octave = readSpeaks(speaks);
          if (octave !== undefined) spoken.push(octave);
          if (stratum === 'none') {
            expect(counts(history) && octaveOf(history) <= 5).toBe(false);
          } else {
            expect(seen).not.toContain(stratum);
            seen.add(stratum);
            expect(readStratum(stratum)).toMatchObject({ requests, lastFailed });
          }
          if (failed) errors++;
          lastFailed = failed;
        }
        expect(spoken).toEqual(spoken.map((_, at) => at));
      }),
      { numRuns: 50 },
    );
  });

  test('are few', () => {
    const labels = new Set<string>();
    for (let requests = 0; requests < 5000; requests++) {
      for (let errors = 0; errors <= Math.min(requests, 64); errors++) {
        for (const lastFailed of errors === 0 ? [false] : [true, false]) {
          const { stratum, speaks } = labelsOf({ requests, errors, lastFailed }, { requests });
          labels.add(`${stratum} ${speaks}`);
        }
      }
    }
    expect(labels.size).toBeLessThan(300);
  });

  test('that nobody has written by these rules are none', () => {
    for (const label of ['', 'none', '1.5.0', '1.0', '-1.0.0', '1.0.0.0', '999.0.0']) {
      expect(readStratum(label)).toBeUndefined();
    }
    for (const label of ['', 'no', 'yes', '-1', '13', '1.5']) expect(readSpeaks(label)).toBeUndefined();
  });
});
