import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { proposalAuthority, scheme, type VirtualDocuments } from '../files/virtualDocuments.ts';
import type { FileChange, FileMove } from './fileChange.ts';

/** What the user wants to be done with a proposed change. */
export type Answer = 'apply' | 'open' | 'discard';

/** An editor that moves to another group is closed before it is opened there. */
const graceMs = 250;

interface Pending {
  readonly shows: (tab: vscode.Tab) => boolean;
  readonly settle: (answer: Answer) => void;
  /** Of an editor of several differences. */
  readonly label: string | undefined;
  readonly openable: boolean;
  seen: boolean;
}

export interface ProposalOptions {
  /** What the change comes from. */
  readonly title: string;
  /** Whether the user may take the text as a new file instead. */
  readonly openable?: boolean;
  /** Files that get other names with it. */
  readonly moves?: readonly FileMove[];
  /** Tasks that are asked for once it is applied. */
  readonly tasks?: readonly string[];
}

/**
 * Changes of files that the user looks at, in editors that are whole in sight: buttons in the editor's title, keys and
 * commands answer, and whoever closes the editor has declined. Several may wait at once.
 */
export class Proposals implements vscode.Disposable {
  readonly #documents: VirtualDocuments;
  readonly #pending = new Set<Pending>();
  readonly #listeners: vscode.Disposable;
  #count = 0;

