import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { Problem } from '#base';
import type { CapabilityRow, CapabilitySession, StaticAnalysis } from '#protocol';
import { showCapabilityProblems } from '../../../../src/host/capabilities/problems/showProblems.ts';
import { tellDamagedJournals } from '../../../../src/host/capabilities/problems/tellDamagedJournals.ts';
import { CapabilityService } from '../../../../src/host/capabilities/sessions/capabilityService.ts';
import { fakeLog } from '../../fakes/log.ts';
import { editor, Uri, workspace } from '../../fakes/vscode.ts';
import { capability, report, row } from '../rows.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const finding = {
  rule: 'forbidden-import',
  severity: 'error' as const,
  ...{ start: 0, end: 17, line: 1, column: 1, message: 'It imports.', hint: 'Do not' },
};
const safety = { findings: [finding], uses: [], score: 0, parts: [], admitted: false };

let root: string;
let rows: readonly CapabilityRow[];
let shared: readonly Problem[];
let asked: string[];
let logged: readonly string[];
let service: CapabilityService;
let shown: vscode.Disposable;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-problems-'));
  asked = [];
  shared = [];
  workspace.workspaceFolders = [{ uri: Uri.file(root), name: 'shop' }];
  workspace.textDocuments = [];
  editor.collections.clear();
  editor.warnings.length = 0;
  const session = {
    list: async () => rows,
    requests: async () => [],
    problems: async () => shared,
    change: async () => {},
    analyse: async (name: string): Promise<StaticAnalysis> => {
      asked.push(name);
      const hash = rows.find((each) => each.name === name)?.capability?.hash ?? '';
      return { hash, safety, types: [] };
    },
    dispose: async () => {},
  } as unknown as CapabilitySession;
  const { log, lines } = fakeLog();
  logged = lines;
  service = new CapabilityService({ open: () => session, log });
  shown = showCapabilityProblems(service, log);
});
afterEach(async () => {
  shown.dispose();
  expect(logged).toEqual([]);
  await service.close();
  rmSync(root, { recursive: true, force: true });
});

interface Shown {
  readonly message: string;
  readonly code: unknown;
  readonly range: { readonly ends: readonly unknown[] };
}

const home = '.toolwright/capabilities/a';
const problems = (file: string) => {
  const [collection] = editor.collections as Set<{ get(uri: Uri): readonly Shown[] | undefined }>;
  return collection?.get(Uri.file(join(root, home, file)));
};
const read = () => service.folders[0]?.refresh();
const quiet = () => new Promise((done) => setTimeout(done, 400));

test('a finding leads to the page about its rule', async () => {
  rows = [row('a', 'rejected', { report: report(capability('a'), { safety, runs: [] }) })];
  await read();
  await vi.waitFor(() => expect(problems('index.ts')).toHaveLength(1));
  const code = problems('index.ts')?.[0]?.code as { value: string; target: Uri };
  expect(code.value).toBe('forbidden-import');
  expect(decodeURIComponent(`${code.target}`)).toBe('command:toolwright.capabilities.openRule?["forbidden-import"]');
});

test('an example that failed is marked at its name', async () => {
  mkdirSync(join(root, home), { recursive: true });
  writeFileSync(join(root, home, 'examples.json'), '[\n  { "name": "one" },\n  { "name": "two" }\n]\n');
  rows = [row('a', 'rejected')];
  await read();
  await vi.waitFor(() => expect(problems('examples.json')).toHaveLength(1));
  const [{ message, range } = { message: '', range: { ends: [] } }] = problems('examples.json') ?? [];
  expect(message).toBe('The example “two” failed: It is 7.');
  expect(range.ends[0]).toBe(2);
  rows = [row('a', 'unverified')];
  await read();
  await vi.waitFor(() => expect(problems('examples.json')).toBeUndefined());
});

test('a changed content is analysed without a verification', async () => {
  rows = [row('a', 'rejected', { report: report(capability('a'), { safety, runs: [] }) })];
  await read();
  await quiet();
  // There is evidence for it already.
  expect(asked).toEqual([]);
  rows = [row('a', 'unverified', { capability: capability('a', { hash: 'changed' }) })];
  await read();
  await vi.waitFor(() => expect(asked).toEqual(['a']));
  await vi.waitFor(() => expect(problems('index.ts')).toHaveLength(1));
  await read();
  await quiet();
  expect(asked).toEqual(['a']);
});

test('one that was never verified is analysed when a file of it is opened', async () => {
  rows = [row('a', 'unverified'), row('b', 'unverified')];
  await read();
  await quiet();
  expect(asked).toEqual([]);
  const document = { uri: Uri.file(join(root, home, 'index.ts')) };
  workspace.textDocuments = [document];
  editor.opened.fire(document);
  await vi.waitFor(() => expect(problems('index.ts')).toHaveLength(1));
  expect(asked).toEqual(['a']);
});

test('a policy that cannot be used is told where there is no capability at all', async () => {
  rows = [];
  const path = '.toolwright/policy.json';
  shared = [{ code: 'policy-invalid', severity: 'error', message: 'It is not JSON.', hint: 'Mend it', path, line: 3 }];
  await read();
  await vi.waitFor(() =>
    expect(problems('../../policy.json')).toMatchObject([{ message: 'It is not JSON. Mend it.' }]),
  );
  shared = [];
  await read();
  await vi.waitFor(() => expect(problems('../../policy.json')).toBeUndefined());
});

test('a journal that was damaged is told once, with the place of the old one, and is no entry of Problems', async () => {
  rows = [];
  const path = '.toolwright/journal.db.damaged-20260131T120000Z';
  shared = [{ code: 'journal-damaged', severity: 'warning', message: 'It was damaged.', path }];
  const kept = new Map<string, unknown>();
  const state = {
    get: (key: string, usual: unknown) => kept.get(key) ?? usual,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as unknown as vscode.Memento;
  for (let window = 0; window < 2; window++) {
    const told = tellDamagedJournals(service, state);
    await read();
    await read();
    told.dispose();
  }
  expect(editor.warnings).toEqual([expect.stringContaining(path)]);
  expect(problems(`../../${path.slice('.toolwright/'.length)}`)).toBeUndefined();
});
