import { Option } from 'commander';
import type { Metrics, MetricsLevel } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { analysedFolder } from '../opening/paths.ts';
import { type CommonOptions, graphCommand, wholeNumber } from '../options.ts';
import { answer } from '../output/answer.ts';
import { bytes, columns, counted } from '../output/text.ts';

const levels: readonly MetricsLevel[] = ['file', 'folder', 'package'];
const orders = ['path', 'lines', 'ca', 'ce', 'instability', 'distance', 'depth', 'reaches'] as const;

interface MetricsOptions extends CommonOptions {
  readonly level: MetricsLevel;
  readonly sort: (typeof orders)[number];
  readonly top: number;
}

export const metricsCommand = () =>
  graphCommand(
    'metrics',
    "measure coupling: Martin's metrics, depth, and what an import drags in",
    ['metrics', 'metrics --level file --sort reaches --top 10', 'metrics --level package --json'],
    ['the metrics were printed'],
  )
    .argument('[path]', 'the folder to analyse', '.')
    .addOption(new Option('--level <level>', 'what is measured').choices(levels).default('folder'))
    .addOption(new Option('--sort <column>', 'largest first, by this column').choices(orders).default('ca'))
    .option('--top <rows>', 'print so many', wholeNumber, 30)
    .addHelpText('after', columnHelp)
    .action(async (path: string, options: MetricsOptions) => {
      process.exitCode = await withGraph(analysedFolder(path), options, async (graph) => {
        const metrics = sorted(await graph.session.metrics(options.level), options.sort);
        answer(graph, options.json, { level: options.level, metrics }, () => text(metrics, options.top, graph));
        return exitCodes.ok;
      });
    });

const columnHelp = `
Columns:
  in, out      files outside that depend on it (Ca), and that it depends on (Ce)
  instability  Ce / (Ca + Ce): 0 is depended on alone, 1 depends alone
  abstract     abstract exports / exports
  distance     |abstractness + instability - 1|: far from 0 is rigid or useless
  depth        the longest chain of imports below it
  reaches      files loaded at run time through it, and their size`;

function sorted(metrics: readonly Metrics[], order: MetricsOptions['sort']): Metrics[] {
  if (order === 'path') return metrics.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return metrics.toSorted((a, b) => b[order] - a[order]);
}

function text(metrics: readonly Metrics[], top: number, { shown }: OpenGraph): string {
  const share = (value: number) => value.toFixed(2);
  const rows = metrics
    .slice(0, top)
    .map((one) => [
      shown(one.path) || '.',
      ...[one.files, one.lines, one.ca, one.ce],
      ...[share(one.instability), share(one.abstractness), share(one.distance)],
      ...[one.depth, one.reaches, bytes(one.reachesBytes)],
    ]);
  const head = [
    'path',
    'files',
    'lines',
    'in',
    'out',
    'instability',
    'abstract',
    'distance',
    'depth',
    'reaches',
    'size',
  ];
  const left = metrics.length - rows.length;
  return [
    columns(head, rows),
    ...(left > 0 ? [`${counted(left, 'more row')}: --top ${metrics.length} shows all`] : []),
  ].join('\n');
}
