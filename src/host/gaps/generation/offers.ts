import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { Gap } from '#protocol';
import { showError } from '../../errors.ts';
import { setting } from '../../settings.ts';
import { number } from '../../texts/quantities.ts';
import type { FolderGaps } from '../folderGaps.ts';
import { type GapAt, generateForGap, generateIn, isUsable, review } from './generate.ts';
import type { GenerationUi } from './ports.ts';

/** Gaps that somebody was asked about, or that were tried by themselves; of this workspace. */
const offeredKey = 'gaps.offered';
/** More are forgotten, the oldest first. */
const mostOffered = 500;
/** Milliseconds of quiet after a request: nobody is disturbed while they are still trying. */
const quietMs = 3000;

/** Whether a gap is asked for so often, by so many, that something should be done about it. */
export function isPressing({ source, frequency, users, ignored, contradictions }: Gap, threshold: number): boolean {
  return (
    source === 'requests' && ignored === undefined && contradictions.length === 0 && frequency * users >= threshold
  );
}

/**
 * Offers once to generate what many ask for in vain, one gap for each time that something happens; where the user has set that, generation starts on its own and only
 * what it has found is told. In trusted workspaces alone.
 */
export class GapOffers implements vscode.Disposable {
  readonly #ui: GenerationUi;
  readonly #memory: vscode.Memento;
  readonly #listeners: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  /** Something has changed while one was being tried. */
  #again = false;
  #disposed = false;

  /** @param memory of this workspace */
  constructor(ui: GenerationUi, memory: vscode.Memento) {
    this.#ui = ui;
    this.#memory = memory;
    const soon = () => this.#soon();
    this.#listeners = vscode.Disposable.from(ui.capabilities.service.onDidChange(soon), ui.gaps.onDidChange(soon));
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#listeners.dispose();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (this.#disposed) return;
    this.#timer = setTimeout(() => void this.#consider(), quietMs);
  }

  /** One at a time: that which was asked for last, of those that nobody was asked about yet. */
  async #consider(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#again = false;
    try {
      for (const folder of this.#ui.gaps.folders) {
        const gap = await this.#pressing(folder);
        if (gap === undefined) continue;
        await this.#remember(keyOf(folder, gap.id));
        await this.#offer({ folder, gap });
        return;
      }
    } catch (error) {
      showError(l10n.t('Generate'), error, this.#ui.log);
    } finally {
      this.#busy = false;
      if (this.#again) this.#soon();
    }
  }

  async #pressing(folder: FolderGaps): Promise<Gap | undefined> {
    const threshold = setting('generation.threshold', folder.folder.uri);
    if (folder.state === 'waiting') {
      // Looking for gaps reads the whole folder: not before there are failures enough for one.
      const requests = this.#ui.capabilities.service.of(folder.folder.uri)?.requests ?? [];
      const failed = requests.filter(({ outcome }) => outcome !== 'served').length;
      if (failed * failed < threshold) return undefined;
      await folder.refresh();
    }
    const offered = this.#offered();
    // Whoever has just asked is there to answer; what others asked for long ago waits for its turn.
    return folder.gaps
      .filter((gap) => isPressing(gap, threshold) && !offered.includes(keyOf(folder, gap.id)))
      .toSorted((a, b) => latest(b).localeCompare(latest(a)))[0];
  }

  async #offer(at: GapAt): Promise<void> {
    if (setting('generation.automatically', at.folder.folder.uri)) {
      await this.#try(at);
      // There may be more, and nothing has to happen for them to have their turn.
      this.#again = true;
      return;
    }
    const { intent, frequency } = at.gap;
    const generate = l10n.t('Generate…');
    const message =
      frequency === 1
        ? l10n.t('“{0}” was asked for, and nothing here can do it.', intent)
        : l10n.t('“{0}” was asked for {1} times, and nothing here can do it.', intent, number(frequency));
    // Whoever does not answer holds up nothing.
    void vscode.window.showInformationMessage(message, generate).then((chosen) => {
      if (chosen !== generate) return;
      generateForGap(this.#ui, at, {}).catch((error: unknown) => showError(generate, error, this.#ui.log));
    });
  }

  /** By itself: nobody is asked for an example or for a language model, and nothing is said where nothing was found. */
  async #try(at: GapAt): Promise<void> {
    const session = this.#ui.sessionOf(at.folder);
    const generation = await generateIn(this.#ui, session, at.gap, [], false).catch((error: unknown) => {
      if (!ToolwrightError.is(error)) throw error;
      this.#ui.log.info(`Nothing was generated for “${at.gap.intent}”: ${error.message}`);
      return undefined;
    });
    if (generation === undefined) return;
    const { best } = generation;
    if (!isUsable(best)) {
      this.#ui.log.info(`Nothing was found for “${at.gap.intent}”: ${generation.attempts.length} programs were tried.`);
      return;
    }
    const look = l10n.t('Review…');
    const message = l10n.t('“{0}” could be done now: {1}', at.gap.intent, best.reason);
    void vscode.window.showInformationMessage(message, look).then((chosen) => {
      if (chosen !== look) return;
      review(this.#ui, at, session, generation, []).catch((error: unknown) => showError(look, error, this.#ui.log));
    });
  }

  #offered(): readonly string[] {
    return this.#memory.get<readonly string[]>(offeredKey) ?? [];
  }

  async #remember(key: string): Promise<void> {
    await this.#memory.update(offeredKey, [...this.#offered(), key].slice(-mostOffered));
  }
}

/** When it was asked for the last time, as ISO 8601. */
function latest({ lastSeen = '' }: Gap): string {
  return lastSeen;
}

function keyOf({ folder }: FolderGaps, gap: string): string {
  return `${folder.uri.toString()}#${gap}`;
}
