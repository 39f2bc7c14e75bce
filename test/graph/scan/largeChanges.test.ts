import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CancelledError } from '#base';
import type { FileEvent } from '#protocol';
import { LiveGraph } from '../../../src/graph/scan/liveGraph.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const size = 900;

async function scanned() {
  const texts = Array.from({ length: size }, (_, i) => [`f${i}.ts`, `import './f${(i + 1) % size}';\n`] as const);
  const root = temporaryWorkspace(Object.fromEntries(texts));
  const graph = new LiveGraph({ root });
  await graph.scan();
  return { root, graph };
}

/** As when another branch is checked out: most files change, some go, some come. */
function switchBranch(root: string): FileEvent[] {
  const events: FileEvent[] = [];
  for (let i = 0; i < size; i++) {
    const path = `f${i}.ts`;
    if (i % 10 === 0) {
      rmSync(join(root, path));
      writeFileSync(join(root, `g${i}.ts`), `import './f${(i + 1) % size}';\n`);
      events.push({ type: 'deleted', path }, { type: 'created', path: `g${i}.ts` });
    } else {
      writeFileSync(join(root, path), `import './f${(i + 2) % size}';\n`);
      events.push({ type: 'changed', path });
    }
  }
  return events;
}

test('many changes at once give the graph that a fresh scan gives, with progress', async () => {
  const { root, graph } = await scanned();
  const steps = new Set<string>();
  await graph.apply(switchBranch(root), { report: ({ step }) => steps.add(step) });
  expect(steps).toContain('Reading imports');
  const fresh = new LiveGraph({ root });
  await fresh.scan();
  const edges = ({ view }: LiveGraph) =>
    view.files.map(({ path, dependencies }) => [path, ...dependencies.map(({ target }) => target)]).sort();
  expect(edges(graph)).toEqual(edges(fresh));
});

test('many changes can be cancelled on the way, and count with the next ones', async () => {
  const { root, graph } = await scanned();
  const before = graph.view;
  const controller = new AbortController();
  const applied = graph.apply(switchBranch(root), {
    signal: controller.signal,
    report: ({ step }) => void (step === 'Reading imports' && controller.abort()),
  });
  await expect(applied).rejects.toThrow(CancelledError);
  expect(graph.view).toBe(before);
  await graph.apply([]);
  expect(graph.view.idOf.has('f0.ts')).toBe(false);
  expect(graph.view.idOf.has('g0.ts')).toBe(true);
});

test('a snapshot stays as it is when the graph moves on', async () => {
  const root = temporaryWorkspace({ 'a.ts': "import './b';\n", 'b.ts': '' });
  const graph = new LiveGraph({ root });
  await graph.scan();
  const { view, resolve } = graph.snapshot();
  rmSync(join(root, 'b.ts'));
  await graph.apply([{ type: 'deleted', path: 'b.ts' }]);
  expect(view.idOf.has('b.ts')).toBe(true);
  expect(resolve('a.ts', './b')).toMatchObject({ kind: 'file', path: 'b.ts' });
  expect(graph.snapshot().resolve('a.ts', './b').kind).toBe('unresolved');
});
