import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { root } from './process.ts';

/** A copy of dist/, for as long as something runs. */
export interface Built {
  /** Tells the tests of it. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * Builds dist/ and copies it. Tests of the command line and of the panels use the copy: it starts in half the time of the
 * source, is made once, and no other build changes it under their feet.
 */
export async function buildCopy(): Promise<Built> {
  await buildAll();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-built-')));
  // Some tests run the command as another user.
  chmodSync(folder, 0o755);
  const dist = join(folder, 'dist');
  cpSync(join(root, 'dist'), dist, { recursive: true, filter: (path) => !path.endsWith('.map') });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  return {
    env: { TOOLWRIGHT_CLI: join(dist, 'cli.js'), TOOLWRIGHT_PANELS: join(dist, 'webview') },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
