import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { folderOf, type Problem, ToolwrightError } from '#base';
import { baselineFileName, createdRulesFileName, type ExportFormat, type RuleReport, rulesFileNames } from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type OpenGraph, withGraph } from '../opening/openGraph.ts';
import { analysedFolder } from '../opening/paths.ts';
import { type CommonOptions, graphCommand } from '../options.ts';
import { answer } from '../output/answer.ts';
import { ruleReportText } from '../output/ruleReportText.ts';
import { terminal } from '../output/terminal.ts';
import { counted } from '../output/text.ts';
import { writeFile } from '../output/writeFile.ts';

/** `text` is ours; the others are dependency-cruiser's reporters that tell violations. */
const formats = ['text', 'json', 'err', 'err-long', 'err-html', 'markdown', 'teamcity', 'azure-devops'] as const;

interface RulesOptions extends CommonOptions {
  readonly format: (typeof formats)[number];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly create?: boolean;
  readonly oracle?: boolean;
}

export const rulesCommand = () =>
  graphCommand(
    'rules',
    'check architecture rules (.dependency-cruiser.{js,cjs,mjs,json}, or sensible defaults)',
    [
      'rules                        check the current folder',
      'rules --create               write a rules file made from the layers that there are now',
      'rules --update-baseline      accept all present violations: from now on only new ones fail',
      'rules --format teamcity      for CI; also azure-devops, markdown, err-html, …',
    ],
    ['no new violations of severity error', 'new violations of severity error'],
  )
    .argument('[path]', 'the folder to check', '.')
    .addOption(new Option('-f, --format <format>', 'how violations are printed').choices(formats).default('text'))
    .option('--baseline <file>', `the file of known violations, instead of PATH/${baselineFileName}`)
    .option('--update-baseline', 'write all present violations to that file')
    .option('--create', `write PATH/${createdRulesFileName}, if there is no rules file yet`)
    .option('--oracle', 'have dependency-cruiser itself check the rules: slow, its own word')
    .action(async (path: string, options: RulesOptions) => {
      checkTogether(options);
      const root = analysedFolder(path);
      const baseline = baselineOf(root, options);
      process.exitCode = await withGraph(root, { ...options, ...baseline }, (graph) => {
        if (options.create) return create(graph, options);
        return options.updateBaseline ? updateBaseline(graph, options) : check(graph, options);
      });
    });

function checkTogether({ create, updateBaseline, oracle, format, json, baseline }: RulesOptions): void {
  const alone = [create && '--create', updateBaseline && '--update-baseline', oracle && '--oracle'].filter(Boolean);
  if (alone.length > 1) throw new ToolwrightError('options', `${alone.join(' and ')} cannot be used together.`);
  if (create && baseline !== undefined) {
    throw new ToolwrightError('options', '--create and --baseline cannot be used together.');
  }
  if (format !== 'text' && (json || alone.length > 0)) {
    throw new ToolwrightError(
      'options',
      `--format ${format} and ${json ? '--json' : alone[0]} cannot be used together.`,
    );
  }
}

/** The session takes it relative to the root; without the option it looks for the usual file. */
function baselineOf(root: string, { baseline, updateBaseline }: RulesOptions): { baseline?: string } {
  if (baseline === undefined) return {};
  const present = statSync(baseline, { throwIfNoEntry: false });
  if (present && !present.isFile()) {
    throw new ToolwrightError('not-a-file', `Cannot use ${baseline} as the baseline: it is not a file.`, {
      hint: `Give the path of a file: --baseline ${join(baseline, baselineFileName)}`,
    });
  }
  if (!updateBaseline && !present) {
    throw new ToolwrightError('no-such-file', `Cannot read the baseline ${baseline}: there is no such file.`, {
      hint: 'Write it with --update-baseline.',
    });
  }
  return { baseline: relative(root, resolve(baseline)).replaceAll('\\', '/') };
}

