import { expect, test, vi } from 'vitest';
import type { WebviewPanel } from 'vscode';
import { GraphPanel, type GraphPanelPorts } from '../../../../src/host/graph/panel/graphPanel.ts';
import { WorkspaceGraphs } from '../../../../src/host/sessions/workspaceGraphs.ts';
import { Tasks } from '../../../../src/host/tasks.ts';
import { fakeLog } from '../../fakes/log.ts';
import { FakeSession } from '../../fakes/session.ts';
import { editor, FakeWebviewPanel, Uri, workspace } from '../../fakes/vscode.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

function graphPanel() {
  workspace.workspaceFolders = [{ uri: Uri.file('/ws'), name: 'ws' }];
  const { log } = fakeLog();
  const tasks = new Tasks();
  const graphs = new WorkspaceGraphs({ tasks, log, open: () => new FakeSession().session });
  const memory = { get: () => undefined, update: async () => {} };
  const extension = Uri.file('/extension');
  const panel = new GraphPanel({ graphs, tasks, log, memory, extension } as unknown as GraphPanelPorts);
  const [graph] = graphs.all;
  if (graph === undefined) throw new Error('there is no folder');
  const giveBack = async () => {
    const given = new FakeWebviewPanel();
    await panel.deserializeWebviewPanel(given as unknown as WebviewPanel);
    return given;
  };
  return { panel, graph, giveBack };
}

test('a panel that VS Code gives back is the one that commands use', async () => {
  const { panel, graph, giveBack } = graphPanel();
  const given = await giveBack();
  const before = editor.panels.length;
  panel.show(graph, 1);
  expect(editor.panels).toHaveLength(before);
  expect(given.webview.html).toContain('graph.js');
});

test('one that comes after a command has opened another is closed: there is one panel', async () => {
  const { panel, graph, giveBack } = graphPanel();
  panel.show(graph, 1);
  const given = await giveBack();
  expect([given.closed, editor.panels.at(-1)?.closed]).toEqual([true, false]);
  panel.dispose();
  expect(editor.panels.at(-1)?.closed).toBe(true);
});
