import * as vscode from 'vscode';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import { capabilityLenses, lineOfRun } from './lenses.ts';

const programs: vscode.DocumentSelector = { scheme: 'file', pattern: '**/.toolwright/capabilities/**/index.ts' };

/** Code lenses above `run` of each capability. */
export function showCapabilityLenses(service: CapabilityService): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const at = service.at(document.uri);
      if (at === undefined) {
        // The first look at a program may be the first at capabilities: the lenses come when they are read.
        void service.readWhatIsThere();
        return [];
      }
      const line = lineOfRun(document.getText());
      const range = new vscode.Range(line, 0, line, 0);
      return capabilityLenses(at.row, at.folder.results, document.isDirty).map(
        ({ title, command }) =>
          new vscode.CodeLens(range, {
            title,
            command,
            arguments: [{ name: at.row.name }, at.folder.folder.uri.toString()],
          }),
      );
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(programs, provider),
    service.onDidChange(() => changed.fire()),
  );
}
