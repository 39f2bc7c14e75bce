import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

declare const ACTIVATION: { readonly extensions: readonly string[]; readonly results: string };

/** Called by VS Code inside the extension host: activates each extension and notes how long that took, in milliseconds. */
export async function run(): Promise<void> {
  const times: Record<string, number | null> = {};
  for (const id of ACTIVATION.extensions) {
    const extension = vscode.extensions.getExtension(id);
    // One that is active already can't be measured.
    if (extension === undefined || extension.isActive) {
      times[id] = null;
      continue;
    }
    const start = performance.now();
    await extension.activate();
    times[id] = performance.now() - start;
  }
  writeFileSync(ACTIVATION.results, JSON.stringify(times));
}
