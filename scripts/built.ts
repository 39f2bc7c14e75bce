import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll } from './build.ts';
import { root } from './process.ts';

/** A copy of dist/ with what it finds above it, for as long as something runs. */
export interface Built {
  /** Tells the tests of it. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * Builds dist/ and copies it. Tests use the command line, the panels and the workers of the copy: they start in half the
 * time of the source, are made once, and no other build changes them under the tests' feet.
 */
export async function buildCopy(): Promise<Built> {
  await buildAll();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-built-')));
  // Some tests run the command as another user.
  chmodSync(folder, 0o755);
  const dist = join(folder, 'dist');
  cpSync(join(root, 'dist'), dist, { recursive: true, filter: (path) => !path.endsWith('.map') });
  for (const above of ['package.json', 'templates'])
    cpSync(join(root, above), join(folder, above), { recursive: true });
  return {
    env: {
      TOOLWRIGHT_CLI: join(dist, 'cli.js'),
      TOOLWRIGHT_PANELS: join(dist, 'webview'),
      TOOLWRIGHT_DIST: `${pathToFileURL(dist)}/`,
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
