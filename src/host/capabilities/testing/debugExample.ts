import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { RecordedRun } from '#protocol';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';

/** Marks our debug sessions: the number of the process that one is for. */
const mark = 'toolwrightExample';

/** A process may tell what came of it just after its debugger has gone. */
const partingMs = 1500;

/** Asks whether code may run outside of the isolate, which a debugger cannot look into. */
export async function confirmDebugging(): Promise<boolean> {
  const debug = l10n.t('Debug');
  const question = l10n.t('Debug examples outside of the sandbox?');
  const detail = [
    l10n.t(
      'A debugger cannot look into the isolate. The capability runs in a Node.js process of its own instead, behind the permission model of Node: it reads its own folder, writes nothing, and starts no process, no thread and no native code.',
    ),
    l10n.t(
      'That is weaker than the sandbox: time and memory are hardly limited, and the network is not closed; the code only finds nothing in there that reaches it.',
    ),
    l10n.t('Only capabilities in which BASIC found nothing forbidden are debugged. What comes out is no evidence.'),
  ].join('\n\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, debug)) === debug;
}

/** Runs one example under VS Code's JavaScript debugger. When the user ends the debugger, the process ends, too. */
export async function debugExample(
  run: vscode.TestRun,
  { folder, capability, example }: { folder: FolderCapabilities; capability: string; example: string },
  signal: AbortSignal,
): Promise<RecordedRun> {
  const { session } = folder;
  const { id, port } = await session.debugExample(capability, example, { signal });
  const ended = new AbortController();
  const result = session.debugged(id, { signal: AbortSignal.any([signal, ended.signal]) });
  // Looked at below; the debugger comes first.
  result.catch(() => {});
  const listener = vscode.debug.onDidTerminateDebugSession(({ configuration }) => {
    if (configuration[mark] === id) setTimeout(() => ended.abort(), partingMs);
  });
  try {
    const configuration = {
      type: 'node',
      request: 'attach',
      name: `${capability}: ${example}`,
      address: '127.0.0.1',
      port,
      autoAttachChildProcesses: false,
      skipFiles: ['<node_internals>/**', '**/debuggee.worker.*'],
      [mark]: id,
    };
    if (!(await vscode.debug.startDebugging(folder.folder, configuration, { testRun: run }))) {
      throw new ToolwrightError('no-debugger', l10n.t('The debugger did not start'), {
        hint: l10n.t('It is part of VS Code: see that the extension “JavaScript Debugger” is enabled.'),
      });
    }
    return await result;
  } finally {
    ended.abort();
    listener.dispose();
  }
}
