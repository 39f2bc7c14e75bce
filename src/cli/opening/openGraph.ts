import { resolve } from 'node:path';
import { type Logger, type Problem, type TaskOptions, ToolwrightError } from '#base';
import type { GraphSession, GraphSummary } from '#protocol';
import type { ExitCode } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import type { CommonOptions } from '../options.ts';
import { progressReporter } from '../output/progressBar.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { paintError, terminal } from '../output/terminal.ts';
import { counted, sentences } from '../output/text.ts';
import { defaultCacheFolder } from './cacheFolder.ts';
import { shownFrom } from './paths.ts';

/** A graph that was scanned, for a command to ask. */
export interface OpenGraph {
  readonly session: GraphSession;
  readonly root: string;
  readonly summary: GraphSummary;
  /** To be handed to every long task. */
  readonly task: TaskOptions;
  /** Makes a path of the graph into one that a terminal can open. */
  shown(path: string): string;
  /** Lists on standard error what went wrong with parts of the input. */
  tellProblems(problems: readonly Problem[]): void;
}

/** Problems listed without `--verbose`. */
const problemsShown = 5;

/**
 * Scans the workspace and hands it to a command, with progress for people who look on and cancellation by Ctrl+C.
 * @throws ToolwrightError `nothing-to-analyse` for a folder without source files
 */
export async function withGraph(
  root: string,
  options: CommonOptions & { readonly baseline?: string },
  command: (graph: OpenGraph) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (!options.cache && options.cacheFolder !== undefined) {
    throw new ToolwrightError('options', '--no-cache and --cache-folder cannot be used together.');
  }
  const signal = cancelOnInterrupt();
  const logger = withAdvice(stderrLogger(options.verbose === true));
  const { createGraphSession } = await import('#engine/local');
  const session = createGraphSession({
    root,
    storage: options.cache ? resolve(options.cacheFolder ?? defaultCacheFolder()) : undefined,
    trusted: !options.untrusted,
    exclude: options.exclude,
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    logger,
  });
  const task = { signal, report: progressReporter(!options.json) };
  const shown = shownFrom(root);
  const tellProblems = (problems: readonly Problem[]) => listProblems(problems, options.verbose === true, shown);
  try {
    logger.debug(`scanning ${root}`);
    const summary = await session.scan({ ...task, fresh: !options.cache });
    tellProblems(summary.problems);
    if (summary.files === 0) throw nothingToAnalyse(root);
    return await command({ session, root, summary, task, shown, tellProblems });
  } finally {
    terminal.clear();
    await session.dispose();
  }
}

function nothingToAnalyse(root: string): ToolwrightError {
  return new ToolwrightError(
    'nothing-to-analyse',
    `Nothing to analyse in ${root}: no TypeScript or JavaScript files found.`,
    {
      hint: 'Files that .gitignore names, and node_modules, are left out.',
    },
  );
}

/** The engine's advice names the editor's setting; here it is an option. */
function forCommandLine(hint: string): string {
  return hint
    .replace('the setting toolwright.graph.exclude', '--exclude')
    .replace(/or exclude it\.$/, 'or leave it out with --exclude.');
}

/** What to do where the cache fails depends on who asks: the engine only says that it did. */
function withAdvice(logger: Logger): Logger {
  const advice = 'Name another folder with --cache-folder, or do without: --no-cache.';
  return {
    ...logger,
    warn: (message) => logger.warn(message.startsWith('The cache ') ? sentences(message, advice) : message),
  };
}

function listProblems(problems: readonly Problem[], all: boolean, shown: (path: string) => string): void {
  const listed = all ? problems : problems.slice(0, problemsShown);
  for (const { severity, message, hint, path, line } of listed) {
    const place = path === undefined ? '' : `${shown(path)}${line === undefined ? '' : `:${line}`}: `;
    const said = paintError(severity === 'error' ? 'red' : 'yellow', `${severity}:`);
    terminal.tell(`toolwright: ${said} ${place}${sentences(message, hint && forCommandLine(hint))}`);
  }
  const left = problems.length - listed.length;
  if (left > 0) terminal.tell(`toolwright: and ${counted(left, 'more problem')}: --verbose lists them all.`);
}
