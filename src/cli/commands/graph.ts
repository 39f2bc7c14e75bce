import { relative, resolve, sep } from 'node:path';
import { Option } from 'commander';
import { ToolwrightError } from '#base';
import { type ExportFormat, exportFormats, type GraphSummary } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { analysedFolder } from '../opening/paths.ts';
import { type CommonOptions, graphCommand } from '../options.ts';
import { answer } from '../output/answer.ts';
import { paint, terminal } from '../output/terminal.ts';
import { bytes, counted, numbers, seconds } from '../output/text.ts';
import { writeFile } from '../output/writeFile.ts';

interface GraphOptions extends CommonOptions {
  readonly format?: ExportFormat;
  readonly output?: string;
  readonly folder?: string;
  readonly summary?: boolean;
}

export const drawCommand = () =>
  graphCommand(
    'graph',
    'summarise the dependency graph, or export it',
    [
      'graph                                     a summary of the current folder',
      'graph packages/api --format mermaid       a diagram, on standard output',
      'graph --format dot | dot -Tsvg > deps.svg',
      'graph --format html --output deps.html --folder src',
    ],
    ['the graph was built'],
  )
    .argument('[path]', 'the folder to analyse', '.')
    .addOption(new Option('-f, --format <format>', 'write the graph in this format').choices(exportFormats))
    .option('-o, --output <file>', 'write it to a file, not to standard output')
    .option('--folder <folder>', 'export only what is below this folder (relative to PATH)')
    .option('--summary', 'print the summary, which is also what no --format prints')
    .action(async (path: string, options: GraphOptions) => {
      checkTogether(options);
      process.exitCode = await withGraph(analysedFolder(path), options, async (graph) => {
        if (options.format !== undefined) await exportGraph(graph, options.format, options);
        if (options.format === undefined || options.summary) {
          answer(graph, options.json, graph.summary, () => summaryText(graph.root, graph.summary));
        }
        return exitCodes.ok;
      });
    });

function checkTogether({ format, output, folder, json, summary }: GraphOptions): void {
  const toStandardOutput = format !== undefined && output === undefined;
  if (toStandardOutput && (json || summary)) {
    throw new ToolwrightError(
      'options',
      `--format and ${json ? '--json' : '--summary'} would both write to standard output.`,
      {
        hint: 'Send one of them to a file with --output.',
      },
    );
  }
  if (format === undefined && (output !== undefined || folder !== undefined)) {
    throw new ToolwrightError('options', `${output === undefined ? '--folder' : '--output'} needs a --format.`);
  }
}

async function exportGraph(graph: OpenGraph, format: ExportFormat, { output, folder }: GraphOptions): Promise<void> {
  const { session, task } = graph;
  const inside = folder === undefined ? '' : await folderInside(folder, graph);
  const text = await session.export(format, { ...task, ...(inside === '' ? {} : { folder: inside }) });
  if (output === undefined) terminal.print(text);
  else await writeFile(output, text);
}

/**
 * A folder of the graph, relative to its root; `''` for the root itself.
 * @throws ToolwrightError `folder-not-in-graph`: an empty diagram would look like an answer
 */
async function folderInside(name: string, { root, session }: OpenGraph): Promise<string> {
  const inside = relative(root, resolve(root, name.replaceAll('\\', '/'))).replaceAll(sep, '/');
  if (inside !== '') await session.folder(inside);
  return inside;
}

function summaryText(root: string, summary: GraphSummary): string {
  const { filesInCycles, filesInRuntimeCycles, unresolved, problems, fromCache } = summary;
  const cycles =
    filesInCycles === 0
      ? paint('green', 'none')
      : `${paint('yellow', counted(filesInCycles, 'file'))} in cycles, ${numbers(filesInRuntimeCycles)} of them at run time`;
  const rows = [
    ['files', `${numbers(summary.files)} (${counted(summary.lines, 'line')}, ${bytes(summary.bytes)})`],
    ['edges', numbers(summary.edges)],
    ['packages', `${numbers(summary.packages)} external`],
    ['cycles', cycles],
    ['unresolved', unresolved === 0 ? paint('green', 'none') : paint('yellow', counted(unresolved, 'import'))],
    ['problems', problems.length === 0 ? paint('green', 'none') : paint('yellow', numbers(problems.length))],
    [
      'time',
      `${seconds(summary.milliseconds)}${fromCache === 0 ? '' : `, ${counted(fromCache, 'file')} from the cache`}`,
    ],
  ];
  return [paint('bold', root), ...rows.map(([name = '', value]) => `  ${name.padEnd(12)}${value}`)].join('\n');
}
