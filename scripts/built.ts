import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { root } from './process.ts';

/**
 * Builds dist/ and has a copy of it for as long as something runs. Tests of the command line and of the panels use the
 * copy: it starts in half the time of the source, is made once, and no other build changes it under their feet.
 *
 * @param use called with the environment that tells the tests of it
 * @param build makes dist/
 */
export async function withBuilt<T>(
  use: (env: Readonly<Record<string, string>>) => Promise<T>,
  build: () => Promise<void> = buildAll,
): Promise<T> {
  await build();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-built-')));
  // Some tests run the command as another user.
  chmodSync(folder, 0o755);
  try {
    const dist = join(folder, 'dist');
    cpSync(join(root, 'dist'), dist, { recursive: true, filter: (path) => !path.endsWith('.map') });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    return await use({ TOOLWRIGHT_CLI: join(dist, 'cli.js'), TOOLWRIGHT_PANELS: join(dist, 'webview') });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
