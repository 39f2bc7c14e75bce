import type { Context } from '../workspace/context.ts';

/** The files that are renamed. */
const files = 'src/**/*.ts';

export interface Input {
  readonly find: string;
  readonly replacement: string;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * Renames {files}: in the name of each file, without its folders, the one text takes the place of the other. What is
 * renamed is shown before it is applied; where two files would have the same name, nothing is.
 */
export async function run({ find, replacement }: Input, { workspace }: Context): Promise<Rename[]> {
  if (/[\\/]/.test(replacement)) throw new Error('A name of a file cannot have a slash in it.');
  const paths = (await workspace.list(files)).sort();
  const renames = paths.flatMap((from): Rename[] => {
    const nameAt = from.lastIndexOf('/') + 1;
    const name = from.slice(nameAt).replaceAll(find, () => replacement);
    const to = from.slice(0, nameAt) + name;
    return to === from ? [] : [{ from, to }];
  });
  refuseClashes(renames, paths);
  let rest = renames;
  while (rest.length > 0) {
    // A name is free when the file that has it is renamed itself: that one goes first.
    const taken = new Set(rest.map(({ from }) => from));
    const free = rest.filter(({ to }) => !taken.has(to));
    if (free.length === 0) throw new Error(`${rest[0]?.from} and ${rest[0]?.to} would have to swap their names.`);
    for (const { from, to } of free) await workspace.move(from, to);
    rest = rest.filter(({ to }) => taken.has(to));
  }
  return renames;
}

function refuseClashes(renames: readonly Rename[], paths: readonly string[]): void {
  const leaving = new Set(renames.map(({ from }) => from));
  const taken = new Set(paths.filter((path) => !leaving.has(path)));
  for (const { from, to } of renames) {
    if (to.endsWith('/')) throw new Error(`${from} would have no name.`);
    if (taken.has(to)) throw new Error(`${from} would become ${to}, which is there already.`);
    taken.add(to);
  }
}
