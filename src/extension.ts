import type { ExtensionContext } from 'vscode';
import { openGraphSession } from '#engine';
import { startHost } from './host/index.ts';

/** VS Code calls this when the extension is first needed. */
export function activate(context: ExtensionContext): void {
  startHost(context, openGraphSession);
}
