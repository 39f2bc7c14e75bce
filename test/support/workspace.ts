import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Makes a folder with the given files, which goes when the test ends. Returns its real path. */
export function temporaryWorkspace(files: Readonly<Record<string, string>> = {}): string {
  const root = emptyWorkspace();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeWorkspace(root, files);
  return root;
}

/** Makes a folder with the given files, which goes when all tests of the file have ended. Returns its real path. */
export function sharedWorkspace(files: Readonly<Record<string, string>> = {}): string {
  const root = emptyWorkspace();
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  writeWorkspace(root, files);
  return root;
}

function emptyWorkspace(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-')));
}

/** Adds or replaces files. */
function writeWorkspace(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
