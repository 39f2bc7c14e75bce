import { isAbsolute, relative, resolve, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { ToolwrightError } from '#base';
import { baselineFileName } from '#protocol';

/**
 * The file of known violations, relative to the folder, with `/`.
 * @param root the folder, absolute
 * @param setting what the user or the workspace wrote; empty for the usual name
 * @throws ToolwrightError `baseline-outside-folder`: a workspace must not have us read or replace files elsewhere
 */
export function baselineFile(root: string, setting: string): string {
  const path = relative(root, resolve(root, setting || baselineFileName));
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) {
    throw new ToolwrightError('baseline-outside-folder', l10n.t('The baseline {0} is outside of the folder', setting), {
      hint: l10n.t('Give “toolwright.rules.baseline” the path of a file in the workspace folder.'),
    });
  }
  return path.replaceAll(sep, '/');
}
