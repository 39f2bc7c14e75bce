import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { CycleGroup, FileEdge, FolderNode, HotSpot, RuleReport, Violation } from '#protocol';
import { adviceNodes } from '../../../../src/host/graph/tree/adviceNodes.ts';
import { cycleNodes } from '../../../../src/host/graph/tree/cycleNodes.ts';
import { folderNodes } from '../../../../src/host/graph/tree/folderNodes.ts';
import { hotSpotNodes } from '../../../../src/host/graph/tree/hotSpotNodes.ts';
import { problemNodes } from '../../../../src/host/graph/tree/problemNodes.ts';
import type { TreeNode } from '../../../../src/host/graph/tree/treeNode.ts';
import { newViolations, pressingViolations, violationNodes } from '../../../../src/host/graph/tree/violationNodes.ts';
import { flattened, outline } from './outline.ts';

const edge = (from: string, to: string, line: number, typeOnly = false): FileEdge => {
  return { from: `src/${from}.ts`, to: `src/${to}.ts`, line, typeOnly, names: [to] };
};

const group: CycleGroup = {
  id: 'src/cart.ts',
  files: ['src/cart.ts', 'src/order.ts', 'src/tax.ts'],
  runtime: true,
  shortest: [
    [edge('cart', 'order', 3), edge('order', 'cart', 7)],
    [edge('cart', 'order', 3), edge('order', 'tax', 8, true), edge('tax', 'cart', 1)],
  ],
  cut: { edges: [edge('cart', 'order', 3)], method: 'exact' },
};
const cycles = { groups: [group], filesInCycles: 3, filesInRuntimeCycles: 3 };

test('cycles: the cut, then each cycle with its imports, those to cut and those of types marked', async () => {
  expect(await outline(cycleNodes(cycles))).toMatchInlineSnapshot(`
    "cart.ts, order.ts, tax.ts | run time · 3 files
      Cheapest cut: 1 import | proved cheapest
        cart.ts → order.ts | line 3 [3]
      cart.ts → order.ts → cart.ts | 2 imports
        cart.ts → order.ts | line 3 · cut here [3]
        order.ts → cart.ts | line 7 [7]
      cart.ts → order.ts → tax.ts → cart.ts | 3 imports · with a type-only import
        cart.ts → order.ts | line 3 · cut here [3]
        order.ts → tax.ts | line 8 · type-only [8] (muted)
        tax.ts → cart.ts | line 1 [1]
    "
  `);
});

test('of a long cut the first imports, the others below one row', async () => {
  const edges = Array.from({ length: 9 }, (_, at) => edge(`a${at}`, 'b', at + 1));
  const [groupNode] = cycleNodes({ ...cycles, groups: [{ ...group, cut: { edges, method: 'heuristic' } }] });
  const [cut] = (await groupNode?.children?.()) ?? [];
  expect(await outline(cut === undefined ? [] : [cut])).toMatchInlineSnapshot(`
    "Cheapest cut: 9 imports | best found
      a0.ts → b.ts | line 1 [1]
      a1.ts → b.ts | line 2 [2]
      a2.ts → b.ts | line 3 [3]
      a3.ts → b.ts | line 4 [4]
      a4.ts → b.ts | line 5 [5]
      and 4 more
        a5.ts → b.ts | line 6 [6]
        a6.ts → b.ts | line 7 [7]
        a7.ts → b.ts | line 8 [8]
        a8.ts → b.ts | line 9 [9]
    "
  `);
});

test('folders say what is circular at run time, and what in types only', async () => {
  const entry = (path: string, filesInCycles: number, filesInRuntimeCycles: number): FolderNode => {
    const kind = path.endsWith('.ts') ? 'file' : 'folder';
    return { path, kind, files: 1, lines: 10, filesInCycles, filesInRuntimeCycles };
  };
  const nodes = [entry('both', 9, 2), entry('types', 4, 0), entry('a.ts', 1, 1), entry('b.ts', 1, 0)];
  const details = () => {
    throw new Error('no file is opened here');
  };
  const rows = await folderNodes({ folder: async () => ({ folder: '', nodes, edges: [] }), details }, '');
  expect(rows.map(({ label, description }) => `${label} | ${description}`)).toEqual([
    'both | 1 file · 2 in cycles · 7 in type-only cycles',
    'types | 1 file · 4 in type-only cycles',
    'a.ts | 10 lines · in a cycle',
    'b.ts | 10 lines · in a type-only cycle',
  ]);
});

const violation = (rule: string, from: string, more: Partial<Violation> = {}): Violation => {
  return {
    id: `${rule}: ${from}`,
    rule,
    severity: 'warning',
    type: 'dependency',
    from,
    to: 'lib/x.ts',
    known: false,
    ...more,
  };
};
const rules: RuleReport = {
  configuration: '.dependency-cruiser.mjs',
  evaluated: 'configuration',
  violations: [
    violation('no-orphans', 'src/lonely.ts', { type: 'module', to: 'src/lonely.ts', severity: 'info' }),
    violation('layers', 'src/a.ts', { severity: 'error', line: 2, known: true }),
    violation('layers', 'src/b.ts', { severity: 'error', line: 4 }),
    violation('no-circular', 'src/c.ts', { type: 'cycle', known: true, via: ['src/d.ts', 'src/c.ts'] }),
  ],
  fixed: ['layers: src/z.ts'],
};

