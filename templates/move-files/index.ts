import type { Context } from '../workspace/context.ts';

/** The files that are moved. */
const files = 'notes/*.md';
/** The folder that they are moved into. */
const folder = 'archive';

export interface Moved {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves {files} into the folder {folder}, each under its own name. What is moved is shown before it is applied, and
 * nothing is overwritten.
 */
export async function run(_: object, { workspace }: Context): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const from of (await workspace.list(files)).sort()) {
    const to = `${folder}/${from.slice(from.lastIndexOf('/') + 1)}`;
    if (to === from) continue;
    await workspace.move(from, to);
    moved.push({ from, to });
  }
  return moved;
}
