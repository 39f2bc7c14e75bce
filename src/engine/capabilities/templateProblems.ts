import { join } from 'node:path/posix';
import type { Problem } from '#base';
import { templatesFolder } from '#protocol';
import { modifiedOf } from '#workspace';

/**
 * What is wrong with the templates of a workspace.
 * @param root the workspace folder, absolute
 */
export async function templateProblems(root: string): Promise<readonly Problem[]> {
  if (modifiedOf(join(root, templatesFolder)) === undefined) return [];
  // Most workspaces have none, and serve requests without all that makes programs.
  const { workspaceTemplates } = await import('#capability/synthesis');
  return (await workspaceTemplates(root)).problems;
}
