import type { ExtensionContext } from 'vscode';
import {
  openCapabilitySession,
  openDiscoverySession,
  openGenerationSession,
  openGraphSession,
  openRuntimes,
  openSynthesisSession,
} from '#engine';
import { contentHash } from '#workspace';
import { type Host, startHost } from './host/index.ts';

let host: Host | undefined;

/** VS Code calls this when the extension is first needed. */
export function activate(context: ExtensionContext): void {
  host = startHost(context, {
    openGraphSession,
    openCapabilitySession,
    openDiscoverySession,
    openGenerationSession,
    openRuntimes,
    openSynthesisSession,
    contentHash,
  });
}

/** VS Code waits a few seconds for this when the window closes. */
export async function deactivate(): Promise<void> {
  await host?.close();
}
