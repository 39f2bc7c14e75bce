import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Loss } from '#engine';
import type { Piece } from './pieces.ts';
import type { Teaching } from './teaching.ts';

/** Lines above and below of what is in sight that have their results, too. */
const margin = 40;
/** Characters of a result that are shown. */
const longest = 100;
/** Milliseconds between two drawings while results come in. */
const pause = 30;

/** What a lesson is about. */
export interface Shown {
  readonly pieces: readonly Piece[];
  /** Those that stay as they are, for something of them would get lost. */
  readonly kept: readonly Piece[];
}

const kinds = ['result', 'taught', 'failed', 'asked'] as const;
type Kind = (typeof kinds)[number];

/** Shows beside each piece what becomes of it. The document is not changed. */
export class Preview implements vscode.Disposable {
  readonly #editors: () => readonly vscode.TextEditor[];
  readonly #pieces: readonly Piece[];
  readonly #kept: readonly Piece[];
  readonly #teaching: () => Teaching;
  readonly #kinds: Readonly<Record<Kind, vscode.TextEditorDecorationType>> = {
    result: decoration('editorInlayHint.foreground', 'editorInlayHint.background'),
    taught: decoration('editorInlayHint.foreground', 'diffEditor.insertedTextBackground'),
    failed: decoration('editorWarning.foreground'),
    asked: decoration('editorInfo.foreground'),
  };
  readonly #listeners: vscode.Disposable;
  #waiting: NodeJS.Timeout | undefined;

  constructor(document: vscode.TextDocument, { pieces, kept }: Shown, teaching: () => Teaching) {
    this.#editors = () => vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
    this.#pieces = pieces;
    this.#kept = kept;
    this.#teaching = teaching;
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorVisibleRanges(() => this.refresh()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
    );
  }

  /** Places of the pieces that are in sight, or nearly so. */
  inSight(): readonly number[] {
    const isSeen = this.#isSeen();
    const places: number[] = [];
    for (const [at, piece] of this.#pieces.entries()) if (isSeen(piece)) places.push(at);
    return places;
  }

  #isSeen(): (piece: Piece) => boolean {
    const lines = this.#editors()
      .flatMap(({ visibleRanges }) => visibleRanges)
      .map(({ start, end }) => [start.line - margin, end.line + margin] as const);
    return ({ range }) => lines.some(([first, last]) => range.start.line >= first && range.start.line <= last);
  }

  /** Scrolls to a piece. */
  reveal(at: number): void {
    const piece = this.#pieces[at];
    if (piece === undefined) return;
    for (const editor of this.#editors()) {
      editor.revealRange(piece.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  /** Draws soon. */
  refresh(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#draw();
    }, pause);
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#listeners.dispose();
    for (const kind of Object.values(this.#kinds)) kind.dispose();
  }

  #draw(): void {
    const shown: Record<Kind, vscode.DecorationOptions[]> = {
      result: [],
      taught: [],
      failed: [],
      asked: [],
    };
    for (const at of this.inSight()) {
      const piece = this.#pieces[at];
      const drawn = piece && this.#drawn(at, piece.text);
      if (drawn) shown[drawn.kind].push({ range: piece.range, renderOptions: { after: { contentText: drawn.text } } });
    }
    for (const { range, loss } of this.#kept.filter(this.#isSeen())) {
      if (loss) shown.failed.push({ range, renderOptions: { after: { contentText: lossText(loss) } } });
    }
    for (const editor of this.#editors()) {
      for (const kind of kinds) editor.setDecorations(this.#kinds[kind], shown[kind]);
    }
  }

  #drawn(at: number, text: string): { readonly kind: Kind; readonly text: string } | undefined {
    const teaching = this.#teaching();
    const taught = teaching.exampleAt(at);
    if (taught !== undefined) return { kind: 'taught', text: `→ ${short(taught)} ✓` };
    const result = teaching.resultAt(at);
    if (result === undefined || (result === null && teaching.learned === undefined)) return undefined;
    if (result === null) return { kind: 'failed', text: l10n.t('no answer: stays as it is') };
    const other = teaching.doubt?.at === at ? otherAnswer(teaching.doubt.answers, result) : undefined;
    if (other !== undefined) return { kind: 'asked', text: `→ ${alternatives(result, other)}` };
    return { kind: 'result', text: result === text ? l10n.t('→ the same') : `→ ${short(result)}` };
  }
}

/** What else an input might become; undefined where nothing else is likely. */
export function otherAnswer(answers: readonly (string | null)[], result: string): string | null | undefined {
  return answers.find((answer) => answer !== result);
}

/** Why a value stays as it is. */
export function lossText(loss: Loss): string {
  switch (loss) {
    case 'comments':
      return l10n.t('stays as it is: its comments would get lost');
    case 'numbers':
      return l10n.t('stays as it is: a number in it would lose digits');
    case 'names':
      return l10n.t('stays as it is: it has a property twice, and one would get lost');
  }
}

/** A question about two results. */
export function alternatives(result: string, other: string | null): string {
  return other === null
    ? l10n.t('“{0}”, or no answer?', short(result))
    : l10n.t('“{0}” or “{1}”?', short(result), short(other));
}

function decoration(colour: string, background?: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: {
      margin: '0 0 0 2ch',
      color: new vscode.ThemeColor(colour),
      ...(background === undefined ? {} : { backgroundColor: new vscode.ThemeColor(background) }),
    },
  });
}

/** Not longer than people read in passing. */
export function short(text: string): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}