  constructor(documents: VirtualDocuments) {
    this.#documents = documents;
    this.#listeners = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(() => this.#look()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#look()),
    );
    // What an earlier window has left: nobody waits for an answer any more, and its text is gone.
    void close((tab) => isOurs(proposedOf(tab)));
  }

  /** Shows what files would become beside what they are, and waits for an answer. The editors are closed then. */
  async ask(
    changes: readonly FileChange[],
    { title, openable = false, moves = [], tasks = [] }: ProposalOptions,
  ): Promise<Answer> {
    const nth = ++this.#count;
    const held: vscode.Uri[] = [];
    const isAlone = changes.length === 1 && moves.length + tasks.length === 0;
    const hold = (path: string, shownAs: string, text: string, side: 'now' | 'then' = 'then') => {
      // One alone is named by its tab, which takes what is after the last slash; of several, VS Code shows both.
      const label = isAlone ? shownAs : folderOf(shownAs);
      const uri = this.#documents.hold(path, { label, of: `${side} ${nth}` }, text);
      held.push(uri);
      return uri;
    };
    const rewritten = moves.flatMap(({ from, to, toPath: path, text }) =>
      text ? [{ uri: from, becomes: to, path, ...text }] : [],
    );
    const shown: Shown[] = [...changes.map((one) => ({ ...one, becomes: one.uri })), ...rewritten].map(
      ({ uri, becomes, path, before, after }) => ({
        ...{ path, isNew: before === undefined },
        now: before === undefined ? hold(becomes.path, path, l10n.t('There is no such file yet.'), 'now') : uri,
        proposed: hold(becomes.path, path, after ?? ''),
      }),
    );
    if (moves.length + tasks.length > 0) {
      const path = l10n.t('What is to be done');
      const [now, then] = planTexts(moves, tasks);
      shown.unshift({
        path,
        isNew: false,
        now: hold(`/${path}`, path, now, 'now'),
        proposed: hold(`/${path}`, path, then),
      });
    }
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const proposed = new Set(shown.map((one) => one.proposed.toString()));
    // The API has no name for an editor of several differences: it is known by its title, which VS Code adds a count to.
    const isTaken = [...this.#pending].some((one) => one.label === title);
    const label = shown.length === 1 ? undefined : isTaken ? `${title} · ${nth}` : title;
    const pending: Pending = {
      settle: resolve,
      label,
      openable: openable && shown.length === 1,
      seen: false,
      shows: (tab) =>
        proposed.has(proposedOf(tab)?.toString() ?? '') || (label !== undefined && tab.label.startsWith(`${label} (`)),
    };
    this.#pending.add(pending);
    try {
      await open(shown, label);
      this.#look();
      void vscode.window.setStatusBarMessage(
        l10n.t('Nothing is changed yet: choose “Apply Change” above the text'),
        promise,
      );
      return await promise;
    } finally {
      this.#pending.delete(pending);
      await close(pending.shows);
      for (const uri of held) this.#documents.drop(uri);
      this.#look();
    }
  }

  /**
   * Answers the proposal that is in front, or the one that was shown last.
   * @throws ToolwrightError `nothing-proposed`
   */
  answer(answer: Answer): void {
    const all = [...this.#pending];
    const pending = this.#inFront() ?? all.at(-1);
    if (pending === undefined || (answer === 'open' && !pending.openable)) {
      throw new ToolwrightError('nothing-proposed', l10n.t('There is no proposal that this can be done with'), {
        hint: l10n.t('“Toolwright: Ask…” makes one.'),
      });
    }
    pending.settle(answer);
  }

  /** Declines what waits. */
  dispose(): void {
    this.#listeners.dispose();
    for (const { settle } of this.#pending) settle('discard');
  }

  #inFront(): Pending | undefined {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return tab && [...this.#pending].find(({ shows }) => shows(tab));
  }

  /** Follows what is open: the buttons belong to what is in front, and what is closed is declined. */
  #look(): void {
    const inFront = this.#inFront();
    setContext('active', inFront !== undefined);
    setContext('openable', inFront?.openable === true);
    setContext('waiting', this.#pending.size > 0);
    for (const pending of this.#pending) {
      if (isShown(pending)) pending.seen = true;
      else if (pending.seen) setTimeout(() => isShown(pending) || pending.settle('discard'), graceMs);
    }
  }
}

interface Shown {
  readonly path: string;
  readonly isNew: boolean;
  readonly now: vscode.Uri;
  readonly proposed: vscode.Uri;
}

/** Not as a preview: a look at another file would take its place. */
async function open(shown: readonly Shown[], label: string | undefined): Promise<void> {
  const [only] = shown;
  if (label !== undefined) {
    const list = shown.map(({ isNew, now, proposed }) => [isNew ? proposed : now, now, proposed]);
    await vscode.commands.executeCommand('vscode.changes', label, list);
    await vscode.commands.executeCommand('workbench.action.keepEditor');
  } else if (only?.isNew === false) {
    const title = l10n.t('{0}: now and proposed', only.path);
    await vscode.commands.executeCommand('vscode.diff', only.now, only.proposed, title, { preview: false });
  } else if (only !== undefined) {
    await vscode.window.showTextDocument(only.proposed, { preview: false });
  }
}

/** What no difference of texts can show: the names of files as they are and will be, and the tasks that come after it. */
function planTexts(moves: readonly FileMove[], tasks: readonly string[]): readonly [now: string, then: string] {
  const names = l10n.t('Files that get another name:');
  const after = l10n.t('Tasks that you are asked about afterwards:');
  const text = (lines: readonly string[], starting: readonly string[]) =>
    [...(moves.length === 0 ? [] : [names, ...lines]), ...(tasks.length === 0 ? [] : [after, ...starting])].join('\n');
  return [
    text(
      moves.map(({ fromPath }) => `  ${fromPath}`),
      [],
    ),
    text(
      moves.map(({ fromPath, toPath }) => `  ${fromPath} → ${toPath}`),
      tasks.map((name) => `  ${name}`),
    ),
  ];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The proposed text that an editor shows. */
function proposedOf({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

function isOurs(uri: vscode.Uri | undefined): boolean {
  return uri?.scheme === scheme && uri.authority === proposalAuthority;
}

function isShown({ shows }: Pending): boolean {
  return vscode.window.tabGroups.all.some((group) => group.tabs.some(shows));
}

async function close(which: (tab: vscode.Tab) => boolean): Promise<void> {
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(which)));
}

function setContext(name: 'active' | 'openable' | 'waiting', value: boolean): void {
  void vscode.commands.executeCommand('setContext', `toolwright.proposal.${name}`, value);
}
