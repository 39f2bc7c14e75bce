import * as vscode from 'vscode';
import { messageOf } from '#base';
import type { StaticAnalysis } from '#protocol';
import { isCancelled } from '../../errors.ts';
import type { CapabilityAt, CapabilityService } from '../sessions/capabilityService.ts';

/** Milliseconds of quiet before something is analysed: a save is several events. */
const quietMs = 300;

/**
 * What the static analysis says of contents that nobody has verified: of capabilities with a file that is open, and of
 * those that have changed since they were first seen.
 */
export class LiveAnalyses implements vscode.Disposable {
  readonly #service: CapabilityService;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable;
  /** The latest, and the content that was seen first, by folder and name. */
  readonly #found = new Map<string, StaticAnalysis>();
  readonly #first = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  readonly onDidChange = this.#changed.event;

  constructor(service: CapabilityService, log: vscode.LogOutputChannel) {
    this.#service = service;
    this.#log = log;
    this.#listeners = vscode.Disposable.from(
      service.onDidChange(() => this.#soon()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (service.folders.some((folder) => folder.rowOf(uri) !== undefined)) this.#soon();
      }),
    );
    this.#soon();
  }

  /** What was found in the present content of a capability; undefined where it was not analysed, or not yet. */
  of(at: CapabilityAt): StaticAnalysis | undefined {
    const found = this.#found.get(keyOf(at));
    return found?.hash === at.row.capability?.hash ? found : undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // What has changed meanwhile is analysed after it.
      if (this.#running) this.#soon();
      else void this.#analyse();
    }, quietMs);
  }

  async #analyse(): Promise<void> {
    this.#running = true;
    const { all } = this.#service;
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri);
    this.#forget(new Set(all.map(keyOf)));
    for (const at of all) {
      const key = keyOf(at);
      const { capability, name, report } = at.row;
      if (capability === undefined) continue;
      const changed = (this.#first.get(key) ?? capability.hash) !== capability.hash;
      if (!this.#first.has(key)) this.#first.set(key, capability.hash);
      if (report?.hash === capability.hash || this.of(at) !== undefined) continue;
      if (!changed && !open.some((uri) => at.folder.rowOf(uri)?.name === name)) continue;
      try {
        this.#found.set(key, await at.folder.session.analyse(name));
        this.#changed.fire();
      } catch (error) {
        // It was renamed or broken meanwhile, or everything is closing.
        if (!isCancelled(error)) this.#log.debug(`${name} could not be analysed: ${messageOf(error)}`);
      }
    }
    this.#running = false;
  }

  #forget(present: ReadonlySet<string>): void {
    for (const known of [this.#found, this.#first])
      for (const key of known.keys()) if (!present.has(key)) known.delete(key);
  }
}

function keyOf({ folder, row }: CapabilityAt): string {
  return `${folder.folder.uri.toString()}#${row.name}`;
}
