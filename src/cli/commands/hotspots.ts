import type { HotSpot } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { analysedFolder } from '../opening/paths.ts';
import { type CommonOptions, graphCommand, wholeNumber } from '../options.ts';
import { answer } from '../output/answer.ts';
import { paint } from '../output/terminal.ts';
import { columns, counted } from '../output/text.ts';

interface HotspotsOptions extends CommonOptions {
  readonly top: number;
}

export const hotspotsCommand = () =>
  graphCommand(
    'hotspots',
    'find files that change often and that much depends on (from git history)',
    ['hotspots', 'hotspots --top 5', 'hotspots --json | jq ".hotSpots[].coChanges"'],
    ['the hot spots were printed, or there is no git history to take them from'],
  )
    .argument('[path]', 'the folder to analyse', '.')
    .option('--top <files>', 'print so many', wholeNumber, 20)
    .action(async (path: string, options: HotspotsOptions) => {
      process.exitCode = await withGraph(analysedFolder(path), options, async (graph) => {
        const { value: hotSpots, problems } = await graph.session.hotSpots(graph.task);
        graph.tellProblems(problems);
        answer(graph, options.json, { hotSpots, problems }, () => text(hotSpots, options.top, graph));
        return exitCodes.ok;
      });
    });

function text(hotSpots: readonly HotSpot[], top: number, graph: OpenGraph): string {
  if (hotSpots.length === 0) return 'No hot spots.';
  const shownSpots = hotSpots.slice(0, top);
  const rows = shownSpots.map((one) => [
    Math.round(one.score),
    one.commits,
    one.churn,
    one.dependents,
    graph.shown(one.path),
  ]);
  const left = hotSpots.length - shownSpots.length;
  return [
    columns(['score', 'commits', 'churn', 'dependents', 'path'], rows),
    ...hidden(shownSpots, graph),
    ...(left > 0 ? [`${counted(left, 'more file')}: --top ${hotSpots.length} shows all`] : []),
  ].join('\n');
}

/** Files that change together without an import between them. */
function hidden(hotSpots: readonly HotSpot[], { shown }: OpenGraph): string[] {
  const pairs = hotSpots.flatMap(({ path, coChanges }) =>
    coChanges.filter(({ linked }) => !linked).map((other) => ({ path, other })),
  );
  if (pairs.length === 0) return [];
  return [
    '',
    paint('bold', 'Change together, though no import connects them:'),
    ...pairs.map(
      ({ path, other }) => `  ${shown(path)} and ${shown(other.path)}, ${counted(other.together, 'commit')}`,
    ),
  ];
}
