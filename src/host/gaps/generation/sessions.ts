import * as vscode from 'vscode';
import type { GenerationSession } from '#protocol';
import type { FolderGaps } from '../folderGaps.ts';

const settingsOfSessions = ['toolwright.sandbox', 'toolwright.journal', 'toolwright.rollout.flags'];

/** A generation session for each folder, opened when somebody generates something, with the settings of then. */
export class GenerationSessions implements vscode.Disposable {
  readonly #open: (folder: vscode.WorkspaceFolder) => GenerationSession;
  readonly #sessions = new Map<string, GenerationSession>();
  readonly #listener: vscode.Disposable;

  constructor(open: (folder: vscode.WorkspaceFolder) => GenerationSession) {
    this.#open = open;
    this.#listener = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settingsOfSessions.some((name) => event.affectsConfiguration(name))) void this.close();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) void this.#end(uri.toString());
      }),
    );
  }

  of({ folder }: FolderGaps): GenerationSession {
    const key = folder.uri.toString();
    const session = this.#sessions.get(key) ?? this.#open(folder);
    this.#sessions.set(key, session);
    return session;
  }

  dispose(): void {
    this.#listener.dispose();
    void this.close();
  }

  /** Ends all sessions, and waits until their journals are closed. */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((key) => this.#end(key)));
  }

  async #end(key: string): Promise<void> {
    const session = this.#sessions.get(key);
    this.#sessions.delete(key);
    await session?.dispose();
  }
}