test('violations: worst rule first, known ones last and greyed', async () => {
  expect(newViolations(rules)).toBe(2);
  expect(pressingViolations(rules)).toBe(1);
  expect(await outline(violationNodes(rules))).toMatchInlineSnapshot(`
    "layers | 1 · 1 known
      b.ts → x.ts | line 4 [4]
      a.ts → x.ts | line 2 · known [2] (muted)
    no-circular | 0 · 1 known (muted)
      c.ts → x.ts | known (muted)
        d.ts | src/d.ts
        c.ts | src/c.ts
    no-orphans | 1
      lonely.ts | src/lonely.ts
    No longer violated: 1 of the baseline
    Rules | .dependency-cruiser.mjs
    "
  `);
});

test('a rules file that could not be read is told from one that is not there', async () => {
  const unread = { ...rules, evaluated: 'defaults', violations: [], fixed: [] } as const;
  expect(await outline(violationNodes(unread))).toMatchInlineSnapshot(`
    "No rule is violated.
    The default rules apply | .dependency-cruiser.mjs was not read
    "
  `);
  expect(violationNodes(unread).at(-1)).toMatchObject({ path: '.dependency-cruiser.mjs', is: ['place'] });
});

test('what a rule says is no Markdown', () => {
  const comment = '![x](https://evil.example) [y](command:z)';
  const [node] = violationNodes({ ...rules, violations: [violation('<b>', 'a.ts', { comment })] });
  expect(node?.tooltip).not.toMatch(/!\[|\]\(|<b>/);
});

const spot: HotSpot = {
  path: 'src/cart.ts',
  commits: 12,
  churn: 340,
  dependents: 7,
  score: 100,
  coChanges: [
    { path: 'src/order.ts', together: 9, confidence: 0.75, linked: true },
    { path: 'src/receipt.ts', together: 6, confidence: 0.5, linked: false },
  ],
};

test('hot spots: with what changes together, hidden dependencies named', async () => {
  expect(await outline(hotSpotNodes({ value: [spot], problems: [] }))).toMatchInlineSnapshot(`
    "cart.ts | 12 commits · 7 dependents · src
      order.ts | changed together 9× · 75 %
      receipt.ts | changed together 6× · 50 % · no import between them
    "
  `);
});

test('without a history the hot spots say why there are none', async () => {
  const problem = { code: 'no-history', severity: 'info', message: 'This folder is not in a git repository' } as const;
  expect(await outline(hotSpotNodes({ value: [], problems: [problem] }))).toBe(
    'This folder is not in a git repository\n',
  );
});

const advice = {
  id: 'type-only-import src/a.ts ./b',
  kind: 'type-only-import',
  title: 'Make the import of ./b type-only',
  detail: 'Only types are used of it.',
  path: 'src/a.ts',
  line: 3,
  saves: { filesInCycles: 2 },
} as const;

test('advice can be applied where it comes with edits', async () => {
  const [plain] = adviceNodes([advice]);
  const [applicable] = adviceNodes([{ ...advice, edits: [{ start: 6, end: 6, text: ' type' }] }]);
  expect(plain).toMatchObject({ description: 'a.ts:3 · 2 fewer in cycles', is: ['file', 'place'] });
  expect(applicable?.is).toContain('applicable');
});

const empty: readonly TreeNode[] = [
  ...cycleNodes({ groups: [], filesInCycles: 0, filesInRuntimeCycles: 0 }),
  ...violationNodes({ evaluated: 'defaults', violations: [], fixed: [] }),
  ...hotSpotNodes({ value: [], problems: [] }),
  ...adviceNodes([]),
];

test('a section without rows says so', async () => {
  expect(await outline(empty)).toMatchInlineSnapshot(`
    "No file depends on itself, directly or round others.
    No rule is violated.
    The default rules apply
    No file that others rely on has changed more than once.
    Nothing to advise.
    "
  `);
});

test('every row has an id of its own and an icon that exists', async () => {
  const mapping = createRequire(import.meta.url)('@vscode/codicons/src/template/mapping.json');
  const icons = new Set(Object.values<string[]>(mapping).flat());
  const scan = { code: 'unreadable', severity: 'warning', message: 'Cannot be read', path: 'src/x.ts' } as const;
  const rows = await flattened([
    ...cycleNodes(cycles),
    ...violationNodes(rules),
    ...hotSpotNodes({ value: [spot], problems: [] }),
    ...adviceNodes([advice]),
    ...problemNodes([scan, scan], 'scan'),
    ...empty.filter((row) => row.id.endsWith('/none')),
  ]);
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  for (const { icon } of rows) expect([...icons, 'file', 'folder']).toContain(icon.name);
});
