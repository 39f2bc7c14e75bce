import type { TreeNode } from '../../../../src/host/graph/tree/treeNode.ts';

/** The rows as text, one a line, all of them open: `label | description [line] (muted)`. */
export async function outline(nodes: readonly TreeNode[], indent = ''): Promise<string> {
  let text = '';
  for (const { label, description, line, muted, children } of nodes) {
    const facts = [description && ` | ${description}`, line && ` [${line}]`, muted && ' (muted)'].filter(Boolean);
    text += `${indent}${label}${facts.join('')}\n`;
    text += await outline((await children?.()) ?? [], `${indent}  `);
  }
  return text;
}

/** Every row of the tree. */
export async function flattened(nodes: readonly TreeNode[]): Promise<TreeNode[]> {
  const below = await Promise.all(nodes.map(async (node) => flattened((await node.children?.()) ?? [])));
  return [...nodes, ...below.flat()];
}
