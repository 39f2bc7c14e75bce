/** A folder or a file of the tree that a layout works on. */
export interface TreeNode {
  /** Full path, `''` for the root. */
  readonly path: string;
  /** Index of the file, -1 for a folder. */
  readonly file: number;
  readonly depth: number;
  readonly parent: TreeNode | undefined;
  readonly children: readonly TreeNode[];
}

interface Draft {
  readonly path: string;
  readonly file: number;
  readonly entries: Map<string, Draft>;
}

/** The folder tree of some paths. A folder whose only entry is a folder is left out: it would add nothing to see. */
export function folderTree(paths: readonly string[]): TreeNode {
  const root: Draft = { path: '', file: -1, entries: new Map() };
  paths.forEach((path, file) => {
    let folder = root;
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const name = path.slice(0, end);
      let inside = folder.entries.get(name);
      if (inside === undefined) {
        inside = { path: name, file: -1, entries: new Map() };
        folder.entries.set(name, inside);
      }
      folder = inside;
    }
    folder.entries.set(path, { path, file, entries: new Map() });
  });
  return settle(root, undefined);
}

/** All nodes, every folder before what is in it. */
export function flatten(root: TreeNode): TreeNode[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length; at++) nodes.push(...(nodes[at]?.children ?? []));
  return nodes;
}

function settle(draft: Draft, parent: TreeNode | undefined): TreeNode {
  const [only] = draft.entries.values();
  if (only !== undefined && draft.entries.size === 1 && only.file === -1) return settle(only, parent);
  const children: TreeNode[] = [];
  const depth = parent === undefined ? 0 : parent.depth + 1;
  const node: TreeNode = { path: draft.path, file: draft.file, depth, parent, children };
  for (const entry of draft.entries.values()) children.push(settle(entry, node));
  return node;
}
