import { expect, test } from 'vitest';
import { type GapNode, gapNodes } from '../../../src/host/gaps/gapNodes.ts';
import { gap, place, stub } from './samples.ts';

const outline = (nodes: readonly GapNode[]): unknown[] =>
  nodes.map(({ label, description, children }) => [label, description ?? '', ...(children ? [outline(children)] : [])]);

test('a stub with its examples, what contradicts, and what could not be read', () => {
  const example = (line: number, output: string) => ({ input: ['A b', 1], output, place: place('slug.test.ts', line) });
  const nodes = gapNodes([
    gap({
      stub: stub('slug'),
      examples: [example(3, 'a-b'), example(4, 'a_b')],
      contradictions: [[0, 1]],
      skipped: [{ place: place('slug.test.ts', 9), reason: 'new Date() is no literal' }],
    }),
  ]);
  expect(outline(nodes)).toEqual([
    [
      'slug(title)',
      'src/slug.ts · 2 examples',
      [
        ['Examples 1 and 2 have the same input and different outputs', 'slug.test.ts:3 · slug.test.ts:4'],
        ['"A b", 1 → "a-b"', 'slug.test.ts:3'],
        ['"A b", 1 → "a_b"', 'slug.test.ts:4'],
        ['1 assertion cannot be read as an example', '', [['new Date() is no literal', 'slug.test.ts:9']]],
      ],
    ],
  ]);
  expect(nodes[0]).toMatchObject({ is: 'stubGap', place: { path: 'src/slug.ts' } });
});

test('requests with who asked, latest first, and what is near', () => {
  const request = (id: number, user: string) => ({
    ...{ id, user, at: '2026-01-01T00:00:00.000Z', text: `dates ${id}`, origin: 'editor' as const },
    outcome: 'missing_handler' as const,
  });
  const nodes = gapNodes([
    gap({
      id: 'request-1',
      source: 'requests',
      intent: 'dates to ISO',
      requests: [request(1, 'ann'), request(2, 'bob')],
      users: 2,
      near: [{ name: 'iso-times', confidence: 0.4, covers: ['dates'], misses: ['iso'] }],
    }),
  ]);
  expect(outline(nodes)).toEqual([
    [
      'dates to ISO',
      '2 requests · 2 users · no example',
      [
        ['dates 2', 'nothing can do it · bob'],
        ['dates 1', 'nothing can do it · ann'],
        ['iso-times', 'does something near to it · nothing about “iso”'],
      ],
    ],
  ]);
});

test('those that are ignored stand together at the end; ids are unique', () => {
  const ignored = { person: 'ann', reason: 'generated', at: '2026-01-01T00:00:00.000Z' };
  const nodes = gapNodes([gap({ id: 'a', intent: 'a' }), gap({ id: 'b', intent: 'b', ignored })]);
  expect(outline(nodes)).toEqual([
    ['a', 'no example'],
    ['Ignored', '1', [['b', 'no example']]],
  ]);
  expect(nodes[1]?.children?.[0]).toMatchObject({ is: 'ignoredGap' });
  expect(nodes[1]?.children?.[0]?.tooltip).toContain('Ignored by ann');
});

test('what others wrote brings no link into a tooltip', () => {
  const [node] = gapNodes([gap({ intent: '[x](command:evil)' })]);
  expect(node?.tooltip).not.toContain('](');
});

test('a function that does not exist, and one that tests find wrong, say so by their names', () => {
  const own = { path: 'src/slug.ts', name: 'slug' };
  const missing = gap({ source: 'missing', parameters: ['title'], function: { ...own, use: place('src/page.ts', 3) } });
  const failures = [{ path: 'src/slug.test.ts', test: 'slug › joins', message: 'Error: no' }];
  const wrong = gap({ id: 'src/a.ts#a', source: 'tests', function: { ...own, name: 'a' }, failures });
  expect(gapNodes([missing, wrong])).toMatchObject([
    { label: 'slug(title)', icon: 'symbol-function', is: 'stubGap', place: { path: 'src/page.ts', line: 3 } },
    { label: 'a()', tooltip: expect.stringMatching(/Tests find it wrong[\s\S]*slug › joins · Error/) },
  ]);
});
