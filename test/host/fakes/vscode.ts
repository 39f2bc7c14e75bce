import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path/posix';

/**
 * As much of VS Code's API as the host's classes need, for tests without an editor:
 * `vi.mock('vscode', () => import('…/fakes/vscode.ts'))`.
 */

export class Disposable {
  readonly dispose: () => void;
  constructor(dispose: () => void) {
    this.dispose = dispose;
  }
  static from(...all: readonly { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

export class EventEmitter<T> {
  #listeners = new Set<(event: T) => void>();
  readonly event = (listener: (event: T) => void): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationError extends Error {}

export class Uri {
  readonly scheme: string;
  readonly path: string;
  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static parse(text: string): Uri {
    const [, scheme = '', path = ''] = /^(\w+):(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new Uri(scheme, path);
  }
  static joinPath(uri: Uri, ...parts: readonly string[]): Uri {
    return new Uri(uri.scheme, join(uri.path, ...parts));
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return this.scheme === 'command' ? `${this.scheme}:${this.path}` : `${this.scheme}://${this.path}`;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly ends: readonly unknown[];
  constructor(...ends: readonly unknown[]) {
    this.ends = ends;
  }
}

export class WorkspaceEdit {
  readonly edits: { uri: Uri; range: Range; text: string }[] = [];
  replace(uri: Uri, range: Range, text: string): void {
    this.edits.push({ uri, range, text });
  }
  /** Of files, in their order: what is moved to where, and what is deleted. */
  readonly fileOperations: string[] = [];
  renameFile(from: Uri, to: Uri): void {
    this.fileOperations.push(`${from.path} → ${to.path}`);
  }
  deleteFile(uri: Uri): void {
    this.fileOperations.push(`delete ${uri.path}`);
  }
  insert(uri: Uri): void {
    this.fileOperations.push(`insert ${uri.path}`);
  }
}

export class Location {}
export class DiagnosticRelatedInformation {}
export class Diagnostic {
  readonly range: unknown;
  readonly message: string;
  constructor(range: unknown, message: string) {
    this.range = range;
    this.message = message;
  }
}
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1, Two: 2 };

/** What the tests do to the editor, and see of it. */
export const editor = {
  folders: new EventEmitter<{ added: unknown[]; removed: unknown[] }>(),
  trusted: new EventEmitter<void>(),
  opened: new EventEmitter<{ uri: Uri }>(),
  /** The context keys in the order in which they were set. */
  contexts: [] as [string, unknown][],
  errors: [] as string[],
  warnings: [] as string[],
  /** What the status bar said for a moment. */
  said: [] as string[],
  /** Diagnostic collections that are not disposed. */
  collections: new Set<object>(),
  /** Our settings, by their names without the `toolwright.` in front, as the user has set them. */
  settings: new Map<string, unknown>(),
  /** Every panel that was made. */
  panels: [] as FakeWebviewPanel[],
  /** Answers `stat` late, where a test says so. */
  stat: (_uri: Uri): Promise<unknown> => Promise.reject(new Error('no such file')),
};

const never = new EventEmitter<never>().event;

export const workspace = {
  workspaceFolders: [] as { uri: Uri; name: string }[],
  isTrusted: true,
  textDocuments: [] as unknown[],
  onDidChangeWorkspaceFolders: editor.folders.event,
  onDidGrantWorkspaceTrust: editor.trusted.event,
  onDidOpenTextDocument: editor.opened.event,
  onDidChangeConfiguration: never,
  getConfiguration: () => ({ get: (name: string) => editor.settings.get(name) }),
  getWorkspaceFolder: (): undefined => undefined,
  applyEdit: async (_edit: WorkspaceEdit): Promise<boolean> => true,
  fs: {
    stat: (uri: Uri) => editor.stat(uri),
    readFile: async (uri: Uri): Promise<Uint8Array> => readFile(uri.path),
    writeFile: async (uri: Uri, content: Uint8Array) => writeFile(uri.path, content),
    createDirectory: async (uri: Uri) => void (await mkdir(uri.path, { recursive: true })),
    readDirectory: async (uri: Uri) =>
      (await readdir(uri.path, { withFileTypes: true })).map((entry) => [entry.name, entry.isDirectory() ? 2 : 1]),
    delete: (uri: Uri) => rm(uri.path, { recursive: true }),
  },
};

export const commands = {
  async executeCommand(command: string, ...args: readonly unknown[]): Promise<unknown> {
    if (command === 'setContext') editor.contexts.push([String(args[0]), args[1]]);
    return undefined;
  },
};

/** A webview that never shows anything: it keeps what it is told, and says what a test has it say. */
export class FakeWebviewPanel {
  readonly #messages = new EventEmitter<unknown>();
  readonly #closed = new EventEmitter<void>();
  readonly #viewState = new EventEmitter<void>();
  readonly sent: unknown[] = [];
  closed = false;
  visible = true;
  iconPath: unknown;
  readonly onDidChangeViewState = this.#viewState.event;
  readonly onDidDispose = this.#closed.event;
  readonly webview = {
    options: {},
    html: '',
    cspSource: 'https://files',
    asWebviewUri: (uri: Uri) => uri,
    onDidReceiveMessage: this.#messages.event,
    postMessage: async (message: unknown) => this.sent.push(message),
  };
  /** As if the page said it. */
  say(message: unknown): void {
    this.#messages.fire(message);
  }
  /** As if another tab was opened before it, or it was opened again. */
  show(visible: boolean): void {
    this.visible = visible;
    this.#viewState.fire();
  }
  reveal(): void {}
  dispose(): void {
    this.closed = true;
    this.#closed.fire();
  }
}

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

export class ThemeIcon {}

export const env = { language: 'en' };
export const l10n = { bundle: undefined };

/** Whether somebody looks at the window. */
const focusChanges = new EventEmitter<void>();

export const window = {
  activeTextEditor: undefined,
  state: { focused: true },
  onDidChangeWindowState: focusChanges.event,
  /** As if somebody came to the window, or left it. */
  focus(focused: boolean): void {
    window.state.focused = focused;
    focusChanges.fire();
  },
  onDidChangeActiveTextEditor: never,
  registerWebviewPanelSerializer: () => new Disposable(() => {}),
  createWebviewPanel(): FakeWebviewPanel {
    const panel = new FakeWebviewPanel();
    editor.panels.push(panel);
    return panel;
  },
  async showErrorMessage(message: string): Promise<undefined> {
    editor.errors.push(message);
  },
  async showWarningMessage(message: string, ..._with: readonly unknown[]): Promise<unknown> {
    editor.warnings.push(message);
    return undefined;
  },
  async showInputBox(_options: { readonly prompt: string }): Promise<string | undefined> {
    return undefined;
  },
  setStatusBarMessage(message: string): void {
    editor.said.push(message);
  },
  withProgress: <T>(_options: unknown, work: () => Promise<T>): Promise<T> => work(),
};

export const languages = {
  createDiagnosticCollection() {
    const entries = new Map<string, unknown>();
    const collection = {
      set: (all: readonly [Uri, unknown][]) => {
        for (const [uri, list] of all) entries.set(uri.toString(), list);
      },
      forEach: (each: (uri: Uri, list: unknown) => void) => {
        for (const [uri, list] of [...entries]) each(Uri.parse(uri), list);
      },
      delete: (uri: Uri) => entries.delete(uri.toString()),
      get: (uri: Uri) => entries.get(uri.toString()),
      clear: () => entries.clear(),
      has: (uri: Uri) => entries.has(uri.toString()),
      dispose: () => editor.collections.delete(collection),
    };
    editor.collections.add(collection);
    return collection;
  },
};

export const QuickPickItemKind = { Separator: -1, Default: 0 };
