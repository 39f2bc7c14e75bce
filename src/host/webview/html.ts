import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

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

/**
 * The HTML of a panel: the only place where one is put together. Nothing is allowed but our own files.
 * Inline styles have to be, because mermaid writes them into its drawings, and images as data or blobs because
 * drawings are turned into pictures; scripts need the nonce of this one page, and workers are made of blobs by them.
 */
export function webviewHtml(webview: vscode.Webview, extension: vscode.Uri, page: WebviewPage): string {
  const root = webviewRoot(extension);
  const link = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>${escaped(page.title)}</title>
${page.styles.map((style) => `  <link rel="stylesheet" href="${link(style)}">`).join('\n')}
</head>
<body>
  <div id="app"></div>
  <script type="module" nonce="${nonce}" src="${link(page.script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
