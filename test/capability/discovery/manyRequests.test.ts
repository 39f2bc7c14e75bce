import { expect, test } from 'vitest';
import { gatherGaps } from '../../../src/capability/discovery/index.ts';
import type { RecordedRequest } from '../../../src/protocol/index.ts';
import { recorded } from './requests.ts';

const wishes = [
  ['convert the dates to ISO', 'turn dates into ISO', 'make the selected dates ISO dates', 'dates to iso'],
  ['convert CSV to JSON', 'csv into json', 'turn this csv into JSON please'],
  ['convert JSON to CSV', 'json into csv'],
  ['sort the lines by length', 'order lines by their length', 'sort lines by lenght'],
  ['remove duplicate lines', 'delete duplicated lines', 'drop the duplicate lines'],
  ['count the words', 'count words in the selection', 'tally words'],
  ['reverse the words of each line', 'flip the words in every line'],
  ['extract the e-mail addresses', 'get all email addresses', 'find e-mail addresses'],
  ['write names as initials', 'names as initials'],
  ['round prices to cents', 'round the prices to whole cents'],
  ['translate the comments to French', 'translate comments into French'],
  ['number the headings', 'give the headings numbers'],
];
const now = Date.UTC(2026, 0, 2);
const gapsOf = (requests: readonly RecordedRequest[], decided: readonly string[] = []) =>
  gatherGaps({ stubs: [], requests, ignored: new Map(), decided: new Set(decided), now });

/** Each way of asking again and again, by different people, in a fixed disorder. */
const many = Array.from({ length: 600 }, (_, at) => {
  const ways = wishes[(at * 7) % wishes.length] ?? [];
  return recorded(at + 1, ways[(at * 5) % ways.length] ?? '', { user: `user ${at % 9}` });
});

test('hundreds of requests are as many gaps as there are wishes, each with all that ask for it', () => {
  const found = gapsOf(many);
  const wishOf = (text: string) => wishes.findIndex((ways) => ways.includes(text));
  for (const { requests } of found) expect(new Set(requests.map(({ text }) => wishOf(text))).size).toBe(1);
  // Ways of asking that share no word are two gaps: nothing but their meaning would join them.
  expect(found.length).toBeLessThanOrEqual(wishes.length + 4);
  expect(found.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(many.length);
  expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
});

test('what was decided about a gap stays with it, as requests come and as the oldest are forgotten', () => {
  const first = gapsOf(many.slice(0, 100));
  const ids = first.map(({ id }) => id);
  const later = gapsOf(many.slice(50), ids);
  const intents = (gaps: typeof first) =>
    new Map(gaps.map(({ id, requests }) => [id, new Set(requests.map(({ text }) => text))]));
  const [before, after] = [intents(first), intents(later)];
  for (const [id, texts] of before) {
    // The same identity means the same wish.
    const kept = after.get(id);
    if (kept !== undefined)
      expect(
        [...texts].some((text) => kept.has(text)),
        id,
      ).toBe(true);
  }
  expect(ids.filter((id) => after.has(id)).length).toBe(ids.length);
});
