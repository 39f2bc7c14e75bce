import { expect, test } from 'vitest';
import { readOutcomes } from '../../../src/capability/discovery/index.ts';

const line = (more: object) =>
  JSON.stringify({ at: '2026-11-21T10:00:00+01:00', request: 'make a PDF', outcome: 'missing_handler', ...more });

test('failed requests have the form of the journal; those that were served do not count', () => {
  const text = [
    line({ user: 'u-17', groups: ['beta'], input: { id: 5 }, milliseconds: 3, reason: 'nothing does it', later: true }),
    line({ outcome: 'served' }),
    '',
    line({ outcome: 'error', capability: 'to-pdf', version: '1.0.0' }),
  ].join('\r\n');
  expect(readOutcomes('a.jsonl', text, -10)).toEqual({
    problems: [],
    value: {
      ...{ ids: new Map(), opinions: [] },
      requests: [
        {
          id: -10,
          at: '2026-11-21T09:00:00.000Z',
          request: {
            text: 'make a PDF',
            user: { id: 'u-17', groups: ['beta'] },
            origin: 'app',
            input: { id: 5 },
          },
          outcome: 'missing_handler',
          reason: 'nothing does it',
          milliseconds: 3,
        },
        {
          id: -7,
          at: '2026-11-21T09:00:00.000Z',
          request: { text: 'make a PDF', user: { id: 'app' }, origin: 'app' },
          outcome: 'error',
          name: 'to-pdf',
          version: '1.0.0',
          milliseconds: 0,
        },
      ],
    },
  });
});

test('a line that is no outcome is told with its number, and the others are read', () => {
  const text = [line({}), '{"at":', '[]', line({ at: 'yesterday' }), line({ outcome: 'lost' }), line({})].join('\n');
  const { value, problems } = readOutcomes('.toolwright/outcomes.jsonl', text, 0);
  expect(value.requests.map(({ id }) => id)).toEqual([0, 5]);
  expect(problems.map(({ path, line: at, code }) => [path, at, code])).toEqual(
    [2, 3, 4, 5].map((at) => ['.toolwright/outcomes.jsonl', at, 'outcome-invalid']),
  );
  expect(problems.map(({ message }) => message).join('\n')).toMatch(/no JSON[\s\S]*list[\s\S]*date-time[\s\S]*lost/);
});

test('of a long file the last lines count, and few problems are told', () => {
  const { value, problems } = readOutcomes('a', `${'{}\n'.repeat(3000)}${`${line({})}\n`.repeat(4000)}`, 0);
  expect([value.requests.length, problems.length]).toEqual([4000, 20]);
});

test('opinions are read beside them, and what was served where they can name it', () => {
  const opinion = { at: '2026-11-21T10:00:00Z', capability: 'to-pdf', rating: 'down', requestId: 'x-1', speaks: 'no' };
  const text = [line({ outcome: 'served', id: 'x-1' }), JSON.stringify(opinion), '{"rating":"down"}'].join('\n');
  const { value, problems } = readOutcomes('a.jsonl', text, 7);
  expect(value).toMatchObject({
    requests: [{ id: 7, outcome: 'served' }],
    ids: new Map([['x-1', 7]]),
    opinions: [opinion],
  });
  expect(problems).toMatchObject([{ code: 'outcome-invalid', line: 3 }]);
});
