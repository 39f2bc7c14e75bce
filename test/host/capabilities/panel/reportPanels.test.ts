import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { WebviewPanel } from 'vscode';
import { ToolwrightError } from '#base';
import type { CapabilityRow, ToReportPanel, VerificationReport } from '#protocol';
import {
  ReportPanels,
  type ReportPorts,
  type ReportSubject,
} from '../../../../src/host/capabilities/panel/reportPanels.ts';
import { fakeLog } from '../../fakes/log.ts';
import { commands, editor, FakeWebviewPanel, Uri, window, workspace } from '../../fakes/vscode.ts';
import { makeReport, makeRow } from './samples.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const settled = () => new Promise((done) => setTimeout(done, 5));
const dates: ReportSubject = { folder: 'file:///ws', name: 'dates' };

let lines: string[];
let history: VerificationReport[];
let rows: CapabilityRow[];
let texts: Record<string, string>;
let panels: ReportPanels;
let verify: ReturnType<typeof vi.fn>;
let approve: ReturnType<typeof vi.fn>;
let executed: unknown[][];

function makePanels(): ReportPanels {
  const { log, lines: logged } = fakeLog();
  lines = logged;
  const session = {
    row: async (name: string) => rows.find((row) => row.name === name),
    history: async () => history,
    render: async (report: VerificationReport, format: string) => `${format} of ${report.version}`,
  };
  const ports = {
    extension: Uri.file('/extension'),
    log,
    documents: {
      put: (name: string, text: string) => {
        texts[name] = text;
        return Uri.file(name);
      },
    },
    folderOf: (folder: string) => (folder === dates.folder ? { uri: Uri.file('/ws'), session } : undefined),
    verify,
    approve,
  };
  return new ReportPanels(ports as unknown as ReportPorts);
}

/** The panel that was made last. */
const shown = () => editor.panels.at(-1) as FakeWebviewPanel;

/** The page says something, and all that follows from it happens. */
async function say(message: unknown, panel = shown()): Promise<void> {
  panel.say(message);
  await settled();
}

/** What was sent since it was last asked. */
const sent = (panel = shown()) => panel.sent.splice(0) as ToReportPanel[];
const types = (panel = shown()) => sent(panel).map(({ type }) => type);
const lastReport = () => sent().findLast((message) => message.type === 'report');

beforeEach(() => {
  history = [makeReport('1.1.0', '2026-02-02'), makeReport('1.0.0', '2026-01-01')];
  rows = [makeRow('dates', history[0])];
  texts = {};
  executed = [];
  verify = vi.fn(async () => {});
  approve = vi.fn(async () => {});
  vi.spyOn(commands, 'executeCommand').mockImplementation(async (...args: unknown[]) => {
    executed.push(args);
  });
  panels = makePanels();
});

test('a capability has one panel, which gets the full state whenever its page is ready', async () => {
  panels.show(dates);
  expect(shown().webview.html).toContain('report.js');
  expect(sent()).toEqual([]);
  await say({ type: 'ready' });
  const [busy, report] = sent();
  expect(busy).toEqual({ type: 'busy', step: undefined });
  expect(report).toMatchObject({ type: 'report', row: { name: 'dates' }, report: { version: '1.1.0' } });
  const before = editor.panels.length;
  panels.show(dates);
  expect(editor.panels).toHaveLength(before);
  shown().show(false);
  shown().show(true);
  await say({ type: 'ready' });
  expect(types()).toEqual(['busy', 'report']);
  panels.show({ ...dates, name: 'other' });
  expect(editor.panels).toHaveLength(before + 1);
  panels.dispose();
  expect(editor.panels.slice(-2).map(({ closed }) => closed)).toEqual([true, true]);
});

test('a closed panel is made again', () => {
  panels.show(dates);
  const first = shown();
  first.dispose();
  panels.show(dates);
  expect(shown()).not.toBe(first);
});

test('the list of reports travels without their contents, the one that is shown with it', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  const message = lastReport();
  expect(message).toMatchObject({ report: { runs: [{ name: 'one' }, { name: 'two' }] } });
  expect(message).toMatchObject({
    history: [
      { version: '1.1.0', runs: [] },
      { version: '1.0.0', runs: [] },
    ],
  });
});

test.each([
  undefined,
  'ready',
  { type: 'delete-everything' },
  { type: 'ready', more: 1 },
  { type: 'open-code', line: 0 },
  { type: 'open-code', line: 1, path: '/etc/passwd' },
  { type: 'verify', level: 'NONE' },
  { type: 'export', format: 'exe' },
  { type: 'show', at: 7 },
  { type: 'compare-run', index: -1 },
  { type: 'open-problem', index: 0.5 },
  { type: 'open-rule', rule: '../../package' },
  { type: 'approve', person: 'me' },
])('a message that is none is refused: %j', async (message) => {
  panels.show(dates);
  await say(message);
  expect(shown().sent).toEqual([]);
  expect(executed).toEqual([]);
  expect([verify, approve].map(({ mock }) => mock.calls)).toEqual([[], []]);
  expect(lines).toEqual([expect.stringContaining('a message that is none')]);
});

