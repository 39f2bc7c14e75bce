import { expect, test, vi } from 'vitest';
import type { BenchmarkReport, ComparisonReport, ToBenchmarkPanel } from '#protocol';
import type { BenchmarkPagePorts } from '../../../src/host/benchmark/panel/benchmarkPage.ts';
import { BenchmarkPanel } from '../../../src/host/benchmark/panel/benchmarkPanel.ts';
import { fakeLog } from '../fakes/log.ts';
import { EventEmitter, editor, type FakeWebviewPanel, Uri } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const settled = () => new Promise((done) => setTimeout(done, 5));

test('that a capability is another one than what was measured is said when it changes, and read again for nothing else', async () => {
  const folder = 'file:///shop';
  let hash = 'measured';
  const changed = new EventEmitter<void>();
  const capabilities = {
    folder: { uri: { toString: () => folder } },
    ready: async () => {},
    row: (name: string) => ({ name, capability: { hash } }),
  };
  const report = {
    ...{ name: 'dates', version: '1.0.0', hash: 'measured', at: '2026-01-01T00:00:00.000Z' },
    ...{ machine: { fingerprint: 'abc' }, latency: { median: { value: 1 }, percentiles: [] } },
  } as unknown as BenchmarkReport;
  const ports = {
    service: { folders: [capabilities], onDidChange: changed.event },
    stored: async () => [report],
    compared: async () => [],
    log: fakeLog().log,
    run: async () => {},
  } as unknown as BenchmarkPagePorts;
  new BenchmarkPanel(Uri.file('/extension') as never, ports).show({ folder, name: 'dates' });
  const page = editor.panels.at(-1) as FakeWebviewPanel;
  const said = () =>
    (page.sent as ToBenchmarkPanel[]).flatMap((message) => (message.type === 'benchmark' ? message.isPresent : []));
  page.say({ type: 'ready' });
  await settled();
  changed.fire();
  await settled();
  expect(said()).toEqual([true]);
  hash = 'edited';
  changed.fire();
  await settled();
  expect(said()).toEqual([true, false]);
  hash = 'measured';
  changed.fire();
  await settled();
  expect(said()).toEqual([true, false, true]);
});

test('a version that is kept is what was compared for good, and leads to what was measured of its capability', async () => {
  const folder = 'file:///shop';
  const capabilities = {
    folder: { uri: { toString: () => folder } },
    ready: async () => {},
    row: (name: string) => (name === 'dates' ? { name, capability: { hash: 'present' } } : undefined),
  };
  const names = ['dates@1.0.0', 'dates'];
  const report = {
    compared: names.map((name) => ({ name, version: '1.0.0', hash: name === 'dates' ? 'present' : 'kept' })),
    ...{ at: '2026-01-01T00:00:00.000Z', machine: { fingerprint: 'abc' }, ranking: [] },
  } as unknown as ComparisonReport;
  const ports = {
    service: { folders: [capabilities], onDidChange: new EventEmitter<void>().event },
    stored: async () => [],
    compared: async () => [report],
    log: fakeLog().log,
    run: async () => {},
  } as unknown as BenchmarkPagePorts;
  new BenchmarkPanel(Uri.file('/extension') as never, ports).compare(folder, names);
  const page = editor.panels.at(-1) as FakeWebviewPanel;
  page.say({ type: 'ready' });
  await settled();
  expect(page.sent.at(-1)).toMatchObject({ type: 'comparison', isPresent: true, report: { at: report.at } });
  page.say({ type: 'show-benchmark', name: 'dates@1.0.0' });
  await settled();
  expect(page.sent.at(-1)).toMatchObject({ type: 'benchmark', name: 'dates' });
});
