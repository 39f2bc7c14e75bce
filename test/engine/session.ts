import { onTestFinished } from 'vitest';
import { silentLogger } from '#base';
import type { GraphSession } from '#protocol';
import { LocalGraphSession } from '../../src/engine/localGraphSession.ts';
import type { GraphSettings } from '../../src/engine/options.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

/** A session in this thread on a folder with the given files, disposed of when the test ends. */
export function sessionOn(
  files: Readonly<Record<string, string>>,
  settings: Partial<GraphSettings> = {},
): { readonly root: string; readonly session: GraphSession } {
  const root = temporaryWorkspace(files);
  const session = new LocalGraphSession({ root, trusted: true, ...settings }, silentLogger);
  onTestFinished(() => session.dispose());
  return { root, session };
}

/** Files in a ring. */
export function ring(size: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: size }, (_, i) => [
      `f${i}.ts`,
      `import './f${(i + 1) % size}';\nexport const x${i} = ${i};\n`,
    ]),
  );
}
