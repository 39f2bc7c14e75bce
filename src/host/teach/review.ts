import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { alternatives, otherAnswer } from './preview.ts';
import type { Teaching } from './teaching.ts';
import { counted, titleOf } from './words.ts';

/** What is to be done with what was learned. */
export type Choice =
  | { readonly kind: 'apply'; readonly keep: boolean }
  | { readonly kind: 'teach'; readonly at: number }
  | { readonly kind: 'cancel' };

interface Row extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Results that the list shows; the editor shows them all. */
const mostRows = 500;
/** Milliseconds between two drawings while results come in. */
const pause = 50;

/** The list of what can be done next: apply, answer the question, correct a result. It follows what is being learned. */
export class Review {
  readonly #pick = vscode.window.createQuickPick<Row>();
  readonly #teaching: Teaching;
  readonly #showProgram: () => void;
  #waiting: NodeJS.Timeout | undefined;

  constructor(teaching: Teaching, showProgram: () => void) {
    this.#teaching = teaching;
    this.#showProgram = showProgram;
  }

  async ask(): Promise<Choice> {
    const pick = this.#pick;
    pick.title = titleOf(this.#teaching.about);
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.buttons = [{ iconPath: new vscode.ThemeIcon('code'), tooltip: l10n.t('Show the Program') }];
    this.#show();
    try {
      return await new Promise<Choice>((done) => {
        pick.onDidTriggerButton(() => this.#showProgram());
        pick.onDidAccept(() => {
          const choice = pick.selectedItems[0]?.choice;
          if (choice) done(choice);
        });
        pick.onDidHide(() => done({ kind: 'cancel' }));
        pick.show();
      });
    } finally {
      clearTimeout(this.#waiting);
      pick.dispose();
    }
  }

  /** Results are others now: they are shown soon. */
  refresh(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#show();
    }, pause);
  }

  #show(): void {
    this.#pick.busy = this.#teaching.isBusy;
    this.#pick.items = rowsOf(this.#teaching);
    this.#pick.placeholder = placeholderOf(this.#teaching);
  }
}

function rowsOf(teaching: Teaching): readonly Row[] {
  const { learned, doubt, inputs, isBusy } = teaching;
  const results = inputs.map((_, at) => teaching.resultAt(at));
  const changes = results.filter((result, at) => typeof result === 'string' && result !== inputs[at]).length;
  const rows: Row[] = [];
  if (learned !== undefined && !isBusy && changes > 0) {
    rows.push(
      {
        label: `$(check) ${l10n.t('Apply to {0}', counted(teaching.about, changes))}`,
        alwaysShow: true,
        choice: { kind: 'apply', keep: false },
      },
      {
        label: `$(save) ${l10n.t('Apply and Keep as Capability…')}`,
        alwaysShow: true,
        choice: { kind: 'apply', keep: true },
      },
    );
  }
  const asked = doubt && results[doubt.at];
  const other = doubt && typeof asked === 'string' ? otherAnswer(doubt.answers, asked) : undefined;
  if (doubt && typeof asked === 'string' && other !== undefined) {
    rows.push({
      label: `$(question) ${alternatives(asked, other)}`,
      description: inputs[doubt.at] ?? '',
      alwaysShow: true,
      choice: { kind: 'teach', at: doubt.at },
    });
  }
  for (const caveat of isBusy ? [] : (learned?.caveats ?? [])) {
    rows.push({ label: `$(warning) ${caveat}`, alwaysShow: true });
  }
  rows.push({ label: l10n.t('Results: choose one to correct it'), kind: vscode.QuickPickItemKind.Separator });
  // What has no answer comes first: there an example tells most.
  const shown = new Set<number>();
  for (const which of [(at: number) => results[at] === null, () => true]) {
    for (let at = 0; at < inputs.length && shown.size < mostRows; at++) if (which(at)) shown.add(at);
  }
  for (const at of shown) rows.push(rowOf(teaching, at));
  return rows;
}

function rowOf(teaching: Teaching, at: number): Row {
  const input = teaching.inputs[at] ?? '';
  const choice = { kind: 'teach', at } as const;
  const result = teaching.resultAt(at);
  if (typeof result !== 'string') {
    const description = result === null ? l10n.t('no answer: stays as it is') : '';
    return { label: `$(warning) ${input}`, description, choice };
  }
  const icon = teaching.exampleAt(at) === undefined ? 'blank' : 'pass';
  return { label: `$(${icon}) ${result}`, description: input, choice };
}

function placeholderOf({ learned, isBusy }: Teaching): string {
  if (isBusy) return l10n.t('Learning…');
  if (learned === undefined) return l10n.t('No rule was found that fits the examples: correct one of them.');
  if (learned.satisfied < learned.examples) return l10n.t('The best rule is not right on all examples: they win.');
  return l10n.t('Apply it, or correct a result: each correction is a further example.');
}
