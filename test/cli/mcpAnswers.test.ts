import { expect, test } from 'vitest';
import type { RequestOutcome } from '#protocol';
import { answerTo } from '../../src/cli/mcp/answers.ts';

const effect = { call: 'workspace.write', arguments: ['a.md', '# A\n'], milliseconds: 1 };
const served = {
  kind: 'served',
  name: 'notes',
  version: '1.2.0',
  result: { status: 'ok', value: { files: 1 }, effects: [effect] },
} as unknown as RequestOutcome;

const texts = (outcome: RequestOutcome, which?: 'named') =>
  answerTo(outcome, which).content.map((part) => (part.type === 'text' ? part.text : ''));

test('an agent is told the value, which capability gave it where it did not choose it, and what would be written', () => {
  const proposal = 'It proposes to write these files; nothing was written yet:\n--- a.md\n# A\n';
  expect(texts(served)).toEqual(['{\n  "files": 1\n}', proposal]);
  expect(texts(served, 'named')).toEqual(['{\n  "files": 1\n}', '(Done by the capability notes 1.2.0.)', proposal]);
});

test('an agent that asked in words is told what of them was left out, and what was taken for a text', () => {
  const match = { intent: 'take notes', confidence: 0.8, slots: {}, unheard: ['weekly'], taken: ['my notes'] };
  expect(texts({ ...served, match } as RequestOutcome, 'named')[1]).toBe(
    [
      '(Done by the capability notes 1.2.0.)',
      'Left out of the request, because it is about nothing of the kind: “weekly”.',
      'Taken from the request as the text to work on: “my notes”.',
    ].join('\n'),
  );
});

test('an agent is told why nothing was done, and what comes near', () => {
  const guesses = [{ name: 'notes', title: 'Take notes' }];
  const outcome = { kind: 'low_confidence', reason: 'None fits.', guesses } as unknown as RequestOutcome;
  expect(answerTo(outcome)).toEqual({
    content: [{ type: 'text', text: 'None fits.\nIt may be one of these:\nnotes: Take notes' }],
    isError: true,
  });
});