async function check(graph: OpenGraph, options: RulesOptions): Promise<ExitCode> {
  const { format, json, oracle } = options;
  const { session, task } = graph;
  const { value, problems } = await (oracle ? session.rulesByDependencyCruiser(task) : session.rules(task));
  graph.tellProblems(problems);
  // The document tells of the problems itself; a text would say that there are no errors.
  if (json) answer(graph, json, { ...value, problems }, () => '');
  refuseBroken(graph, value, problems, options);
  if (format !== 'text') terminal.print(await session.export(format satisfies ExportFormat, task));
  else if (!json) terminal.print(ruleReportText(value, shownOf(await session.files(), graph)));
  return fails(value) ? exitCodes.findings : exitCodes.ok;
}

/**
 * A check by other rules than those that were written, or without their baseline, must not pass in CI.
 * @param problems of the rules and the baseline; what is no more than a warning does not count
 * @throws ToolwrightError `rules-broken`
 */
function refuseBroken(
  graph: OpenGraph,
  { configuration }: RuleReport,
  problems: readonly Problem[],
  { baseline, updateBaseline }: RulesOptions,
): void {
  const [first] = problems.filter(({ severity }) => severity === 'error');
  if (first === undefined) return;
  const what = updateBaseline ? 'The baseline was not written' : 'The check does not count';
  const { why, hint } = reasonOf(
    first.code,
    configuration === undefined ? 'the rules' : graph.shown(configuration),
    baseline ?? graph.shown(baselineFileName),
  );
  throw new ToolwrightError('rules-broken', `${what}, because ${why}: see above.`, { hint });
}

function reasonOf(code: string, rules: string, baseline: string): { readonly why: string; readonly hint: string } {
  switch (code) {
    case 'baseline-invalid':
      return {
        why: `the known violations in ${baseline} could not be read`,
        hint: 'Mend that file, or remove it and have a new one written with --update-baseline.',
      };
    case 'cruise-failed':
      return { why: 'dependency-cruiser stopped', hint: 'Mend what it tells of, or check without --oracle.' };
    default:
      return { why: `${rules} could not be used as it is written`, hint: 'Mend it, then run the same again.' };
  }
}

/** Files and folders of the graph as a terminal can open them; packages, and what was not found, by their names. */
function shownOf(files: readonly string[], { shown }: OpenGraph): (name: string) => string {
  const places = new Set(files);
  for (const file of files) {
    for (let folder = folderOf(file); folder !== '' && !places.has(folder); folder = folderOf(folder))
      places.add(folder);
  }
  return (name) => (places.has(name) ? shown(name) : name);
}

function fails({ violations }: RuleReport): boolean {
  return violations.some(({ severity, known }) => severity === 'error' && !known);
}

/** The command that checks the same folder. */
function againText({ root }: OpenGraph): string {
  const path = relative(process.cwd(), root);
  return path === '' ? 'toolwright rules' : `toolwright rules ${path}`;
}

async function create(graph: OpenGraph, { json }: RulesOptions): Promise<ExitCode> {
  // By name, and not by what the session read: a file that is broken or not trusted must not be lost either.
  const found = rulesFileNames.find((name) => existsSync(join(graph.root, name)));
  if (found !== undefined) {
    throw new ToolwrightError('rules-exist', `${graph.shown(found)} has the rules already.`, {
      hint: 'Remove it first to have a new one written.',
    });
  }
  const name = graph.shown(createdRulesFileName);
  await writeFile(name, await graph.session.proposeRules(graph.task));
  answer(graph, json, { wrote: createdRulesFileName }, () => `Wrote ${name}. Read it, then run: ${againText(graph)}`);
  return exitCodes.ok;
}

async function updateBaseline(graph: OpenGraph, options: RulesOptions): Promise<ExitCode> {
  const { baseline, json } = options;
  const { value, problems } = await graph.session.rules(graph.task);
  graph.tellProblems(problems);
  refuseBroken(graph, value, problems, options);
  const file = baseline ?? join(graph.root, baselineFileName);
  await writeFile(file, await graph.session.baseline(graph.task));
  const name = baseline ?? graph.shown(baselineFileName);
  const violations = value.violations.length;
  const wrote = relative(graph.root, resolve(file)).replaceAll('\\', '/');
  answer(
    graph,
    json,
    { wrote, violations, problems },
    () => `Wrote ${counted(violations, 'known violation')} to ${name}.`,
  );
  return exitCodes.ok;
}