test('another report of the history is shown until the latest is asked for, or made', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  await say({ type: 'show', at: '2026-01-01' });
  expect(lastReport()).toMatchObject({ report: { version: '1.0.0' } });
  await say({ type: 'show', at: 'no such time' });
  expect(lastReport()).toMatchObject({ report: { version: '1.1.0' } });
  await say({ type: 'show', at: '2026-01-01' });
  history = [makeReport('1.2.0', '2026-03-03'), ...history];
  rows = [makeRow('dates', history[0])];
  await say({ type: 'verify', level: 'BASIC' });
  expect(lastReport()).toMatchObject({ report: { version: '1.2.0' } });
});

test('verifying is done once at a time, and the page is told of its steps', async () => {
  let end = () => {};
  verify.mockImplementation(async (_subject, _level, report: (step: string) => void) => {
    report('Running examples');
    await new Promise<void>((done) => {
      end = done;
    });
  });
  panels.show(dates);
  await say({ type: 'ready' });
  sent();
  await say({ type: 'verify', level: 'STANDARD' });
  await say({ type: 'verify', level: 'BASIC' });
  expect(verify.mock.calls.map(([subject, level]) => [subject, level])).toEqual([[dates, 'STANDARD']]);
  expect(sent()).toEqual([
    { type: 'busy', step: 'Verifying up to STANDARD' },
    { type: 'busy', step: 'Running examples' },
  ]);
  end();
  await settled();
  expect(types()).toEqual(['busy', 'report']);
});

test('what fails is said with what to do, and ends the work', async () => {
  verify.mockRejectedValue(new ToolwrightError('no-sandbox', 'There is no sandbox', { hint: 'Install one.' }));
  panels.show(dates);
  await say({ type: 'ready' });
  sent();
  await say({ type: 'verify', level: 'STANDARD' });
  expect(sent().slice(1)).toEqual([
    { type: 'busy', step: undefined },
    { type: 'failed', message: 'There is no sandbox', hint: 'Install one.' },
  ]);
});

test('a capability or folder that is gone is said to be', async () => {
  rows = [];
  panels.show(dates);
  await say({ type: 'ready' });
  expect(sent().at(-1)).toMatchObject({ type: 'failed', message: expect.stringContaining('“dates” any more') });
  panels.show({ folder: 'file:///gone', name: 'dates' });
  await say({ type: 'ready' });
  expect(sent().at(-1)).toMatchObject({ type: 'failed', message: expect.stringContaining('folder') });
});

test('approval is asked for by the host, and shown', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  sent();
  await say({ type: 'approve' });
  expect(approve.mock.calls).toEqual([[dates]]);
  expect(types()).toEqual(['report']);
});

test('code and examples open in the package, and nowhere else', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  await say({ type: 'open-code', line: 7, column: 3 });
  await say({ type: 'open-examples' });
  expect(executed.map(([command, uri]) => `${command} ${uri}`)).toEqual([
    'vscode.open file:///ws/.toolwright/capabilities/dates/index.ts',
    'vscode.open file:///ws/.toolwright/capabilities/dates/examples.json',
  ]);
  expect(executed[0]?.[2]).toMatchObject({ selection: { ends: [{ line: 6, character: 2 }, {}] } });
});

test('the page about a rule opens as it reads', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  await say({ type: 'open-rule', rule: 'unbounded-loop' });
  expect(executed.map(([command, uri, editor]) => `${command} ${uri} ${editor}`)).toEqual([
    'vscode.openWith file:///extension/docs/safety/unbounded-loop.md vscode.markdown.preview.editor',
  ]);
});

test('what is wrong with a package leads to its place', async () => {
  const problem = { code: 'json-invalid', severity: 'error' as const, message: 'It is no JSON.' };
  const home = '.toolwright/capabilities/dates';
  const problems = [
    { ...problem, path: `${home}/examples.json`, line: 4 },
    { ...problem, path: home },
    { ...problem, path: `${home}/index.ts` },
  ];
  rows = [{ ...makeRow('dates', undefined), standing: 'broken', problems }];
  panels.show(dates);
  await say({ type: 'ready' });
  for (const index of [0, 1, 2, 3]) await say({ type: 'open-problem', index });
  expect(executed.map(([command, uri]) => `${command} ${uri}`)).toEqual([
    `vscode.open file:///ws/${home}/examples.json`,
    `revealInExplorer file:///ws/${home}`,
    `vscode.open file:///ws/${home}/index.ts`,
  ]);
  expect(executed[0]?.[2]).toMatchObject({ selection: { ends: [{ line: 3, character: 0 }, {}] } });
});

