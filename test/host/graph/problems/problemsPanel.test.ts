import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemsPanel } from '../../../../src/host/graph/problems/problemsPanel.ts';
import { WorkspaceGraphs } from '../../../../src/host/sessions/workspaceGraphs.ts';
import { Tasks } from '../../../../src/host/tasks.ts';
import { fakeLog } from '../../fakes/log.ts';
import { FakeSession, summaryOf } from '../../fakes/session.ts';
import { editor, Uri, workspace } from '../../fakes/vscode.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  editor.collections.clear();
});

const folder = { uri: Uri.file('/a'), name: 'a', index: 0 };

async function analysed() {
  workspace.workspaceFolders = [folder];
  const { log, lines } = fakeLog();
  const fake = new FakeSession();
  const graphs = new WorkspaceGraphs({ tasks: new Tasks(), log, open: () => fake.session });
  const panel = new ProblemsPanel(graphs, log);
  const scan = graphs.all[0]?.scan();
  await vi.advanceTimersByTimeAsync(1);
  fake.waiting('scan').answer(summaryOf(1));
  await scan;
  await vi.advanceTimersByTimeAsync(1000);
  return { fake, panel, lines };
}

test('a folder that goes while its rules are checked leaves no problems behind', async () => {
  const { fake } = await analysed();
  const rules = fake.waiting('rules');
  editor.folders.fire({ added: [], removed: [folder] });
  rules.answer({ value: { evaluated: 'defaults', violations: [], fixed: [] }, problems: [] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(editor.collections.size).toBe(0);
});

test('what fails is in the log', async () => {
  const { fake, lines } = await analysed();
  fake.waiting('rules').fail(new Error('rules are broken'));
  await vi.advanceTimersByTimeAsync(1);
  expect(lines[0]).toBe('Problems of a: rules are broken');
});
