import { Option } from 'commander';
import type { Advice, AdviceKind } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { analysedFolder } from '../opening/paths.ts';
import { type CommonOptions, graphCommand, wholeNumber } from '../options.ts';
import { answer } from '../output/answer.ts';
import { paint } from '../output/terminal.ts';
import { counted } from '../output/text.ts';

const kinds: { readonly [kind in AdviceKind]: true } = {
  'type-only-import': true,
  'past-barrel': true,
  'move-export': true,
  'cut-edge': true,
  'hidden-coupling': true,
  'unresolved-import': true,
};

interface AdviceOptions extends CommonOptions {
  readonly kind?: AdviceKind;
  readonly top: number;
}

export const adviceCommand = () =>
  graphCommand(
    'advice',
    'say what to change, with the place and what it would save',
    ['advice', 'advice src --kind type-only-import', 'advice --json | jq ".advice[0].edits"'],
    ['the answer was printed, whether there is advice or not'],
  )
    .argument('[path]', 'the folder to analyse', '.')
    .addOption(new Option('--kind <kind>', 'only advice of this kind').choices(Object.keys(kinds)))
    .option('--top <number>', 'print so many', wholeNumber, 20)
    .action(async (path: string, options: AdviceOptions) => {
      process.exitCode = await withGraph(analysedFolder(path), options, async (graph) => {
        const { value, problems } = await graph.session.advice(graph.task);
        graph.tellProblems(problems);
        const advice = value.filter(({ kind }) => options.kind === undefined || kind === options.kind);
        answer(graph, options.json, { advice, problems }, () => text(advice, options.top, graph));
        return exitCodes.ok;
      });
    });

function text(advice: readonly Advice[], top: number, graph: OpenGraph): string {
  if (advice.length === 0) return paint('green', 'Nothing to advise.');
  const left = advice.length - top;
  return [
    ...advice.slice(0, top).map((one) => adviceText(one, graph)),
    ...(left > 0 ? [`${counted(left, 'more piece')} of advice: --top ${advice.length} shows all`] : []),
  ].join('\n\n');
}

function adviceText({ title, detail, path, line, saves, edits }: Advice, { shown }: OpenGraph): string {
  const saved = [
    ...(saves.filesInCycles === undefined ? [] : [`${counted(saves.filesInCycles, 'file')} less in cycles`]),
    ...(saves.loads === undefined ? [] : [`${counted(saves.loads, 'file')} less to load`]),
  ];
  return [
    `${paint('cyan', `${shown(path)}:${line}`)}  ${paint('bold', title)}`,
    `  ${detail}`,
    ...(saved.length === 0 ? [] : [`  Saves: ${saved.join(', ')}.`]),
    ...(edits === undefined ? [] : ['  The editor has this as a quick fix; --json has the edit.']),
  ].join('\n');
}
