import { existsSync } from 'node:fs';
import { ToolwrightError } from '#base';
import type { ImpactedFile, ImpactReport } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type MergedImpact, mergedImpact } from '../mergedImpact.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { type NamedFile, namedFile } from '../opening/paths.ts';
import { type CommonOptions, graphCommand } from '../options.ts';
import { answer } from '../output/answer.ts';
import { paint, terminal } from '../output/terminal.ts';
import { counted, namesCarried } from '../output/text.ts';

interface ImpactOptions extends CommonOptions {
  readonly root?: string;
  readonly tests?: boolean;
  readonly null?: boolean;
}

interface Subject extends NamedFile {
  readonly exportName: string | undefined;
}

export const impactCommand = () =>
  graphCommand(
    'impact',
    'list the files and tests that a change affects, the nearest first',
    [
      'impact src/store.ts                  whatever depends on the file',
      "impact 'src/store.ts#createStore'    whatever depends on one of its exports, through barrels too",
      'impact src/store.ts --tests | xargs -r npx vitest run',
      'impact $(git diff --name-only main) --tests',
    ],
    ['the answer was printed, if nothing is affected too'],
  )
    .argument('<files...>', 'FILE, or FILE#EXPORT for one export of it')
    .option('--root <folder>', 'the workspace; without it, the nearest one above the first file')
    .option('--tests', 'print the affected test files alone, one in a line')
    .option('-0, --null', 'with --tests: end each with a zero byte, for xargs -0')
    .action(async (names: string[], options: ImpactOptions) => {
      checkTogether(options);
      const [first, ...rest] = names as [string, ...string[]];
      const subject = subjectOf(first, options.root);
      const subjects = [subject, ...rest.map((name) => subjectOf(name, subject.root))];
      process.exitCode = await withGraph(subject.root, options, async (graph) => {
        const impact = mergedImpact(await reportsOn(subjects, graph));
        if (options.tests && !options.json) printTests(impact.tests, graph, options.null ? '\0' : '\n');
        else answer(graph, options.json, impact, () => text(impact, graph));
        return exitCodes.ok;
      });
    });

function checkTogether({ null: zeros, tests, json }: ImpactOptions): void {
  if (zeros && json) throw new ToolwrightError('options', '--null and --json cannot be used together.');
  if (zeros && !tests) throw new ToolwrightError('options', '--null needs --tests.');
}

function subjectOf(name: string, root: string | undefined): Subject {
  const hash = name.lastIndexOf('#');
  if (hash <= 0 || existsSync(name)) return { ...namedFile(name, root), exportName: undefined };
  const [file, exportName] = [name.slice(0, hash), name.slice(hash + 1)];
  if (exportName === '') {
    throw new ToolwrightError('no-export-named', `${name} names no export.`, {
      hint: `Give ${file} for the whole file, or ${file}#NAME for one export of it.`,
    });
  }
  return { ...namedFile(file, root), exportName };
}

async function reportsOn(subjects: readonly Subject[], { session }: OpenGraph): Promise<ImpactReport[]> {
  const reports: ImpactReport[] = [];
  for (const { path, exportName } of subjects) {
    reports.push(await session.impact(path, exportName));
  }
  return reports;
}

function printTests(tests: readonly ImpactedFile[], { shown }: OpenGraph, end: string): void {
  terminal.printRaw(tests.map(({ path }) => shown(path) + end).join(''));
}

function text({ subjects, files, tests }: MergedImpact, { shown }: OpenGraph): string {
  const name = subjects
    .map(({ path, exportName }) => (exportName === undefined ? shown(path) : `${shown(path)}#${exportName}`))
    .join(', ');
  const head = paint(
    'bold',
    `${name} affects ${counted(files.length, 'file')} and ${counted(tests.length, 'test file')}`,
  );
  const list = (title: string, affected: readonly ImpactedFile[]) =>
    affected.length === 0 ? [] : ['', title, ...affected.map((file) => `  ${line(file, shown)}`)];
  return [head, ...list('Files', files), ...list('Tests', tests)].join('\n');
}

function line(
  { path, line: at, via, distance, names, typeOnly }: ImpactedFile,
  shown: (path: string) => string,
): string {
  const how = [typeOnly ? 'type' : '', namesCarried(names)].filter(Boolean).join(' ');
  const way = `${String(distance).padStart(2)}  ${paint('cyan', `${shown(path)}:${at}`)} → ${shown(via)}`;
  return how === '' ? way : `${way}  ${paint('dim', how)}`;
}
