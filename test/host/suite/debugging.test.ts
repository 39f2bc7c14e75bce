import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { FolderCapabilities } from '../../../src/host/capabilities/sessions/folderCapabilities.ts';
import { debugExample } from '../../../src/host/capabilities/testing/debugExample.ts';
import type { RecordedRun } from '../../../src/protocol/index.ts';

const folder = vscode.workspace.workspaceFolders?.[0];
const capability = vscode.Uri.joinPath(folder?.uri ?? vscode.Uri.file('/'), '.toolwright/capabilities/iso-dates');
const file = vscode.Uri.joinPath(capability, 'index.ts');

/**
 * The process that the engine starts, started here: the dialog before it can only be answered by a person.
 * What is tested is that VS Code's debugger gets into it.
 */
async function debuggee(): Promise<{ readonly port: number; readonly said: Promise<string> }> {
  const dist = `${vscode.extensions.getExtension('toolwright.toolwright')?.extensionPath}`;
  const flags = [
    '--permission',
    `--allow-fs-read=${dist}`,
    `--allow-fs-read=${capability.fsPath}`,
    '--allow-inspector',
  ];
  const args = [...flags, '--no-warnings', '--inspect-wait=127.0.0.1:0', `${dist}/dist/debuggee.worker.js`];
  const child = spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  const source = Buffer.from(await vscode.workspace.fs.readFile(file)).toString();
  const grants = { calls: [], now: null, seed: null, log: false };
  const limits = { outputBytes: 1000, outputDepth: 9, logBytes: 9, calls: 9 };
  const input = JSON.stringify({ selection: '24.12.2026' });
  child.stdin?.write(`${JSON.stringify(['run', { file: file.fsPath, source, input, grants, limits }])}\n`);
  let text = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    // The debugger keeps it from ending.
    setTimeout(() => child.kill(), 500);
  });
  const said = new Promise<string>((done) => child.once('close', () => done(text)));
  const port = await new Promise<number>((done) => {
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
      const found = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(complaint)?.[1];
      if (found !== undefined) done(Number(found));
    });
  });
  return { port, said };
}

describe('debugging an example', function () {
  this.timeout(60_000);
  const controller = vscode.tests.createTestController('toolwright.test', 'Toolwright test');
  const breakpoint = new vscode.SourceBreakpoint(new vscode.Location(file, new vscode.Position(23, 2)));

  before(() => vscode.debug.addBreakpoints([breakpoint]));
  after(() => {
    vscode.debug.removeBreakpoints([breakpoint]);
    controller.dispose();
  });

  it('stops at a breakpoint in the file of the capability, and goes on to its result', async () => {
    const stops: { line?: number; path?: string }[] = [];
    const trackers = vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: async (message: { type: string; event?: string; body?: { threadId?: number } }) => {
          if (message.event !== 'stopped') return;
          const threadId = message.body?.threadId;
          const { stackFrames } = await session.customRequest('stackTrace', { threadId, levels: 1 });
          stops.push({ line: stackFrames[0]?.line, path: stackFrames[0]?.source?.path });
          await session.customRequest('continue', { threadId });
        },
      }),
    });
    const { port, said } = await debuggee();
    const session = {
      debugExample: async () => ({ id: 1, port }),
      debugged: () => said as unknown as Promise<RecordedRun>,
    };
    const run = controller.createTestRun(new vscode.TestRunRequest());
    const example = {
      folder: { folder, session } as unknown as FolderCapabilities,
      capability: 'iso-dates',
      example: 'one',
    };
    try {
      const result = await debugExample(run, example, new AbortController().signal);
      assert.equal(String(result), '["answer",{"status":"ok","json":"\\"2026-12-24\\""}]\n');
      assert.deepEqual(
        stops.map(({ line }) => line),
        [24],
      );
      // The editor opens the file of the workspace, not a copy of what the process has loaded.
      assert.ok(stops[0]?.path?.endsWith(file.path), stops[0]?.path);
    } finally {
      run.end();
      trackers.dispose();
    }
  });
});
