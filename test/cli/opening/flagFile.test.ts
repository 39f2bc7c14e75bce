import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { flagFile } from '../../../src/cli/opening/flagFile.ts';

/** Symbolic links take rights on Windows that not everybody has, and `..` is another thing there. */
test.skipIf(process.platform === 'win32')(
  '`..` leads up from where a link before it leads, as in every program',
  () => {
    const top = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-flags-')));
    onTestFinished(() => rmSync(top, { recursive: true, force: true }));
    for (const folder of ['app', 'srv/releases/7']) mkdirSync(join(top, folder), { recursive: true });
    symlinkSync('../srv/releases/7', join(top, 'app/current'));
    writeFileSync(join(top, 'srv/releases/flags.json'), 'of the fleet');
    vi.spyOn(process, 'cwd').mockReturnValue(join(top, 'app'));
    onTestFinished(() => void vi.restoreAllMocks());
    expect(readFileSync(flagFile('current/../flags.json'), 'utf8')).toBe('of the fleet');
  },
);
