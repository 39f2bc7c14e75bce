import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically, writeAtomicallyBeside } from '#workspace';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolwright-write-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([writeAtomically, writeAtomicallyBeside])(
  '%o replaces a file, keeps its rights, and leaves nothing beside it',
  async (write) => {
    const file = join(folder, 'secret.json');
    writeFileSync(file, 'old');
    chmodSync(file, 0o600);
    await write(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    await write(join(folder, 'made', 'for', 'it.txt'), 'text');
    expect(readFileSync(join(folder, 'made', 'for', 'it.txt'), 'utf8')).toBe('text');
    expect(readdirSync(folder).sort()).toEqual(['made', 'secret.json']);
  },
);

// A limit of a file's size is met as a full disk is: the system takes a part of what is written, and says so by a number alone.
test.runIf(process.platform === 'linux')('what there is no space for is an error, and the old file stays whole', () => {
  const file = join(folder, 'names.txt');
  const old = 'Ada Lovelace\n'.repeat(1000);
  writeFileSync(file, old);
  const module = fileURLToPath(new URL('../../src/workspace/writeFiles.ts', import.meta.url));
  const script = `const { writeAtomically, writeAtomicallyBeside } = await import(${JSON.stringify(module)});
for (const write of [writeAtomically, writeAtomicallyBeside]) {
  try { await write(${JSON.stringify(file)}, 'x'.repeat(1e6)); console.log('written'); } catch ({ code }) { console.log(code); }
}`;
  const said = execFileSync(
    'sh',
    ['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  expect(said).toBe('EFBIG\nEFBIG\n');
  expect(readFileSync(file, 'utf8')).toBe(old);
  expect(readdirSync(folder)).toEqual(['names.txt']);
});
