import { expect, test, vi } from 'vitest';
import type { CapabilityService } from '../../../../src/host/capabilities/sessions/capabilityService.ts';
import { capabilityNodes } from '../../../../src/host/capabilities/tree/capabilityNodes.ts';
import { CapabilityTree } from '../../../../src/host/capabilities/tree/capabilityTree.ts';
import { EventEmitter, Uri } from '../../fakes/vscode.ts';
import { row } from '../rows.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const folder = (name: string, ...rows: ReturnType<typeof row>[]) => ({
  folder: { name, uri: Uri.file(`/${name}`) },
  rows,
});

function treeOf(...folders: ReturnType<typeof folder>[]): CapabilityTree {
  const service = { folders, onDidChange: new EventEmitter<void>().event } as unknown as CapabilityService;
  return new CapabilityTree(service, ({ rows }) => capabilityNodes(rows, new Map()));
}

async function outline(tree: CapabilityTree) {
  const roots = await tree.getChildren();
  return Promise.all(
    roots.map(async (root) => [root.node.label, (await tree.getChildren(root)).map(({ node }) => node.label)]),
  );
}

test('capabilities of one folder stand by themselves', async () => {
  expect(await outline(treeOf(folder('shop', row('a', 'admitted'), row('b', 'waiting'))))).toEqual([
    ['Admitted', ['a']],
    ['Waiting for Approval', ['b']],
  ]);
});

test('those of several folders are below the folder; one without any is left out', async () => {
  const tree = treeOf(folder('shop', row('a', 'admitted')), folder('annex', row('a', 'waiting')), folder('empty'));
  expect(await outline(tree)).toEqual([
    ['shop', ['Admitted']],
    ['annex', ['Waiting for Approval']],
  ]);
  const [, annex] = await tree.getChildren();
  const [waiting] = await tree.getChildren(annex);
  expect(waiting?.capabilities.folder.name, 'rows know their folder').toBe('annex');
});
