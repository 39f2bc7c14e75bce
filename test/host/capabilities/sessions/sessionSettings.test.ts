import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { EventEmitter, Uri } from '../../fakes/vscode.ts';

/** What the user's settings say, and those of the workspace, which win. */
const settings = { user: {} as Record<string, unknown>, workspace: {} as Record<string, unknown> };
const changed = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();
vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  return {
    ...fake,
    workspace: {
      ...fake.workspace,
      onDidChangeConfiguration: changed.event,
      getConfiguration: () => ({
        get: (name: string) => settings.workspace[name] ?? settings.user[name],
        inspect: (name: string) => ({ globalValue: settings.user[name], workspaceValue: settings.workspace[name] }),
      }),
    },
  };
});
const { flagFileOf, metricsSettings, sessionSettings } = await import(
  '../../../../src/host/capabilities/sessions/sessionSettings.ts'
);
const { watchCapabilities } = await import('../../../../src/host/capabilities/sessions/watchCapabilities.ts');

const folder = { uri: Uri.file('/shop'), name: 'shop', index: 0 } as unknown as Parameters<typeof metricsSettings>[0];
const url = 'https://prometheus.shop.example';

beforeEach(() => {
  settings.user = {};
  settings.workspace = {};
});

test('where nobody names a fleet, rollouts are those of the workspace and of its journal', () => {
  expect(metricsSettings(folder)).toEqual({});
  expect(sessionSettings(folder, '/runtimes')).not.toHaveProperty('flags');
  expect(flagFileOf(folder).path).toBe('/shop/.toolwright/rollouts.json');
});

test('the flag file of a fleet lies in the folder, or anywhere', () => {
  settings.workspace['rollout.flags'] = 'deploy/flags.json';
  expect(sessionSettings(folder, '/runtimes').flags).toBe(join('/shop', 'deploy/flags.json'));
  expect(flagFileOf(folder).path).toBe(join('/shop', 'deploy/flags.json'));
  settings.workspace['rollout.flags'] = '/etc/flagd/flags.json';
  expect(sessionSettings(folder, '/runtimes').flags).toBe('/etc/flagd/flags.json');
});

/** Symbolic links take rights on Windows that not everybody has, and `..` is another thing there. */
test.skipIf(process.platform === 'win32')(
  'the flag file of a fleet is reached through links as the system does it',
  () => {
    const top = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-settings-')));
    onTestFinished(() => rmSync(top, { recursive: true, force: true }));
    for (const name of ['shop', 'srv/releases/7']) mkdirSync(join(top, name), { recursive: true });
    symlinkSync('../srv/releases/7', join(top, 'shop/current'));
    settings.workspace['rollout.flags'] = 'current/../flags.json';
    const shop = { ...folder, uri: Uri.file(join(top, 'shop')) } as unknown as typeof folder;
    expect(sessionSettings(shop, '/runtimes').flags).toBe(`${top}/shop/current/../flags.json`);
    expect(flagFileOf(shop).path).toBe(join(top, 'srv/releases/flags.json'));
  },
);

test('an address that the user has named may get secrets, one that a workspace names may not', () => {
  settings.user['rollout.prometheus'] = url;
  expect(metricsSettings(folder).prometheus).toMatchObject({ url, statusWithin: 300, isOfWorkspace: false });
  settings.workspace['rollout.prometheus'] = 'https://elsewhere.example';
  expect(metricsSettings(folder).prometheus).toMatchObject({ url: 'https://elsewhere.example', isOfWorkspace: true });
  settings.workspace['rollout.prometheus'] = url;
  expect(metricsSettings(folder).prometheus).toMatchObject({ url, isOfWorkspace: false });
  settings.user = {};
  expect(metricsSettings(folder).prometheus).toMatchObject({ url, isOfWorkspace: true });
});

test('sessions go by the settings of a fleet as they are now', () => {
  let reopened = 0;
  const none = () => ({ dispose: () => {} });
  const service = { folders: [], onDidAdd: none, onDidRemove: none, reopen: () => void reopened++ };
  const watching = watchCapabilities(service as unknown as Parameters<typeof watchCapabilities>[0]);
  const change = (setting: string) => changed.fire({ affectsConfiguration: (name) => setting.startsWith(`${name}.`) });
  change('toolwright.gaps.outcomes');
  expect(reopened).toBe(0);
  change('toolwright.rollout.prometheus');
  change('toolwright.rollout.flags');
  expect(reopened).toBe(2);
  watching.dispose();
});

test('the journal remembers as much as each of its settings says, and as usual by those that say nothing', () => {
  const retention = () => sessionSettings(folder, '/runtimes').retention;
  expect(retention()).toEqual({ days: 90, entries: 10_000, reports: 50, megabytes: 100 });
  settings.workspace = {
    ...{ 'journal.retention.days': 30, 'journal.retention.entries': 500 },
    ...{ 'journal.retention.reports': 5, 'journal.retention.megabytes': 20 },
  };
  expect(retention()).toEqual({ days: 30, entries: 500, reports: 5, megabytes: 20 });
});
