import * as vscode from 'vscode';
import type { BenchmarkReport } from '#protocol';
import { lineOfRun } from '../../capabilities/lenses/lenses.ts';
import type { CapabilityService } from '../../capabilities/sessions/capabilityService.ts';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import type { CommandId } from '../../contributions/index.ts';
import { benchmarkLens } from './benchmarkLens.ts';

const programs: vscode.DocumentSelector = { scheme: 'file', pattern: '**/.toolwright/capabilities/**/index.ts' };
const command: CommandId = 'toolwright.benchmarks.show';

export interface LensPorts {
  readonly service: CapabilityService;
  readonly stored: (folder: FolderCapabilities, name: string) => Promise<readonly BenchmarkReport[]>;
  /** Something was measured. */
  readonly onDidMeasure: vscode.Event<void>;
}

/** A code lens above `run` of each capability that was measured. It opens the panel. */
export function showBenchmarkLenses({ service, stored, onDidMeasure }: LensPorts): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  /** While somebody types lenses are asked for all the time. */
  const known = new Map<string, Promise<readonly BenchmarkReport[]>>();
  const forget = () => {
    known.clear();
    changed.fire();
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const at = service.at(document.uri);
      if (at === undefined) return [];
      const { folder, row } = at;
      const address = folder.folder.uri.toString();
      const key = JSON.stringify([address, row.name]);
      const reading = known.get(key) ?? stored(folder, row.name);
      known.set(key, reading);
      // What could not be read is read again the next time.
      reading.catch(() => known.delete(key));
      const title = benchmarkLens(row, await reading, document.isDirty);
      if (title === undefined) return [];
      const line = lineOfRun(document.getText());
      const range = new vscode.Range(line, 0, line, 0);
      return [new vscode.CodeLens(range, { title, command, arguments: [{ name: row.name }, address] })];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(programs, provider),
    service.onDidChange(forget),
    onDidMeasure(forget),
  );
}
