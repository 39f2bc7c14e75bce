import { nameOf, type Problem } from '#base';
import { plain } from '../../texts/markdown.ts';
import type { TreeNode } from './treeNode.ts';

/**
 * What could not be read or done, and why.
 * @param of what was being done; part of the rows' ids
 */
export function problemNodes(problems: readonly Problem[], of: string): readonly TreeNode[] {
  return problems.map((problem, index) => problemNode(problem, `problems/${of}/${index}`));
}

function problemNode({ severity, message, hint, path, line }: Problem, id: string): TreeNode {
  return {
    id,
    label: message,
    ...(path === undefined ? {} : { description: line === undefined ? nameOf(path) : `${nameOf(path)}:${line}` }),
    tooltip: hint === undefined ? plain(message) : `${plain(message)}\n\n${plain(hint)}`,
    icon: { name: severity, color: severity },
    ...(path === undefined ? {} : { is: ['place'], path }),
    ...(line === undefined ? {} : { line }),
  };
}
