import * as vscode from 'vscode';

/** Of texts that are no files. */
export const scheme = 'toolwright';

/** Texts that can be looked at without being files. */
export class VirtualDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #held = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered: vscode.Disposable;

  constructor() {
    this.#registered = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme && !this.#held.has(uri.path)) this.#texts.delete(uri.path);
      }),
    );
  }

  /** @param name shown as the title; its ending tells the language */
  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }

  /** As {@link put}, and there until it is dropped: VS Code may close the document of an editor that is not in front. */
  hold(name: string, text: string): vscode.Uri {
    const uri = this.put(name, text);
    this.#held.add(uri.path);
    return uri;
  }

  drop({ path }: vscode.Uri): void {
    this.#held.delete(path);
    this.#texts.delete(path);
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
