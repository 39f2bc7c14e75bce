import { beforeEach, expect, test, vi } from 'vitest';
import { WorkspaceGraphs } from '../../../src/host/sessions/workspaceGraphs.ts';
import { Tasks } from '../../../src/host/tasks.ts';
import { fakeLog } from '../fakes/log.ts';
import { FakeSession, summaryOf } from '../fakes/session.ts';
import { editor, Uri, workspace } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const settled = () => new Promise((done) => setTimeout(done, 5));
const folder = (name: string) => ({ uri: Uri.file(`/${name}`), name, index: 0 });
const lastState = () => editor.contexts.findLast(([key]) => key === 'toolwright.graph.state')?.[1];

beforeEach(() => {
  editor.contexts.length = 0;
});

function open(...names: string[]) {
  workspace.workspaceFolders = names.map(folder);
  const sessions = new Map<string, FakeSession>();
  const graphs = new WorkspaceGraphs({
    tasks: new Tasks(),
    log: fakeLog().log,
    open: ({ name }) => {
      const fake = new FakeSession();
      sessions.set(name, fake);
      return fake.session;
    },
  });
  const scan = async (name: string, files: number) => {
    const done = graphs.all.find((graph) => graph.folder.name === name)?.scan();
    await settled();
    sessions.get(name)?.waiting('scan').answer(summaryOf(1, { files }));
    await done;
  };
  return { graphs, sessions, scan };
}

test('the state that was found last is the one that menus see, however long the one before took', async () => {
  const { graphs, sessions, scan } = open('a');
  // An empty folder is looked into for a project, slowly; meanwhile a file comes.
  const { promise: slow, reject: answer } = Promise.withResolvers<unknown>();
  editor.stat = () => slow;
  await scan('a', 0);
  const change = graphs.all[0]?.change([{ type: 'created', path: 'a.ts' }]);
  await settled();
  sessions
    .get('a')
    ?.waiting('change')
    .answer(summaryOf(2, { files: 1 }));
  await change;
  await settled();
  expect(lastState()).toBe('ready');
  answer(new Error('no such file'));
  await settled();
  expect(lastState()).toBe('ready');
});

test('closing waits for every session, those of folders that have just gone too', async () => {
  const { graphs, sessions, scan } = open('a', 'b');
  await scan('a', 1);
  await scan('b', 1);
  const ends = ['a', 'b'].map((name) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    (sessions.get(name) as FakeSession).ending = promise;
    return resolve;
  });
  editor.folders.fire({ added: [], removed: [folder('a')] });
  expect(graphs.all.map((graph) => graph.folder.name)).toEqual(['b']);
  let closed = false;
  const closing = graphs.close().then(() => {
    closed = true;
  });
  ends[1]?.();
  await settled();
  expect(closed).toBe(false);
  ends[0]?.();
  await closing;
  expect([...sessions.values()].map(({ disposed }) => disposed)).toEqual([true, true]);
});
