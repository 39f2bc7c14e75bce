import * as vscode from 'vscode';
import { CancelledError, type Progress, type TaskOptions } from '#base';
import type { ViewId } from './contributions/index.ts';

/** A long piece of work that the user waits for. */
export interface RunningTask {
  readonly title: string;
  readonly progress: Progress | undefined;
}

const reportEveryMs = 100;

/**
 * The long tasks that are running: they show in the view and in the status bar, and one command stops them.
 */
export class Tasks implements vscode.Disposable {
  readonly #running = new Map<AbortController, RunningTask>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** The task that was started last. */
  get current(): RunningTask | undefined {
    return [...this.#running.values()].at(-1);
  }

  /**
   * Runs `work`, shows its progress, and rejects with CancelledError when the user stops it.
   * @param viewId the view that shows that something is going on
   */
  async run<T>(
    title: string,
    work: (options: Required<TaskOptions>) => Promise<T>,
    viewId: ViewId = 'toolwright.graph',
  ): Promise<T> {
    const controller = new AbortController();
    this.#set(controller, { title, progress: undefined });
    let reported = 0;
    const report = (progress: Progress) => {
      const now = Date.now();
      if (now - reported < reportEveryMs || !this.#running.has(controller)) return;
      reported = now;
      this.#set(controller, { title, progress });
    };
    try {
      return await vscode.window.withProgress({ location: { viewId } }, () =>
        raceAbort(work({ signal: controller.signal, report }), controller.signal),
      );
    } finally {
      this.#running.delete(controller);
      this.#announce();
    }
  }

  cancelAll(): void {
    for (const controller of this.#running.keys()) controller.abort();
  }

  dispose(): void {
    this.cancelAll();
    this.#changed.dispose();
  }

  #set(controller: AbortController, task: RunningTask): void {
    this.#running.set(controller, task);
    this.#announce();
  }

  #announce(): void {
    void vscode.commands.executeCommand('setContext', 'toolwright.busy', this.#running.size > 0);
    this.#changed.fire();
  }
}

/** The user is free at once; work that is slow to notice the signal ends by itself. */
function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new CancelledError()), { once: true });
  });
  return Promise.race([work, aborted]);
}
