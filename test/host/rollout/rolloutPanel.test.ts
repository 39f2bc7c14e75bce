import { beforeEach, expect, test, vi } from 'vitest';
import { type RolloutStatus, rolloutCommands, type ToRolloutPanel } from '#protocol';
import type { RolloutPagePorts } from '../../../src/host/rollout/panel/rolloutPage.ts';
import { RolloutPanel } from '../../../src/host/rollout/panel/rolloutPanel.ts';
import { Alerts } from '../../../src/host/rollout/sessions/alerts.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';
import { fakeLog } from '../fakes/log.ts';
import { EventEmitter, editor, type FakeWebviewPanel, Uri, window } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const { running, rolledBack, notStarted } = rollouts;
const settled = () => new Promise((done) => setTimeout(done, 5));
/** Several changes in a moment are shown as one. */
const refreshed = () => new Promise((done) => setTimeout(done, 150));
const shop = { key: 'file:///shop', capabilities: { folder: { name: 'shop' } } };

let ran: unknown[][];
let lines: string[];
let seen: string[];
let changed: EventEmitter<void>;
let dashboard: RolloutPanel;

beforeEach(() => {
  const { log, lines: logged } = fakeLog();
  const alerts = new Alerts({ get: () => undefined, update: async () => {} });
  const all = [notStarted, running, rolledBack].map((status) => ({ folder: shop, status }));
  ran = [];
  lines = logged;
  seen = [];
  changed = new EventEmitter();
  const service = {
    all,
    folders: [shop],
    onDidChange: changed.event,
    find: (folder: string, name: string) => all.find((at) => folder === shop.key && at.status.name === name),
    get alerts() {
      return all.filter(({ status }) => alerts.of(shop.key, status) !== undefined);
    },
    see: ({ status }: { status: RolloutStatus }) => {
      if (alerts.see(shop.key, status)) seen.push(status.name);
    },
  };
  const run = async (...args: unknown[]) => void ran.push(args);
  const ports = { service, log, run } as unknown as RolloutPagePorts;
  dashboard = new RolloutPanel(Uri.file('/extension') as never, ports);
});

const shown = () => editor.panels.at(-1) as FakeWebviewPanel;
const last = () => {
  const state = (shown().sent as ToRolloutPanel[]).findLast((message) => message.type === 'rollouts');
  return state?.type === 'rollouts' ? state : undefined;
};

async function say(message: unknown): Promise<void> {
  shown().say(message);
  await settled();
}

test('what nobody has looked at comes first, and is looked at when somebody is there', async () => {
  window.focus(false);
  dashboard.show();
  await say({ type: 'ready' });
  expect(last()?.shown?.status.name).toBe('sum-invoices');
  expect(last()?.items.map(({ name, isAlert }) => [name, isAlert])).toEqual([
    ['iso-dates', false],
    ['sum-invoices', true],
    ['slug', false],
  ]);
  expect(seen).toEqual([]);
  window.focus(true);
  await refreshed();
  expect(seen).toEqual(['sum-invoices']);
  await say({ type: 'show', folder: shop.key, name: 'slug' });
  expect(last()?.shown?.status.name).toBe('slug');
  changed.fire();
  await refreshed();
  expect(last()?.shown?.status.name, 'news leave it there').toBe('slug');
});

test('buttons run the commands; what is no message is logged, and does nothing', async () => {
  dashboard.show({ folder: shop.key, name: 'iso-dates' });
  await say({ type: 'ready', shown: { folder: shop.key, name: 'slug' } });
  expect(last()?.shown?.status.name, 'a command says more than what was saved').toBe('iso-dates');
  for (const command of rolloutCommands) {
    await say({ type: 'command', command, folder: shop.key, name: 'iso-dates' });
  }
  expect(ran.map(([id]) => id)).toEqual(
    ['start', 'advance', 'pause', 'resume', 'rollBack', 'advance'].map((id) => `toolwright.rollouts.${id}`),
  );
  expect(ran[0]).toEqual(['toolwright.rollouts.start', { name: 'iso-dates' }, shop.key]);
  for (const message of [
    { type: 'command', command: 'workbench.action.quit', folder: shop.key, name: 'iso-dates' },
    { type: 'command', command: 'start', folder: shop.key, name: 'iso-dates', reason: 'no question, please' },
    { type: 'stop-all', reason: 'no question, please' },
    'toolwright.rollouts.stopAll',
  ]) {
    await say(message);
  }
  expect(ran).toHaveLength(rolloutCommands.length);
  expect(lines.filter((line) => line.includes('a message that is none'))).toHaveLength(4);
});

test('a page that starts anew is told what is under way, so that nothing is done twice', async () => {
  dashboard.show();
  await say({ type: 'ready' });
  dashboard.busyWith('Start Rollout');
  shown().show(false);
  shown().show(true);
  await say({ type: 'ready' });
  const busy = () => (shown().sent as ToRolloutPanel[]).filter(({ type }) => type === 'busy').at(-1);
  expect(busy()).toEqual({ type: 'busy', step: 'Start Rollout' });
  expect((shown().sent as ToRolloutPanel[]).filter(({ type }) => type === 'busy')).toHaveLength(3);
  dashboard.busyWith(undefined);
  expect(busy()).toEqual({ type: 'busy', step: undefined });
});
