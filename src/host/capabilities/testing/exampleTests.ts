import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, messageOf } from '#base';
import type { CapabilityRow, RecordedRun } from '#protocol';
import { isCancelled } from '../../errors.ts';
import { linesOfExamples } from '../examples.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { confirmDebugging, debugExample } from './debugExample.ts';
import { failureOf, outputOf } from './outcome.ts';

interface Example {
  readonly folder: FolderCapabilities;
  readonly row: CapabilityRow;
  readonly name: string;
}

/** How one example is run: in the sandbox, or under a debugger. */
type RunExample = (run: vscode.TestRun, example: Example, signal: AbortSignal) => Promise<RecordedRun>;

const inSandbox: RunExample = (_, { folder, row, name }, signal) => folder.runExample(row.name, name, { signal });

/** The examples of capabilities as tests of VS Code: one for each, below one for the capability. */
export class ExampleTests implements vscode.Disposable {
  readonly #service: CapabilityService;
  readonly #controller: vscode.TestController;
  readonly #listener: vscode.Disposable;
  readonly #examples = new WeakMap<vscode.TestItem, Example>();
  /** Contents by test item id: the items of a capability are made anew only where it is another one. */
  readonly #hashes = new Map<string, string>();

  constructor(service: CapabilityService) {
    this.#service = service;
    this.#controller = vscode.tests.createTestController('toolwright.capabilities', l10n.t('Toolwright capabilities'));
    this.#controller.createRunProfile(
      l10n.t('Run in the Sandbox'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token, inSandbox),
      true,
    );
    this.#controller.createRunProfile(
      l10n.t('Debug Outside of the Sandbox'),
      vscode.TestRunProfileKind.Debug,
      async (request, token) => {
        if (!(await confirmDebugging())) return;
        await this.#run(request, token, (run, { folder, row, name }, signal) =>
          debugExample(run, { folder, capability: row.name, example: name }, signal),
        );
      },
    );
    this.#controller.refreshHandler = async () => {
      for (const folder of service.folders) await folder.change();
    };
    // VS Code asks with undefined when the tests are looked at for the first time.
    this.#controller.resolveHandler = async (item) => {
      if (item === undefined) await service.readWhatIsThere();
    };
    this.#listener = service.onDidChange(() => this.#show());
    this.#show();
  }

  /** Runs all examples of one capability. */
  async run(folder: FolderCapabilities, name: string): Promise<void> {
    const item = this.#controller.items.get(idOf(folder, name));
    if (item === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const source = new vscode.CancellationTokenSource();
    try {
      void this.#run(new vscode.TestRunRequest([item]), source.token, inSandbox).finally(resolve);
      await promise;
    } finally {
      source.dispose();
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#controller.dispose();
  }

  /** Brings the items in step with the capabilities that there are. */
  #show(): void {
    const present = new Set<string>();
    for (const { folder, row } of this.#service.all) {
      const { capability } = row;
      if (capability === undefined || capability.examples.length === 0) continue;
      const id = idOf(folder, row.name);
      present.add(id);
      if (this.#hashes.get(id) === capability.hash) continue;
      this.#hashes.set(id, capability.hash);
      this.#controller.items.add(this.#itemOf(id, folder, row));
    }
    for (const id of [...this.#hashes.keys()]) {
      if (present.has(id)) continue;
      this.#hashes.delete(id);
      this.#controller.items.delete(id);
    }
  }

  #itemOf(id: string, folder: FolderCapabilities, row: CapabilityRow): vscode.TestItem {
    const uri = folder.uriOf(`${row.folder}/examples.json`);
    const item = this.#controller.createTestItem(id, row.name, uri);
    item.description = row.capability?.manifest.title ?? '';
    for (const [index, { name }] of (row.capability?.examples ?? []).entries()) {
      const child = this.#controller.createTestItem(`${id}#${name}`, name, uri);
      child.sortText = String(index).padStart(5, '0');
      this.#examples.set(child, { folder, row, name });
      item.children.add(child);
    }
    void this.#place(item, uri);
    return item;
  }

  /** Puts the items where the examples are written. */
  async #place(item: vscode.TestItem, uri: vscode.Uri): Promise<void> {
    const bytes = await vscode.workspace.fs.readFile(uri).then(undefined, () => undefined);
    if (bytes === undefined) return;
    const children = [...item.children].map(([, child]) => child);
    const lines = linesOfExamples(
      new TextDecoder().decode(bytes),
      children.map(({ label }) => label),
    );
    item.range = new vscode.Range(0, 0, 0, 0);
    for (const child of children) {
      const line = lines.get(child.label);
      if (line !== undefined) child.range = new vscode.Range(line, 0, line, 0);
    }
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken, runOne: RunExample): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const controller = new AbortController();
    const stop = token.onCancellationRequested(() => controller.abort());
    const stopRun = run.token.onCancellationRequested(() => controller.abort());
    try {
      const chosen = request.include ?? [...this.#controller.items].map(([, item]) => item);
      const excluded = new Set(request.exclude ?? []);
      const tests = chosen.flatMap((item) => leavesOf(item)).filter((item) => !isWithin(item, excluded));
      for (const test of tests) run.enqueued(test);
      for (const test of tests) {
        if (controller.signal.aborted) run.skipped(test);
        else await this.#runOne(run, test, controller.signal, runOne);
      }
    } finally {
      stop.dispose();
      stopRun.dispose();
      run.end();
    }
  }

  async #runOne(run: vscode.TestRun, test: vscode.TestItem, signal: AbortSignal, runOne: RunExample): Promise<void> {
    const example = this.#examples.get(test);
    if (example === undefined) return;
    run.started(test);
    try {
      const recorded = await runOne(run, example, signal);
      tell(run, test, recorded, example);
    } catch (error) {
      if (isCancelled(error) || error instanceof CancelledError) run.skipped(test);
      else run.errored(test, new vscode.TestMessage(messageOf(error)));
    }
  }
}

function tell(run: vscode.TestRun, test: vscode.TestItem, recorded: RecordedRun, { folder, row }: Example): void {
  for (const line of outputOf(recorded)) {
    // A terminal shows it, which wants to be told where a line begins.
    run.appendOutput(`${line.replace(/\r?\n/g, '\r\n')}\r\n`, undefined, test);
  }
  const failure = failureOf(recorded);
  if (failure === undefined) {
    run.passed(test, recorded.result.usage.wallMs);
    return;
  }
  const { message, expected, actual, at } = failure;
  const told =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(message)
      : vscode.TestMessage.diff(message, expected, actual);
  if (at !== undefined) {
    const position = new vscode.Position(at.line - 1, at.column - 1);
    told.location = new vscode.Location(folder.uriOf(`${row.folder}/index.ts`), position);
  }
  run.failed(test, told, recorded.result.usage.wallMs);
}

function idOf(folder: FolderCapabilities, name: string): string {
  return `${folder.folder.uri.toString()}#${name}`;
}

function leavesOf(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].map(([, child]) => child);
}

function isWithin(item: vscode.TestItem, those: ReadonlySet<vscode.TestItem>): boolean {
  return those.has(item) || (item.parent !== undefined && those.has(item.parent));
}
