import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a folder with the given files, which goes when the test ends. Returns its real path. */
export function temporaryWorkspace(files: Readonly<Record<string, string>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeWorkspace(root, files);
  return root;
}

/** Adds or replaces files. */
function writeWorkspace(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
