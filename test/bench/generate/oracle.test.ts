import { expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createGraphSession } from '#engine/local';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { generateWorkspace } from './generate.ts';

test.each([1, 2, 3])('the graph of a generated workspace has the edges that were planned (seed %i)', async (seed) => {
  const folder = temporaryWorkspace();
  const { edges } = generateWorkspace({ files: 400, folder, seed });
  const session = createGraphSession({ root: folder, trusted: false, logger: silentLogger });
  const { unresolved } = await session.scan();
  const found: Record<string, boolean> = {};
  for (const path of await session.files()) {
    for (const { target, typeOnly } of (await session.file(path)).dependencies) {
      if (target.kind !== 'file') continue;
      const edge = `${path} -> ${target.path}`;
      found[edge] = typeOnly && (found[edge] ?? true);
    }
  }
  await session.dispose();
  expect(unresolved).toBe(0);
  expect(found).toEqual(Object.fromEntries(edges.map(({ from, to, typeOnly }) => [`${from} -> ${to}`, typeOnly])));
});
