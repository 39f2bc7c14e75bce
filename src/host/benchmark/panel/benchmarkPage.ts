import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import {
  type BenchmarkItem,
  type BenchmarkReport,
  type BenchmarkWork,
  type ComparisonItem,
  type ComparisonReport,
  capabilityNamed,
  type ExportedBenchmarkFormat,
  type FromBenchmarkPanel,
  fromBenchmarkPanelSchema,
  namedVersion,
  type ToBenchmarkPanel,
} from '#protocol';
import type { CapabilityService } from '../../capabilities/sessions/capabilityService.ts';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import { saveBenchmark, saveComparison } from './saveBenchmark.ts';

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
      /** The others are held against the first. */
      readonly names: readonly string[];
      /** The time of an older one; the latest where it is absent. */
      readonly at?: string;
    };

type ShownOf<K extends Shown['kind']> = Extract<Shown, { readonly kind: K }>;

/** Of the panel. */
export function titleOf(shown: Shown): string {
  return shown.kind === 'benchmark'
    ? l10n.t('{0}: Benchmark', shown.name)
    : l10n.t('Comparison of {0}', shown.names.join(', '));
}

/** What the page takes from the rest of the host. Its buttons do what the commands do. */
export interface BenchmarkPagePorts {
  readonly service: CapabilityService;
  /** What was measured of a capability, latest first. */
  readonly stored: (folder: FolderCapabilities, name: string) => Promise<readonly BenchmarkReport[]>;
  /** Comparisons of which a capability is one, latest first. */
  readonly compared: (folder: FolderCapabilities, name: string) => Promise<readonly ComparisonReport[]>;
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
  #busy: BenchmarkWork | undefined;
  /** Whether what was measured is still there as it was: as the page was told, and as it is now. */
  #presence: { readonly told: boolean; readonly now: () => boolean } | undefined;
  /** Readings are answered in their order: a late one is not shown. */
  #reading = 0;

  constructor(panel: vscode.WebviewPanel, ports: BenchmarkPagePorts, shown: Shown) {
    this.#panel = panel;
    this.#ports = ports;
    this.#shown = shown;
    this.#listeners = vscode.Disposable.from(
      ports.service.onDidChange(() => this.#seePresence()),
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

  busyWith(work: BenchmarkWork | undefined): void {
    this.#busy = work;
    this.#post({ type: 'busy', work });
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
        this.#post({ type: 'busy', work: this.#busy });
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
        return this.#goTo({ ...shown, at: message.at });
      case 'show-comparison':
        if (shown.kind === 'benchmark') await this.#goToComparison(shown, message.at);
        return;
      case 'show-benchmark':
        return this.#goTo({ kind: 'benchmark', folder: shown.folder, name: capabilityNamed(message.name) });
      case 'export':
        return this.#export(shown, message.format);
    }
  }

  /** Of its own accord, and so under a new title. */
  #goTo(shown: Shown): Promise<void> {
    this.#shown = shown;
    this.#panel.title = titleOf(shown);
    return this.#show();
  }

  async #goToComparison({ folder: address, name }: ShownOf<'benchmark'>, at: string): Promise<void> {
    const compared = await this.#ports.compared(await this.#folder(address), name);
    const report = compared.find((one) => one.at === at);
    if (report !== undefined) await this.#goTo({ kind: 'comparison', folder: address, names: namesIn(report), at });
  }

  async #show(): Promise<void> {
    const reading = ++this.#reading;
    const shown = this.#shown;
    const { message, isPresent } = await (shown.kind === 'benchmark'
      ? this.#benchmark(shown)
      : this.#comparison(shown));
    if (reading !== this.#reading) return;
    const told = isPresent();
    this.#presence = { told, now: isPresent };
    this.#post({ ...message, isPresent: told });
  }

  /** Capabilities change with every request: only what the page says of it is read again. */
  #seePresence(): void {
    if (!this.#listening || this.#presence === undefined || this.#presence.now() === this.#presence.told) return;
    this.#show().catch((error) => this.#failed(error));
  }

  async #benchmark(shown: ShownOf<'benchmark'>) {
    const { folder, all, report } = await this.#readBenchmarks(shown);
    const comparisons = await this.#ports.compared(folder, shown.name);
    const message = {
      type: 'benchmark' as const,
      ...{ folder: shown.folder, name: shown.name, report },
      history: all.map(itemOf),
      comparisons: comparisons.map(comparisonItemOf),
    };
    return { message, isPresent: () => report !== undefined && isPresent(folder, report) };
  }

  async #comparison(shown: ShownOf<'comparison'>) {
    const { folder, all, report } = await this.#readComparisons(shown);
    const message = {
      type: 'comparison' as const,
      ...{ folder: shown.folder, names: shown.names, report },
      history: all.map(comparisonItemOf),
    };
    return { message, isPresent: () => report?.compared.every((one) => isPresent(folder, one)) ?? false };
  }

  async #export(shown: Shown, format: ExportedBenchmarkFormat): Promise<void> {
    if (shown.kind === 'benchmark') {
      const { folder, report } = await this.#readBenchmarks(shown);
      if (report !== undefined) await saveBenchmark(folder, report, format);
    } else {
      const { folder, report } = await this.#readComparisons(shown);
      if (report !== undefined) await saveComparison(folder, report, format);
    }
  }

  async #readBenchmarks({ folder: address, name, at }: ShownOf<'benchmark'>) {
    const folder = await this.#folder(address);
    const all = await this.#ports.stored(folder, name);
    return { folder, all, report: all.find((one) => one.at === at) ?? all[0] };
  }

  /** Those of the same ones, held against the same first one. */
  async #readComparisons({ folder: address, names, at }: ShownOf<'comparison'>) {
    const folder = await this.#folder(address);
    const all = await this.#ports.compared(folder, names[0] ?? '');
    const same = all.filter((one) => namesIn(one).join() === names.join());
    return { folder, all: same, report: same.find((one) => one.at === at) ?? same[0] };
  }

  /** @throws ToolwrightError `no-folder` */
  async #folder(address: string): Promise<FolderCapabilities> {
    const folder = this.#ports.service.folders.find((one) => one.folder.uri.toString() === address);
    if (folder === undefined) {
      throw new ToolwrightError('no-folder', l10n.t('The folder of this capability is not open any more'), {
        hint: l10n.t('Open it again, or close this panel.'),
      });
    }
    // After a reload of the window nobody may have read the folder yet.
    await folder.ready();
    return folder;
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

function comparisonItemOf(report: ComparisonReport): ComparisonItem {
  const { at, ranking, machine } = report;
  const quickest = ranking.filter(({ rank }) => rank === 1).map(({ name }) => name);
  return { at, names: namesIn(report), quickest, machine: machine.fingerprint };
}

const namesIn = ({ compared }: ComparisonReport): readonly string[] => compared.map(({ name }) => name);

/** Whether a capability is still what was measured. A version that is kept never changes. */
const isPresent = (folder: FolderCapabilities, { name, hash }: { readonly name: string; readonly hash: string }) =>
  namedVersion(name) !== undefined || folder.row(name)?.capability?.hash === hash;
