import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { Uri as VSCodeUri } from 'vscode';
import { writeAtomically } from '../../../src/host/files/writeAtomically.ts';
import { editor, Uri } from '../fakes/vscode.ts';

vi.mock('vscode', async () => ({
  ...(await import('../fakes/vscode.ts')),
  FileType: { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 },
}));

const folder = mkdtempSync(join(tmpdir(), 'toolwright-write-'));
afterAll(() => rmSync(folder, { recursive: true }));
const uri = (path: string) => Uri.file(path) as unknown as VSCodeUri;
const bytes = Buffer.from([0, 255, 10]);

test('a file is replaced by its new content, and nothing is left beside it', async () => {
  const file = join(folder, 'picture.png');
  writeFileSync(file, 'old');
  await writeAtomically(uri(file), bytes);
  expect(readFileSync(file)).toEqual(bytes);
  expect(readdirSync(folder)).toEqual(['picture.png']);
});

test('a write that fails leaves what was there', async () => {
  const taken = join(folder, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'kept.txt'), 'kept');
  await expect(writeAtomically(uri(taken), bytes)).rejects.toThrow();
  expect(readFileSync(join(taken, 'kept.txt'), 'utf8')).toBe('kept');
  expect(readdirSync(folder).sort()).toEqual(['picture.png', 'taken']);
  expect(existsSync(taken)).toBe(true);
});

test.runIf(process.platform === 'linux')('a named pipe is written to, and stays', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe]);
  // As VS Code tells of what is neither a file nor a folder.
  const stat = vi.spyOn(editor, 'stat').mockResolvedValue({ type: 0 });
  try {
    const read = once(reader.stdout, 'data');
    await writeAtomically(uri(pipe), bytes);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect((await read)[0]).toEqual(bytes);
  } finally {
    stat.mockRestore();
    reader.kill();
    rmSync(pipe);
  }
});
