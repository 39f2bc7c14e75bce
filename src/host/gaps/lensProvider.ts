import * as vscode from 'vscode';
import { isCancelled, logError } from '../errors.ts';
import { onDidChangeSetting, setting } from '../settings.ts';
import type { GapService } from './gapService.ts';
import { mayHoldStubs, stubLenses, wrongNames } from './stubLenses.ts';

const scripts = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'].map((language) => ({
  language,
  scheme: 'file',
}));

/** Code lenses above functions that are not written yet and have examples in tests. */
export function showStubLenses(service: GapService, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const folder = service.of(document.uri);
      if (folder === undefined || !vscode.workspace.isTrusted) return [];
      const path = vscode.workspace.asRelativePath(document.uri, false);
      const wrong = wrongNames(path, folder.gaps);
      if (!setting('gaps.codeLens', document.uri)) return [];
      if (wrong.length === 0 && !mayHoldStubs(document.getText())) return [];
      try {
        const stubs = await folder.session.stubsIn(path, document.getText(), wrong);
        // The first look at a stub may be the first at gaps: its lens comes when the tests are read.
        if (stubs.length > 0 && folder.state === 'waiting') void folder.refresh();
        return stubLenses(path, stubs, folder.gaps, setting('languageModel.enabled')).map(({ line, title, gap }) => {
          const command = { title, command: 'toolwright.synthesizeStub', arguments: [{ id: gap }] };
          return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
        });
      } catch (error) {
        if (!isCancelled(error)) logError(path, error, log);
        return [];
      }
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(scripts, provider),
    service.onDidChange(() => changed.fire()),
    onDidChangeSetting(['gaps.codeLens', 'languageModel.enabled'], () => changed.fire()),
  );
}