test('a run is compared in the editor; its name is no part of a path', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  await say({ type: 'compare-run', index: 0 });
  expect(texts).toEqual({
    'report/dates/run-1/expected.json': '{\n  "iso": "2020"\n}\n',
    'report/dates/run-1/output.json': '{\n  "iso": "2021"\n}\n',
  });
  expect(executed[0]).toEqual(['vscode.diff', expect.anything(), expect.anything(), 'one: expected and output']);
  await say({ type: 'compare-run', index: 1 });
  await say({ type: 'compare-run', index: 99 });
  expect(types().filter((type) => type === 'failed')).toHaveLength(2);
});

test('the report that is shown is exported to where the user wants it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const asked: { defaultUri: Uri }[] = [];
  Object.assign(window, {
    showSaveDialog: async (options: { defaultUri: Uri }) => {
      asked.push(options);
      return Uri.file(join(folder, 'report.md'));
    },
  });
  history = [{ ...makeReport('1.0/../../x', '2026-02-02') }];
  rows = [makeRow('dates', history[0])];
  panels.show(dates);
  await say({ type: 'ready' });
  await say({ type: 'export', format: 'markdown' });
  await vi.waitFor(async () => {
    expect(await readFile(join(folder, 'report.md'), 'utf8')).toBe('markdown of 1.0/../../x');
  });
  expect(asked[0]?.defaultUri.path).toBe('/ws/dates-1.0-..-..-x-report.md');
});

test('what is seen is shown anew after a change, several in a moment as one', async () => {
  panels.show(dates);
  await say({ type: 'ready' });
  sent();
  panels.refresh();
  panels.refresh();
  panels.busyWith(dates, 'Verifying dates');
  await new Promise((done) => setTimeout(done, 350));
  expect(types()).toEqual(['busy', 'report']);
  shown().show(false);
  panels.refresh();
  await new Promise((done) => setTimeout(done, 350));
  expect(sent()).toEqual([]);
});

test('a panel that VS Code gives back is the one that commands use', async () => {
  panels.show(dates);
  panels.dispose();
  panels = makePanels();
  const giveBack = async (state: unknown) => {
    const given = new FakeWebviewPanel();
    await panels.deserializeWebviewPanel(given as unknown as WebviewPanel, state);
    return given;
  };
  const given = await giveBack({ version: 2, ...dates, runFilter: 'all', scroll: 0 });
  await say({ type: 'ready' }, given);
  expect(types(given)).toEqual(['busy', 'report']);
  const before = editor.panels.length;
  panels.show(dates);
  expect(editor.panels).toHaveLength(before);
  const states = [dates, { name: 'dates' }, { folder: dates.folder, name: 7 }, undefined, 'dates'];
  const others = await Promise.all(states.map(giveBack));
  expect(others.map(({ closed }) => closed)).toEqual(states.map(() => true));
  expect(given.closed).toBe(false);
});

test('capabilities of one name in two folders have a panel each, also when VS Code gives them back', async () => {
  const other = new FakeWebviewPanel();
  await panels.deserializeWebviewPanel(other as unknown as WebviewPanel, { folder: 'file:///other', name: 'dates' });
  const own = new FakeWebviewPanel();
  await panels.deserializeWebviewPanel(own as unknown as WebviewPanel, dates);
  await say({ type: 'ready' }, own);
  await say({ type: 'ready' }, other);
  expect(sent(own).at(-1)).toMatchObject({ type: 'report', folder: dates.folder, row: { name: 'dates' } });
  expect(sent(other).at(-1)).toMatchObject({ type: 'failed', message: expect.stringContaining('folder') });
});

test('reports of capabilities of one name are told apart by their folders', () => {
  const annex: ReportSubject = { folder: 'file:///annex', name: 'dates' };
  workspace.workspaceFolders = [
    { uri: Uri.file('/ws'), name: 'shop' },
    { uri: Uri.file('/annex'), name: 'annex' },
  ];
  const titles: unknown[] = [];
  const create = vi.spyOn(window, 'createWebviewPanel').mockImplementation(((_: string, title: string) => {
    titles.push(title);
    return new FakeWebviewPanel();
  }) as typeof window.createWebviewPanel);
  panels.show(dates);
  panels.show(annex);
  workspace.workspaceFolders = [{ uri: Uri.file('/ws'), name: 'shop' }];
  makePanels().show(dates);
  create.mockRestore();
  expect(titles).toEqual(['dates: Report (shop)', 'dates: Report (annex)', 'dates: Report']);
});
