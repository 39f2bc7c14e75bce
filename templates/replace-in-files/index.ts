import type { Context } from '../workspace/context.ts';
import { replaced } from './how/text.ts';

/** The files that are looked at. */
const files = 'docs/**/*.md';

export interface Input {
  readonly find: string;
  readonly replacement: string;
}

export interface Changed {
  /** How often it was replaced, by file. */
  readonly changed: { readonly path: string; readonly count: number }[];
}

/** Replaces {how} in {files}. What is written is shown before it is applied. */
export async function run({ find, replacement }: Input, { workspace }: Context): Promise<Changed> {
  const changed: { path: string; count: number }[] = [];
  for (const path of (await workspace.list(files)).sort()) {
    const before = await workspace.read(path);
    const { text, count } = replaced(before, find, replacement);
    if (count === 0 || text === before) continue;
    await workspace.write(path, text);
    changed.push({ path, count });
  }
  return { changed };
}
