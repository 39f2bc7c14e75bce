import { ToolwrightError } from '#base';
import type { PathReport } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { namedFile } from '../opening/paths.ts';
import { type CommonOptions, graphCommand } from '../options.ts';
import { answer } from '../output/answer.ts';
import { edgeLine } from '../output/edgeLine.ts';
import { paint } from '../output/terminal.ts';
import { counted } from '../output/text.ts';

interface WhyOptions extends CommonOptions {
  readonly root?: string;
}

export const whyCommand = () =>
  graphCommand(
    'why',
    'show the shortest way by which one file depends on another',
    ['why src/domain/order.ts src/db/client.ts', 'why src/a.ts src/b.ts --json'],
    ['A depends on B', 'A does not depend on B'],
  )
    .argument('<A>', 'the file that depends')
    .argument('<B>', 'the file that is depended on')
    .option('--root <folder>', 'the workspace; without it, the nearest one above A')
    .action(async (a: string, b: string, options: WhyOptions) => {
      const from = namedFile(a, options.root);
      const to = namedFile(b, from.root);
      process.exitCode = await withGraph(from.root, options, async (graph) => {
        const report = await graph.session.why(from.path, to.path).catch(async (error: unknown) => {
          throw (await packageError(b, graph)) ?? error;
        });
        answer(graph, options.json, report, () => text(report, graph));
        return report.steps.length === 0 ? exitCodes.findings : exitCodes.ok;
      });
    });

/** Importers of a package that the hint names. */
const importersNamed = 3;

/** For a name that is no file: it may be that of a package, and a way to it ends in a file that imports it. */
async function packageError(name: string, { session, shown }: OpenGraph): Promise<ToolwrightError | undefined> {
  const wanted = name.replace(/^node:/, '');
  const importers: string[] = [];
  for (const path of await session.files()) {
    const { dependencies } = await session.file(path);
    const isImporter = dependencies.some(
      ({ target }) =>
        (target.kind === 'package' || target.kind === 'builtin') && target.name.replace(/^node:/, '') === wanted,
    );
    if (isImporter) importers.push(shown(path));
  }
  if (importers.length === 0) return undefined;
  const named = importers.slice(0, importersNamed).join(', ');
  const more = importers.length > importersNamed ? ` and ${importers.length - importersNamed} more` : '';
  return new ToolwrightError('is-a-package', `${name} is a package, and B has to be a file.`, {
    hint: `It is imported by ${named}${more}: name one of these as B.`,
  });
}

function text(report: PathReport, { shown }: OpenGraph): string {
  const { from, to, steps, typeOnly } = report;
  if (steps.length === 0) return `${shown(from)} does not depend on ${shown(to)}.`;
  const when = typeOnly ? 'for types only, not at run time' : 'at run time';
  return [
    paint('bold', `${shown(from)} depends on ${shown(to)} by ${counted(steps.length, 'import')}, ${when}:`),
    ...steps.map((step) => `  ${edgeLine(step, shown)}`),
    ...otherWays(report, shown),
  ].join('\n');
}

function otherWays({ steps, disjointWays, unavoidable }: PathReport, shown: (path: string) => string): string[] {
  if (disjointWays > 1)
    return [
      `There are ${disjointWays} ways that share no import: as many imports have to go before the dependency ends.`,
    ];
  if (unavoidable.length === steps.length)
    return ['It is the only way: to end the dependency, cut one of its imports.'];
  const what = unavoidable.length === 1 ? 'this import' : `one of these ${unavoidable.length} imports`;
  return [
    `There are other ways, which share some of its imports. To end the dependency, cut ${what}:`,
    ...unavoidable.map((step) => `  ${edgeLine(step, shown)}`),
  ];
}
