import { beforeEach, expect, test, vi } from 'vitest';
import type { WebviewPanel } from 'vscode';
import type { ToGraphPanel } from '#protocol';
import { PanelPage } from '../../../../src/host/graph/panel/panelPage.ts';
import { FolderGraph } from '../../../../src/host/sessions/folderGraph.ts';
import { Tasks } from '../../../../src/host/tasks.ts';
import { fakeLog } from '../../fakes/log.ts';
import { FakeSession, summaryOf } from '../../fakes/session.ts';
import { FakeWebviewPanel, Uri } from '../../fakes/vscode.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const settled = () => new Promise((done) => setTimeout(done, 5));
const view = { folder: '', nodes: [], edges: [] };

/** The page in the panel says something, and all that follows from it happens. */
async function say(message: unknown): Promise<void> {
  panel.say(message);
  await settled();
}

/** What was sent since it was last asked. */
const types = () => panel.sent.splice(0).map((message) => (message as ToGraphPanel).type);

let fake: FakeSession;
let panel: FakeWebviewPanel;
let page: PanelPage;
let lines: string[];

beforeEach(async () => {
  const logged = fakeLog();
  lines = logged.lines;
  fake = new FakeSession();
  const ports = { open: () => fake.session, tasks: new Tasks(), log: logged.log };
  const graph = new FolderGraph({ uri: Uri.file('/ws'), name: 'ws', index: 0 } as never, ports);
  const scan = graph.scan();
  await settled();
  fake.waiting('scan').answer(summaryOf(1));
  await scan;
  panel = new FakeWebviewPanel();
  page = new PanelPage(panel as unknown as WebviewPanel, graph, logged.log);
});

test.each([
  undefined,
  'ready',
  { type: 'delete-everything' },
  { type: 'ready', more: 1 },
  { type: 'open-file', path: 7 },
  { type: 'open-file', path: 'a.ts', line: -1 },
  { type: 'export', format: 'exe', folder: '' },
  { type: 'save-picture', format: 'svg', data: { toString: 'x' } },
])('a message that is none is refused: %j', async (message) => {
  const asked = fake.calls.length;
  await say(message);
  expect(fake.calls).toHaveLength(asked);
  expect(panel.sent).toEqual([]);
  expect(lines).toEqual([expect.stringContaining('a message that is none')]);
});

test('what waits until the page listens is said after the drawing', async () => {
  page.tell([{ type: 'focus', path: 'a.ts' }]);
  expect(panel.sent).toEqual([]);
  await say({ type: 'ready' });
  fake.waiting('folder').answer(view);
  await settled();
  expect(types()).toEqual(['busy', 'overview', 'focus']);
});

test('what waits is said also where the drawing fails', async () => {
  page.tell([{ type: 'focus', path: 'a.ts' }]);
  await say({ type: 'ready' });
  fake.waiting('folder').fail(new Error('out of memory'));
  await settled();
  expect(types().sort()).toEqual(['busy', 'failed', 'focus']);
});

test('the whole graph is sent once when the page is shown again', async () => {
  await say({ type: 'ready' });
  fake.waiting('folder').answer(view);
  await say({ type: 'open-graph' });
  fake.waiting('drawable').answer({ revision: 1 });
  await settled();
  expect(types()).toEqual(['busy', 'overview', 'graph']);
  panel.show(false);
  panel.show(true);
  await say({ type: 'ready' });
  await say({ type: 'open-graph' });
  expect(types()).toEqual(['busy', 'overview', 'graph']);
});

test('a file that is not in the graph is not opened', async () => {
  await say({ type: 'ready' });
  fake.waiting('folder').answer(view);
  await settled();
  types();
  await say({ type: 'open-file', path: '../../etc/passwd' });
  fake.waiting('file').fail(new Error('not in the graph'));
  await settled();
  expect(types()).toEqual(['failed']);
});
