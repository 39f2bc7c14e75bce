import { stripVTControlCharacters } from 'node:util';
import type { ICruiseResult, IFormatOptions } from 'dependency-cruiser';
import { messageOf, ToolwrightError } from '#base';
import type { ExportFormat } from '#protocol';
import { escapeRegExp } from '../rules/config/pattern.ts';

/**
 * Writes a cruise result in one of dependency-cruiser's formats, without terminal colours.
 * @param folder limits it to what is in the folder, dependencies between its modules included
 * @throws ToolwrightError `export-failed` where dependency-cruiser refuses, as for bad reporter options of a configuration
 */
export async function exportGraph(result: ICruiseResult, format: ExportFormat, folder = ''): Promise<string> {
  const cruiser = await import('dependency-cruiser');
  const options: IFormatOptions & { ruleSet: unknown } = {
    outputType: format,
    // Without the rules the reporters do not know what is a cycle and what is a way.
    ruleSet: result.summary.ruleSetUsed,
    ...(folder === '' ? {} : { includeOnly: `^${escapeRegExp(folder)}/` }),
  };
  try {
    const { output } = await cruiser.format(folder === '' ? result : withinFolder(result, folder), options);
    return stripVTControlCharacters(typeof output === 'string' ? output : JSON.stringify(output));
  } catch (error) {
    throw new ToolwrightError(
      'export-failed',
      `The graph could not be written as ${format}: ${messageOf(error).trim()}`,
      {
        hint: 'If the rules configuration has reporterOptions, check them.',
        cause: error,
      },
    );
  }
}

/** dependency-cruiser's own filter leaves all folders in. */
function withinFolder(result: ICruiseResult, folder: string): ICruiseResult {
  const inside = ({ name }: { readonly name: string }) => name === folder || name.startsWith(`${folder}/`);
  const folders = result.folders?.filter(inside).map((found) => ({
    ...found,
    dependencies: found.dependencies?.filter(inside) ?? [],
    dependents: found.dependents?.filter(inside) ?? [],
  }));
  return { ...result, ...(folders ? { folders } : {}) };
}
