import * as vscode from 'vscode';

/** Of texts that are no files. */
export const scheme = 'toolwright';

/** Of those that show what files would become: their paths are the files' own, and they are named by the label in the query. */
export const proposalAuthority = 'proposal';

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
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme && !this.#held.has(uri.toString())) this.#texts.delete(uri.toString());
      }),
    );
  }

  /** @param name shown as the title; its ending tells the language */
  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  /**
   * What a file would be, until it is dropped: VS Code may close the document of an editor that is not in front.
   * @param path as a URI has it, of the file
   * @param about what it is named by, and what tells it from others of the same path
   */
  hold(path: string, about: { readonly label: string; readonly of: string }, text: string): vscode.Uri {
    // What was never saved has a name for a path.
    const whole = path.startsWith('/') ? path : `/${path}`;
    const uri = vscode.Uri.from({ scheme, authority: proposalAuthority, path: whole, query: JSON.stringify(about) });
    this.#texts.set(uri.toString(), text);
    this.#held.add(uri.toString());
    return uri;
  }

  drop(uri: vscode.Uri): void {
    this.#held.delete(uri.toString());
    this.#texts.delete(uri.toString());
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
