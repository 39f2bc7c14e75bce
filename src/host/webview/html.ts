import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { shellHtml } from './shell.ts';

/** A page of ours: files of dist/webview. */
export interface WebviewPage {
  readonly title: string;
  /** An ES module. */
  readonly script: string;
  readonly styles: readonly string[];
}

/** Where the scripts, styles and fonts of webviews lie. A panel may read nothing else. */
export function webviewRoot(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** The HTML of a panel, in the language of the editor. */
export function webviewHtml(webview: vscode.Webview, extension: vscode.Uri, page: WebviewPage): string {
  const root = webviewRoot(extension);
  const link = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  return shellHtml({
    language: vscode.env.language,
    title: page.title,
    script: link(page.script),
    styles: page.styles.map(link),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    words: vscode.l10n.bundle,
  });
}
