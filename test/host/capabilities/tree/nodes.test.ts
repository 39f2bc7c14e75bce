import { expect, test } from 'vitest';
import type { RecordedRequest } from '#protocol';
import { capabilityNodes } from '../../../../src/host/capabilities/tree/capabilityNodes.ts';
import type { CapabilityNode } from '../../../../src/host/capabilities/tree/node.ts';
import { requestNodes } from '../../../../src/host/capabilities/tree/requestNodes.ts';
import { capability, ran, report, row } from '../rows.ts';

/** Rows as an indented text, with what is in brackets behind their labels. */
function outline(nodes: readonly CapabilityNode[], depth = 0): string {
  return nodes
    .map(({ label, description, icon, children }) => {
      const facts = [icon.name, description].filter((fact) => fact !== undefined && fact !== '').join(': ');
      return `${'  '.repeat(depth)}${label} [${facts}]\n${outline(children ?? [], depth + 1)}`;
    })
    .join('');
}

test('capabilities are below how they stand, with what they take, may reach, show and were found to do', () => {
  const granted = capability('b', {
    manifest: { ...capability('b').manifest, permissions: { network: ['a.org'], clock: true } },
  });
  const finding = {
    ...{ rule: 'timers', severity: 'warning' as const, start: 0, end: 4, line: 1, column: 1 },
    ...{ message: 'It waits.', hint: 'Do not.' },
  };
  const found = report(granted, { safety: { findings: [finding], uses: [], score: 90, parts: [], admitted: true } });
  const rows = [
    row('a', 'unverified'),
    row('b', 'admitted', { capability: granted, report: found }),
    row('c', 'broken'),
  ];
  expect(outline(capabilityNodes(rows, new Map()))).toMatchInlineSnapshot(`
    "Admitted [verified-filled: 1]
      b [verified-filled: STANDARD · risk 12]
        Intents [comment-discussion: 1]
          b {selection} [comment]
        Permissions [key: 2]
          Asks hosts on the network [lock: a.org]
          Knows the time [lock]
        Examples [beaker: 2 · 1 passed · 1 failed]
          one [pass]
          two [error: It is 7.]
        Findings [search: 1]
          It waits. [warning: timers · index.ts:1]
    Unverified [question: 1]
      a [question: 1.0.0]
        Intents [comment-discussion: 1]
          a {selection} [comment]
        Permissions [key: none: it sees its input alone]
        Examples [beaker: 2]
          one [circle-outline: not run]
          two [circle-outline: not run]
    Broken [bracket-error: 1]
      c [bracket-error: 1 problem]
        version is "1.0". [error: package.json:3]
    "
  `);
});

test('an example that was run by itself counts before the run of the report', () => {
  const own = new Map([['hash-of-a two', ran('two', true)]]);
  expect(outline(capabilityNodes([row('a', 'admitted')], own))).toContain('Examples [beaker: 2 · 2 passed]');
});

test('evidence for another content is no evidence', () => {
  const old = report(capability('a'), { hash: 'another' });
  expect(outline(capabilityNodes([row('a', 'unverified', { report: old })], new Map()))).toContain(
    'one [circle-outline: not run]',
  );
});

test('what others have written can bring no links or pictures into tooltips', () => {
  const nasty = capability('a', { description: '[x](command:evil) ![y](https://a.org/p.png) <img src=z> $(error)' });
  const [group] = capabilityNodes([row('a', 'unverified', { capability: nasty })], new Map());
  const tooltip = group?.children?.[0]?.tooltip ?? '';
  expect(tooltip).not.toMatch(/(?<!\\)\[x|(?<!\\)<img|\$\(error/);
});

const guess = (name: string) => ({ name, title: `Do ${name}`, intent: `${name} {selection}`, confidence: 0.4 });

test('a request that failed opens to what can be done', () => {
  const recorded = (id: number, text: string, more: Partial<RecordedRequest>): RecordedRequest => ({
    ...{ id, at: '2026-11-20T10:00:00.000Z', request: { text, user: { id: 'ada' }, origin: 'editor' } },
    ...{ outcome: 'served', milliseconds: 3.4 },
    ...more,
  });
  const requests = [
    recorded(5, 'do something', { outcome: 'low_confidence', reason: 'Unclear.', guesses: ['a', 'b', 'c'].map(guess) }),
    recorded(4, 'water plants', { outcome: 'missing_handler', reason: 'Nothing does.' }),
    recorded(3, 'do b', { outcome: 'permission', name: 'b', reason: 'It waits.' }),
    recorded(2, 'do a', { outcome: 'timeout', name: 'a', version: '1.0.0', reason: 'Too slow.' }),
    recorded(1, 'do a', { name: 'a', version: '1.0.0', match: { intent: 'a {selection}', confidence: 1, slots: {} } }),
  ];
  const rows = [row('a', 'admitted'), row('b', 'waiting'), row('c', 'admitted')];
  const nodes = requestNodes(requests, rows, () => '10:00');
  const ids = nodes.flatMap(({ children = [] }) => children.map(({ id }) => id));
  expect(new Set(ids).size, 'each row has an id of its own').toBe(ids.length);
  expect(outline(nodes)).toMatchInlineSnapshot(`
    "do something [question: not clear what was meant · 10:00]
      Use a Instead [play: Do a]
      Use c Instead [play: Do c]
      Approve b… [thumbsup]
      Generate It… [sparkle: from an example, or from its words]
      Ask in Other Words… [comment]
      New Capability… [add]
    water plants [question: nothing can do it · 10:00]
      Generate It… [sparkle: from an example, or from its words]
      Ask in Other Words… [comment]
      New Capability… [add]
    do b [lock: b · not allowed · 10:00]
      Approve b… [thumbsup]
      Open the Report of b [preview]
      Ask in Other Words… [comment]
    do a [watch: a · took too long · 10:00]
      Open the Report of a [preview]
      Open the Code of a [go-to-file]
      Ask in Other Words… [comment]
    do a [pass: a · 10:00]
    "
  `);
  expect(nodes[4]?.tooltip).toContain('understood as “a \\{selection\\}”');
  expect(nodes[3]?.tooltip).toBe(
    '**do a**\n\ntook too long · a 1\\.0\\.0\n\nToo slow\\.\n\n10\\:00 · 3 ms · in the editor · ada',
  );
});
