import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Outcome } from '#base';
import type { RuleReport } from '#protocol';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { cyclesOf, rulesOf } from '../../sessions/questions.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { number } from '../../texts/quantities.ts';
import { GraphTree } from './graphTree.ts';
import { type GraphTreeElement, mutedRows } from './treeItem.ts';
import { pressingViolations } from './violationNodes.ts';

const revealTries = 5;

/** Answers that the section of the same name gives a count of. */
const counted = ['cycles', 'rules', 'advice', 'hotSpots'];

/** The view in the sidebar: its rows, the badge with the new violations, and a word on restricted mode. */
export class GraphView implements vscode.Disposable {
  readonly #graphs: WorkspaceGraphs;
  readonly #tree: GraphTree;
  readonly #view: vscode.TreeView<GraphTreeElement>;
  readonly #listeners: vscode.Disposable;

  constructor(graphs: WorkspaceGraphs, log: vscode.LogOutputChannel) {
    this.#graphs = graphs;
    this.#tree = new GraphTree(graphs, log);
    this.#view = vscode.window.createTreeView('toolwright.graph', {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    this.#listeners = vscode.Disposable.from(
      this.#view,
      this.#tree,
      mutedRows(),
      graphs.onDidChange((graph) => this.#changed(graph)),
      graphs.onDidAdd((graph) => {
        this.#followAnswers(graph);
        this.#tree.refresh();
      }),
      graphs.onDidRemove(() => {
        this.#tree.refresh();
        this.#setBadge();
      }),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#askForCounts();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#setMessage()),
    );
    for (const graph of graphs.all) this.#followAnswers(graph);
  }

  /** Opens the view at one of its sections. */
  async revealSection(graph: FolderGraph, id: string): Promise<void> {
    const element = this.#tree.section(graph, id);
    if (element === undefined) return;
    const reveal = (focus: boolean) => this.#view.reveal(element, { select: true, focus, expand: 2 });
    // A view that is just being shown refuses rows that it has not drawn yet, and closes what is opened meanwhile.
    for (let tries = 0; tries < revealTries; tries++) {
      await this.#tree.drawn();
      const revealed = await reveal(true).then(
        () => true,
        () => false,
      );
      if (revealed) break;
    }
    await this.#tree.drawn();
    // By now the user may be somewhere else.
    await reveal(false);
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #followAnswers(graph: FolderGraph): void {
    graph.onDidAnswer((question) => {
      if (!counted.includes(question)) return;
      this.#tree.refreshSection(graph, question);
      this.#setBadge();
    });
  }

  #changed(graph: FolderGraph): void {
    this.#tree.refreshFolder(graph);
    this.#setMessage();
    this.#askForCounts();
  }

  /** Those beside Cycles and Rule Violations; nothing else is asked for before somebody opens it. */
  #askForCounts(): void {
    if (!this.#view.visible) return;
    for (const graph of this.#graphs.all) {
      if (graph.summary === undefined) continue;
      for (const ask of [cyclesOf, rulesOf]) ask(graph).catch(() => undefined);
    }
  }

  #setBadge(): void {
    const count = this.#graphs.all
      .map((graph) => graph.answers.latest<Outcome<RuleReport>>('rules'))
      .reduce((sum, rules) => sum + (rules === undefined ? 0 : pressingViolations(rules.value)), 0);
    const tooltip = l10n.t('New rule violations: {0}', number(count));
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip };
  }

  #setMessage(): void {
    const restricted = !vscode.workspace.isTrusted && this.#graphs.all.some((graph) => graph.summary !== undefined);
    this.#view.message = restricted
      ? l10n.t('Restricted mode: rule files written in JavaScript are not executed.')
      : '';
  }
}
