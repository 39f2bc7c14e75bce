import { expect, test, vi } from 'vitest';
import { showAlerts } from '../../../src/host/rollout/alerts.ts';
import type { RolloutUi } from '../../../src/host/rollout/ports.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';
import { EventEmitter } from '../fakes/vscode.ts';

const { rolledBack } = rollouts;
const item = vi.hoisted(() => ({ command: undefined as unknown, show() {}, hide() {}, dispose() {} }));

vi.mock('vscode', async () => {
  const fake = await import('../fakes/vscode.ts');
  const [MarkdownString, ThemeColor] = [class {}, class {}];
  const window = { ...fake.window, createStatusBarItem: () => item };
  return { ...fake, window, StatusBarAlignment: { Left: 1 }, MarkdownString, ThemeColor };
});

test('the alert keeps its command while it leads to the same: a click that is on its way would not find another one', () => {
  const changed = new EventEmitter<void>();
  const alertOf = (name: string) => ({
    folder: { key: 'file:///shop' },
    status: { ...rolledBack, name },
    entry: rolledBack.log[0],
  });
  const service = {
    alerts: [alertOf('sum-invoices')],
    onDidChange: changed.event,
    onDidHappen: new EventEmitter().event,
  };
  showAlerts({ service, dashboard: { show() {}, busyWith() {} } } as unknown as RolloutUi);
  const first = item.command;
  expect(first).toMatchObject({ arguments: [{ name: 'sum-invoices' }, 'file:///shop'] });
  changed.fire();
  expect(item.command).toBe(first);
  service.alerts.unshift(alertOf('iso-dates'));
  changed.fire();
  expect(item.command).toMatchObject({ arguments: [{ name: 'iso-dates' }, 'file:///shop'] });
});
