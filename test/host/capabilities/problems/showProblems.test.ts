import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { CapabilityRow, CapabilitySession, StaticAnalysis } from '#protocol';
import { showCapabilityProblems } from '../../../../src/host/capabilities/problems/showProblems.ts';
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
let asked: string[];
let logged: readonly string[];
let service: CapabilityService;
let shown: vscode.Disposable;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-problems-'));
  asked = [];
  workspace.workspaceFolders = [{ uri: Uri.file(root), name: 'shop' }];
  workspace.textDocuments = [];
  editor.collections.clear();
  const session = {
    list: async () => rows,
    requests: async () => [],
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
