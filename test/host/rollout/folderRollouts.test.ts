import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CapabilityRow, CapabilitySession, RolloutStatus } from '#protocol';
import { CapabilityService } from '../../../src/host/capabilities/sessions/capabilityService.ts';
import { RolloutService } from '../../../src/host/rollout/sessions/rolloutService.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';
import { row } from '../capabilities/rows.ts';
import { fakeLog } from '../fakes/log.ts';
import { editor, Uri, workspace } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const { running } = rollouts;
let rows: readonly CapabilityRow[];
let all: readonly RolloutStatus[];
let opened: number;

const session = () =>
  ({
    list: async () => rows,
    problems: async () => [],
    requests: async () => [],
    change: async () => {},
    rollouts: async () => all,
    rolloutNews: (cursor: string | undefined, { signal }: { signal: AbortSignal }) =>
      cursor === undefined
        ? Promise.resolve({ cursor: '1', entries: [] })
        : new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('it ends')))),
    dispose: async () => {},
  }) as unknown as CapabilitySession;

/** Which files there are. */
const files = (...there: readonly string[]) => {
  editor.stat = async ({ path }: Uri) => {
    if (!there.some((one) => path.endsWith(one))) throw new Error('no such file');
    return {};
  };
};

let services: { dispose(): void }[];
function open() {
  const { log } = fakeLog();
  const capabilities = new CapabilityService({
    open: () => {
      opened++;
      return session();
    },
    log,
  });
  const service = new RolloutService(capabilities, { get: () => undefined, update: async () => {} }, log);
  services.push(service, capabilities);
  return { capabilities, service };
}

beforeEach(() => {
  [services, rows, all, opened] = [[], [], [running], 0];
  editor.contexts.length = 0;
  workspace.workspaceFolders = [{ uri: Uri.file('/shop'), name: 'shop' }];
  workspace.isTrusted = true;
});
afterEach(() => {
  for (const service of services) service.dispose();
  editor.stat = () => Promise.reject(new Error('no such file'));
});

const contextOf = (name: string) => editor.contexts.findLast(([key]) => key === name)?.[1];

test('what users get is shown also where no capability is left in its folder', async () => {
  files('.toolwright/rollouts.json');
  const { capabilities, service } = open();
  await capabilities.readWhatIsThere();
  await vi.waitFor(() => expect(service.all.map(({ status }) => status.name)).toEqual(['iso-dates']));
  expect(contextOf('toolwright.rollouts.state')).toBe('running');
});

test('a capability whose folder goes takes its rollout from no view', async () => {
  files('.toolwright/capabilities', '.toolwright/rollouts.json', '.toolwright/journal.db');
  rows = [row('iso-dates', 'admitted')];
  const { capabilities, service } = open();
  await capabilities.readWhatIsThere();
  await vi.waitFor(() => expect(service.all).toHaveLength(1));
  rows = [];
  await capabilities.folders[0]?.change();
  expect(capabilities.all).toEqual([]);
  expect(service.all.map(({ status }) => status.name)).toEqual(['iso-dates']);
  expect(contextOf('toolwright.rollouts.state')).toBe('running');
});

test('where nothing was verified or rolled out, nothing is asked', async () => {
  files();
  const { capabilities, service } = open();
  await capabilities.readWhatIsThere();
  expect({ opened, all: service.all }).toEqual({ opened: 0, all: [] });
});
