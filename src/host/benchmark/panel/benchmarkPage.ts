import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import {
  type BenchmarkItem,
  type BenchmarkReport,
  type ComparisonReport,
  type FromBenchmarkPanel,
  fromBenchmarkPanelSchema,
  type ToBenchmarkPanel,
} from '#protocol';
import type { CapabilityService } from '../../capabilities/sessions/capabilityService.ts';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import { saveBenchmark } from './saveBenchmark.ts';

/** What the panel shows. */
export type Shown =
  | {
      readonly kind: 'benchmark';
      readonly folder: string;
      readonly name: string;
      /** The time of an older one; the latest where it is absent. */
      readonly at?: string;
    }
  | {
      readonly kind: 'comparison';
      readonly folder: string;
      readonly names: readonly string[];
      readonly report: ComparisonReport | undefined;
    };

/** What the page takes from the rest of the host. Its buttons do what the commands do. */
export interface BenchmarkPagePorts {
  readonly service: CapabilityService;
  /** What was measured of a capability, latest first. */
  readonly stored: (folder: FolderCapabilities, name: string) => Promise<readonly BenchmarkReport[]>;
  readonly log: vscode.LogOutputChannel;
  readonly run: (
    command: `toolwright.benchmarks.${'run' | 'compare'}` | 'toolwright.cancel',
    ...args: readonly unknown[]
  ) => Thenable<unknown>;
}

/** The conversation with the page: it asks by small messages, and is always answered with the full state. */
export class BenchmarkPage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #ports: BenchmarkPagePorts;
  readonly #listeners: vscode.Disposable;
  #shown: Shown;
  #listening = false;
  #busy: string | undefined;
  /** Readings are answered in their order: a late one is not shown. */
  #reading = 0;

  constructor(panel: vscode.WebviewPanel, ports: BenchmarkPagePorts, shown: Shown) {
    this.#panel = panel;
    this.#ports = ports;
    this.#shown = shown;
    this.#listeners = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message).catch((error) => this.#failed(error));
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; shown again, it starts anew and says so.
        if (!panel.visible) this.#listening = false;
      }),
    );
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#show().catch((error) => this.#failed(error));
  }

  busyWith(step: string | undefined): void {
    this.#busy = step;
    this.#post({ type: 'busy', step });
  }

  dispose(): void {
    this.#listening = false;
    this.#listeners.dispose();
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = v.safeParse(fromBenchmarkPanelSchema, raw);
    if (parsed.success) return this.#handle(parsed.output);
    this.#ports.log.warn(`The panel of benchmarks sent a message that is none: ${parsed.issues[0].message}`);
  }

  async #handle(message: FromBenchmarkPanel): Promise<void> {
    const { run } = this.#ports;
    const shown = this.#shown;
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#post({ type: 'busy', step: this.#busy });
        return this.#show();
      case 'measure':
        if (shown.kind === 'benchmark') await run('toolwright.benchmarks.run', { name: shown.name }, shown.folder);
        return;
      case 'compare':
        await run(
          'toolwright.benchmarks.compare',
          shown.kind === 'comparison' ? { names: shown.names } : { with: shown.name },
          shown.folder,
        );
        return;
      case 'stop':
        await run('toolwright.cancel');
        return;
      case 'show':
        if (shown.kind === 'benchmark') this.#shown = { ...shown, at: message.at };
        return this.#show();
      case 'export':
        if (shown.kind === 'benchmark') await this.#export(shown, message.format);
        return;
    }
  }

  async #show(): Promise<void> {
    const reading = ++this.#reading;
    const shown = this.#shown;
    if (shown.kind === 'comparison') {
      this.#post({ type: 'comparison', names: shown.names, report: shown.report });
      return;
    }
    const { folder, all, report } = await this.#read(shown);
    if (reading !== this.#reading) return;
    const present = folder.row(shown.name)?.capability?.hash;
    this.#post({
      type: 'benchmark',
      ...{ folder: shown.folder, name: shown.name, report },
      isPresent: report?.hash === present,
      history: all.map(itemOf),
    });
  }

  async #export(shown: Extract<Shown, { kind: 'benchmark' }>, format: Parameters<typeof saveBenchmark>[2]) {
    const { folder, report } = await this.#read(shown);
    if (report !== undefined) await saveBenchmark(folder, report, format);
  }

  async #read({ folder: address, name, at }: Extract<Shown, { kind: 'benchmark' }>) {
    const folder = this.#ports.service.folders.find((one) => one.folder.uri.toString() === address);
    if (folder === undefined) {
      throw new ToolwrightError('no-folder', l10n.t('The folder of this capability is not open any more'), {
        hint: l10n.t('Open it again, or close this panel.'),
      });
    }
    // After a reload of the window nobody may have read the folder yet.
    await folder.ready();
    const all = await this.#ports.stored(folder, name);
    return { folder, all, report: all.find((one) => one.at === at) ?? all[0] };
  }

  #failed(error: unknown): void {
    if (isCancelled(error)) return;
    logError(l10n.t('Benchmark'), error, this.#ports.log);
    const hint = ToolwrightError.is(error) ? error.hint : undefined;
    this.#post({ type: 'failed', message: inOneLine(error), ...(hint === undefined ? {} : { hint }) });
  }

  #post(message: ToBenchmarkPanel): void {
    if (this.#listening) void this.#panel.webview.postMessage(message);
  }
}

function itemOf({ at, version, latency, machine }: BenchmarkReport): BenchmarkItem {
  const p95 = latency.percentiles.find(({ percent }) => percent === 95);
  return {
    ...{ at, version, medianMs: latency.median.value, machine: machine.fingerprint },
    ...(p95 !== undefined && { p95Ms: p95.ms }),
  };
}
