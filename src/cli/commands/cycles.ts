import type { CycleGroup, CycleReport } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { analysedFolder } from '../opening/paths.ts';
import { type CommonOptions, graphCommand, wholeNumber } from '../options.ts';
import { answer } from '../output/answer.ts';
import { edgeLine } from '../output/edgeLine.ts';
import { paint } from '../output/terminal.ts';
import { counted, numbers } from '../output/text.ts';

/** A group that needs more cuts wants another design, not a to-do list. */
const cutsShown = 5;

interface CyclesOptions extends CommonOptions {
  readonly runtimeOnly?: boolean;
  readonly max: number;
  readonly top: number;
  readonly all?: boolean;
}

export const cyclesCommand = () =>
  graphCommand(
    'cycles',
    'find circular dependencies, and the imports to cut, cheapest by the names they carry',
    [
      'cycles                     every group of files in cycles, the largest first',
      'cycles src --runtime-only  only what is circular at run time too',
      'cycles --max 12            a ratchet for CI: fail above 12 files in cycles',
      'cycles --json | jq .filesInCycles',
    ],
    ['no cycles, or no more files in them than --max', 'more files in cycles'],
  )
    .argument('[path]', 'the folder to analyse', '.')
    .option('--runtime-only', 'leave out cycles that go away when types are erased')
    .option('--max <files>', 'so many files in cycles are no failure', wholeNumber, 0)
    .option('--top <groups>', 'print so many groups', wholeNumber, 10)
    .option('--all', 'print every group, and every import to cut')
    .addHelpText(
      'after',
      '\nTo accept the present cycles one by one, not by number: toolwright rules --update-baseline',
    )
    .action(async (path: string, options: CyclesOptions) => {
      process.exitCode = await withGraph(analysedFolder(path), options, async (graph) => {
        const report = selected(await graph.session.cycles(graph.task), options);
        answer(graph, options.json, { ...report, problems: graph.summary.problems }, () =>
          text(report, graph, options),
        );
        return counting(report, options) > options.max ? exitCodes.findings : exitCodes.ok;
      });
    });

function selected(report: CycleReport, { runtimeOnly }: CyclesOptions): CycleReport {
  return runtimeOnly ? { ...report, groups: report.groups.filter(({ runtime }) => runtime) } : report;
}

function counting({ filesInCycles, filesInRuntimeCycles }: CycleReport, { runtimeOnly }: CyclesOptions): number {
  return runtimeOnly ? filesInRuntimeCycles : filesInCycles;
}

function text(report: CycleReport, graph: OpenGraph, { top, all = false }: CyclesOptions): string {
  const { groups, filesInCycles, filesInRuntimeCycles } = report;
  if (groups.length === 0) return paint('green', 'No circular dependencies.');
  const head = `${counted(groups.length, 'group')} of files in cycles: ${counted(filesInCycles, 'file')}, ${numbers(filesInRuntimeCycles)} of them at run time`;
  const shown = (all ? groups : groups.slice(0, top)).map((group, n) => groupText(group, n + 1, graph, all));
  const left = groups.length - shown.length;
  return [
    paint('bold', head),
    ...shown,
    ...(left > 0 ? [`${counted(left, 'more group')}: --top ${groups.length} shows all`] : []),
  ].join('\n\n');
}

function groupText(
  { files, runtime, shortest, cut }: CycleGroup,
  number: number,
  graph: OpenGraph,
  all: boolean,
): string {
  const [cycle = []] = shortest;
  const ended = runtime ? 'every run-time cycle of the group' : 'every cycle of the group';
  const cuts = all || cut.edges.length <= cutsShown + 1 ? cut.edges : cut.edges.slice(0, cutsShown);
  const proof = cut.method === 'exact' ? 'no others carry fewer names' : 'none found that carry fewer names';
  return [
    `${paint('bold', `${number}. ${counted(files.length, 'file')}`)}, ${runtime ? paint('red', 'at run time') : 'in types only'}`,
    `   shortest cycle, of ${cycle.length}:`,
    ...cycle.map((edge) => `     ${edgeLine(edge, graph.shown)}`),
    `   to end ${ended}, cut ${counted(cut.edges.length, 'import')} (${proof}):`,
    ...cuts.map((edge) => `     ${edgeLine(edge, graph.shown)}`),
    ...(cuts.length < cut.edges.length
      ? [`     and ${numbers(cut.edges.length - cuts.length)} more: --all prints them`]
      : []),
  ].join('\n');
}
