import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import {
  type FromRolloutPanel,
  fromRolloutPanelSchema,
  type RolloutItem,
  type RolloutSubject,
  type ToRolloutPanel,
} from '#protocol';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import { inOrder } from '../inOrder.ts';
import type { RolloutAt, RolloutService } from '../sessions/rolloutService.ts';
import { openProblem } from './openProblem.ts';

const refreshAfterMs = 100;

/** What the page takes from the rest of the host. Its buttons do what the commands do. */
export interface RolloutPagePorts {
  readonly service: RolloutService;
  readonly log: vscode.LogOutputChannel;
  readonly run: (command: PageCommand, ...args: readonly unknown[]) => Thenable<unknown>;
}

type PageCommand =
  | `toolwright.rollouts.${'start' | 'advance' | 'pause' | 'resume' | 'rollBack' | 'stopAll' | 'openPolicy'}`
  | 'toolwright.capabilities.openReport';

const commandIds = {
  start: 'toolwright.rollouts.start',
  advance: 'toolwright.rollouts.advance',
  finish: 'toolwright.rollouts.advance',
  pause: 'toolwright.rollouts.pause',
  resume: 'toolwright.rollouts.resume',
  'roll-back': 'toolwright.rollouts.rollBack',
} as const;

/** The conversation with the dashboard: it asks by small messages, and is always answered with the full state. */
export class RolloutPage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #ports: RolloutPagePorts;
  readonly #listeners: vscode.Disposable;
  #listening = false;
  #wanted: RolloutSubject | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #busy: string | undefined;

  constructor(panel: vscode.WebviewPanel, ports: RolloutPagePorts, wanted: RolloutSubject | undefined) {
    this.#panel = panel;
    this.#ports = ports;
    this.#wanted = wanted;
    this.#listeners = vscode.Disposable.from(
      ports.service.onDidChange(() => this.#refreshSoon()),
      // What happened while nobody was there is seen when somebody comes back.
      vscode.window.onDidChangeWindowState(() => this.#refreshSoon()),
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message).catch((error) => this.#failed(error));
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; shown again, it starts anew and says so.
        if (!panel.visible) this.#listening = false;
      }),
    );
  }

  /** Shows a rollout; the most urgent one where none is named. */
  show(subject: RolloutSubject | undefined): void {
    this.#wanted = subject ?? this.#mostUrgent();
    this.#refreshSoon();
  }

  busyWith(step: string | undefined): void {
    this.#busy = step;
    this.#post({ type: 'busy', step });
  }

  dispose(): void {
    clearTimeout(this.#refresh);
    this.#listening = false;
    this.#listeners.dispose();
  }

  /** Several changes in a moment are one; a page that is not seen asks for everything when it is shown again. */
  #refreshSoon(): void {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = undefined;
      this.#show();
    }, refreshAfterMs);
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = v.safeParse(fromRolloutPanelSchema, raw);
    if (parsed.success) return this.#handle(parsed.output);
    this.#ports.log.warn(`The dashboard of rollouts sent a message that is none: ${parsed.issues[0].message}`);
  }

  async #handle(message: FromRolloutPanel): Promise<void> {
    const { run } = this.#ports;
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#wanted ??= message.shown;
        this.#post({ type: 'busy', step: this.#busy });
        return this.#show();
      case 'show':
        this.#wanted = { folder: message.folder, name: message.name };
        return this.#show();
      case 'command':
        await run(commandIds[message.command], { name: message.name }, message.folder);
        return this.#show();
      case 'stop-all':
        await run('toolwright.rollouts.stopAll');
        return;
      case 'start-another':
        await run('toolwright.rollouts.start');
        return;
      case 'open-policy':
        await run('toolwright.rollouts.openPolicy', this.#wanted?.folder);
        return;
      case 'open-report':
        await run('toolwright.capabilities.openReport', { name: message.name }, message.folder);
        return;
      case 'open-problem':
        return openProblem(this.#at(message), message.index, this.#besides());
    }
  }

  #show(): void {
    if (!this.#listening) return;
    const at = this.#shown();
    if (at !== undefined) {
      this.#wanted = { folder: at.folder.key, name: at.status.name };
      if (this.#panel.visible && vscode.window.state.focused) this.#ports.service.see(at);
    }
    this.#post({
      type: 'rollouts',
      items: this.#items(),
      shown: at && { folder: at.folder.key, status: at.status },
    });
  }

  /** What is wanted; where that is gone, or nothing was named, the most urgent one. */
  #shown(): RolloutAt | undefined {
    const { service } = this.#ports;
    const find = (subject: RolloutSubject | undefined) => subject && service.find(subject.folder, subject.name);
    return find(this.#wanted) ?? find(this.#mostUrgent());
  }

  #mostUrgent(): RolloutSubject | undefined {
    const { alerts, all } = this.#ports.service;
    const at =
      alerts[0] ??
      all.find(({ status }) => status.state === 'running' || status.state === 'paused') ??
      all.find(({ status }) => status.state !== 'development') ??
      all[0];
    return at && { folder: at.folder.key, name: at.status.name };
  }

  #items(): readonly RolloutItem[] {
    const { all, alerts, folders } = this.#ports.service;
    return inOrder(all, ({ status }) => status.state).map(({ folder, status }) => {
      const { name, title, state, stage, percent, groups, keptOut, words } = status;
      const isAlert = alerts.some((alert) => alert.folder === folder && alert.status === status);
      return {
        ...{ folder: folder.key, name, title, state, stage, percent, groups, words, isAlert },
        ...(keptOut === undefined ? {} : { keptOut }),
        ...(folders.length > 1 && { folderName: folder.capabilities.folder.name }),
      };
    });
  }

  #at({ folder, name }: RolloutSubject): RolloutAt {
    const at = this.#ports.service.find(folder, name);
    if (at !== undefined) return at;
    throw new ToolwrightError('no-such-rollout', l10n.t('There is no rollout of “{0}” any more', name), {
      hint: l10n.t('Choose another one from the list.'),
    });
  }

  #failed(error: unknown): void {
    if (isCancelled(error)) return;
    logError(l10n.t('Rollouts'), error, this.#ports.log);
    const hint = ToolwrightError.is(error) ? error.hint : undefined;
    this.#post({ type: 'failed', message: inOneLine(error), ...(hint === undefined ? {} : { hint }) });
  }

  #post(message: ToRolloutPanel): void {
    if (this.#listening) void this.#panel.webview.postMessage(message);
  }

  /** Files open in the group beside the panel. */
  #besides(): vscode.ViewColumn {
    return this.#panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }
}
