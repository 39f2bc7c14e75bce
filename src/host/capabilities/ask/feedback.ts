import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import type { FeedbackWeight, RequestFeedback } from '#protocol';
import { personName } from '../person.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { isCapabilityElement } from '../tree/item.ts';

/** So long after an answer the thumbs are there; later they are in the Requests view. */
const offeredMs = 60_000;
const saidMs = 5000;

/** A request that was served, of which somebody may say what they think. */
interface Rateable {
  readonly folder: FolderCapabilities;
  readonly request: number;
  readonly text: string;
}

/** Shows the thumbs for the answer to a question. @param request its number in the journal */
type Offer = (folder: FolderCapabilities, request: number, text: string) => void;

/** Two thumbs in the status bar after a request, which disturb nobody. */
export class Feedback implements vscode.Disposable {
  readonly #service: CapabilityService;
  readonly #items: readonly vscode.StatusBarItem[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #questions = 0;
  /** Whose thumbs are there. */
  #shown: Pick<Rateable, 'folder' | 'request'> | undefined;

  constructor(service: CapabilityService) {
    this.#service = service;
    this.#items = [
      thumb('toolwright.good', '$(thumbsup)', l10n.t('Toolwright: Good Answer')),
      thumb('toolwright.bad', '$(thumbsdown)', l10n.t('Toolwright: Bad Answer')),
    ];
  }

  /**
   * Something is asked: the thumbs of the answer before would be taken for those of the next one, and so they are hidden.
   * @returns shows those of its answer, unless something else was asked meanwhile
   */
  asked(): Offer {
    const question = ++this.#questions;
    this.#withdraw();
    return (folder, request, text) => {
      if (question === this.#questions) this.#offer(folder, request, text);
    };
  }

  #offer(folder: FolderCapabilities, request: number, text: string): void {
    const [good, bad] = this.#items;
    const show = (item: vscode.StatusBarItem | undefined, rating: RequestFeedback['rating'], tooltip: string) => {
      if (item === undefined) return;
      const command = `toolwright.capabilities.${rating === 'good' ? 'rateGood' : 'rateBad'}`;
      item.command = { command, title: '', arguments: [{ request, text }, folder.folder.uri.toString()] };
      item.tooltip = tooltip;
      item.show();
    };
    show(good, 'good', l10n.t('“{0}”: that was right', text));
    show(bad, 'bad', l10n.t('“{0}”: that was wrong', text));
    this.#shown = { folder, request };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#withdraw(), offeredMs);
  }

  /** Keeps what a person thinks of an answer: of the request that is named, or of the last one. */
  async rate(rating: RequestFeedback['rating'], argument: unknown, folderKey: unknown): Promise<void> {
    const { folder, request, text } = this.#rateable(argument, folderKey);
    const comment = rating === 'good' ? '' : await askWhatWasWrong(argument, text);
    if (comment === undefined) return;
    const person = (await personName()) || l10n.t('somebody');
    const given = { request, person, rating, ...(comment !== '' && { comment }) };
    const weight = await folder.session.recordFeedback(given);
    // Meanwhile something else may have been answered.
    if (this.#shown?.folder === folder && this.#shown.request === request) this.#withdraw();
    vscode.window.setStatusBarMessage(noted(weight, text), saidMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const item of this.#items) item.dispose();
  }

  #withdraw(): void {
    clearTimeout(this.#timer);
    this.#shown = undefined;
    for (const item of this.#items) item.hide();
  }

  #rateable(argument: unknown, folderKey: unknown): Rateable {
    if (isCapabilityElement(argument) && argument.node.request !== undefined) {
      return { folder: argument.capabilities, request: argument.node.request, text: argument.node.label };
    }
    const folder = this.#service.folders.find((one) => one.folder.uri.toString() === folderKey);
    if (folder !== undefined && isRecord(argument) && typeof argument.request === 'number') {
      return { folder, request: argument.request, text: typeof argument.text === 'string' ? argument.text : '' };
    }
    const served = this.#service.folders.flatMap((one) =>
      one.requests.filter(({ outcome }) => outcome === 'served').map((recorded) => ({ folder: one, recorded })),
    );
    const [last] = served.sort((a, b) => b.recorded.at.localeCompare(a.recorded.at));
    if (last !== undefined) {
      return { folder: last.folder, request: last.recorded.id, text: last.recorded.request.text };
    }
    throw new ToolwrightError('no-such-request', l10n.t('No request has been served yet'), {
      hint: l10n.t('Ask for something first: “Toolwright: Ask…”.'),
    });
  }
}

function noted(weight: FeedbackWeight, text: string): string {
  switch (weight) {
    case 'counts':
      return l10n.t('Noted for “{0}”. It counts for the version that answered.', text);
    case 'not-the-first':
      return l10n.t(
        'Noted for “{0}”. A rollout is decided by the first opinion on an answer, which was given before.',
        text,
      );
    case 'no-rollout':
      return l10n.t('Noted for “{0}”.', text);
  }
}

function thumb(id: string, text: string, name: string): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, 8);
  item.text = text;
  item.name = name;
  item.accessibilityInformation = { label: name, role: 'button' };
  return item;
}

/** @returns nothing where the person thinks better of it; an empty text where they leave it at the thumb */
async function askWhatWasWrong(argument: unknown, text: string): Promise<string | undefined> {
  if (isRecord(argument) && typeof argument.comment === 'string') return argument.comment.trim();
  const comment = await vscode.window.showInputBox({
    title: l10n.t('What was wrong with the answer to “{0}”?', text),
    prompt: l10n.t('It may be left empty.'),
    ignoreFocusOut: true,
  });
  return comment?.trim();
}
