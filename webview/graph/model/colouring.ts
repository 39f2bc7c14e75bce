import * as l10n from '@vscode/l10n';
import type { GraphModel } from './graphModel.ts';

/** One colour of the legend. */
export interface ColourGroup {
  /** What the colour stands for: a folder (`''` for the top) or the id of a cycle. */
  readonly key: string;
  readonly title: string;
  readonly files: number;
}

export interface Colouring {
  /** In the order of the colours, the largest first. */
  readonly groups: readonly ColourGroup[];
  /** Per file: index into `groups`, or -1 for no colour of its own. */
  readonly groupOf: Int8Array;
}

/**
 * Gives the largest folders a colour each. The tree is opened from the top, always the largest folder first, as long
 * as there are colours for what is in it, or as most files would else have one colour; so a workspace with one big
 * `src` is told apart below `src`.
 */
export function colourByFolder(model: GraphModel, colours: number): Colouring {
  const worthAColour = Math.max(2, model.paths.length / 100);
  let folders: ReadonlyMap<string, readonly string[]> = new Map([['', model.paths]]);
  for (let opened: typeof folders | undefined = folders; opened !== undefined; ) {
    folders = opened;
    opened = bySize(folders)
      .map(([folder, files]) => ({ next: openFolder(folders, folder), most: files.length > model.paths.length / 2 }))
      .find(({ next, most }) => next && (most || bySize(next, worthAColour).length <= colours))?.next;
  }
  const largest = bySize(folders, worthAColour).slice(0, colours);
  const groupOf = new Int8Array(model.paths.length).fill(-1);
  largest.forEach(([, files], group) => {
    for (const path of files) groupOf[model.idOf.get(path) as number] = group;
  });
  return {
    groups: largest.map(([folder, files]) => ({
      key: folder,
      title: folder || l10n.t('(top level)'),
      files: files.length,
    })),
    groupOf,
  };
}

/** Gives the largest cycles a colour each. */
export function colourByCycle(model: GraphModel, colours: number): Colouring {
  const largest = [...model.cycles].sort((a, b) => b.files.length - a.files.length).slice(0, colours);
  const groupOf = new Int8Array(model.paths.length).fill(-1);
  largest.forEach(({ files }, group) => {
    for (const node of files) groupOf[node] = group;
  });
  return { groups: largest.map(({ id, files }) => ({ key: id, title: id, files: files.length })), groupOf };
}

/** Folders of at least so many files, the largest first. */
function bySize(folders: ReadonlyMap<string, readonly string[]>, atLeast = 1): [string, readonly string[]][] {
  return [...folders]
    .filter(([, files]) => files.length >= atLeast)
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
}

/** Replaces a folder by those just below it; files that lie in it directly stay under its name. */
function openFolder(
  folders: ReadonlyMap<string, readonly string[]>,
  folder: string,
): ReadonlyMap<string, readonly string[]> | undefined {
  const skip = folder === '' ? 0 : folder.length + 1;
  const inside = Map.groupBy(folders.get(folder) ?? [], (path) => {
    const end = path.indexOf('/', skip);
    return end === -1 ? folder : path.slice(0, end);
  });
  if (inside.size === 1 && inside.has(folder)) return undefined;
  return new Map([...folders].filter(([other]) => other !== folder).concat([...inside]));
}
