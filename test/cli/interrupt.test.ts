import { expect, test } from 'vitest';
import { generateWorkspace } from '../bench/generate/generate.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { ended, start } from './toolwright.ts';

test.runIf(process.platform !== 'win32')('Ctrl+C ends a scan with 130, and without a stack trace', async () => {
  const cwd = temporaryWorkspace();
  generateWorkspace({ files: 3000, folder: cwd });
  const child = start(['graph', '--no-cache', '--verbose'], { cwd });
  const end = ended(child);
  child.stderr?.once('data', () => child.kill('SIGINT'));
  const { code, stdout, stderr } = await end;
  expect([code, stdout]).toEqual([130, '']);
  expect(stderr).toMatch(/^toolwright: debug: scanning .*\ntoolwright: Cancelled\.\n$/);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('a reader that goes away is no failure, and does not change what was found', async () => {
  const cwd = temporaryWorkspace();
  generateWorkspace({ files: 400, folder: cwd });
  const child = start(['graph', '--no-cache', '--format', 'json'], { cwd });
  child.stdout?.once('data', () => child.stdout?.destroy());
  expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
});
