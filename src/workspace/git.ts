import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { type Outcome, type Problem, type TaskOptions, throwIfCancelled } from '#base';
import { type Commit, type LogEntry, logFormat, parseLog, withNamesOfToday } from './gitLog.ts';

export type { ChangedFile, Commit } from './gitLog.ts';

export interface HistoryOptions extends TaskOptions {
  /** Commits before it are left out. */
  readonly since?: Date | undefined;
  /** The newest so many commits; 10,000 by default. */
  readonly maxCommits?: number | undefined;
  /** Only files with these extensions (`ts`): far quicker where lock files and snapshots change often. */
  readonly extensions?: readonly string[] | undefined;
  /** The git program: a name on the PATH or an absolute path. */
  readonly git?: string | undefined;
}

/** Changed files that are kept in all; reading stops there. */
const maxChanges = 500_000;

/**
 * Reads which files each commit changed, newest first, merges left out, renames followed to today's names.
 * Nothing that the repository configures is run: a workspace need not be trusted to ask for its history.
 * Where there is no history to read the value is empty and a problem says why: `git-not-found`, `not-a-repository`,
 * `no-commits` or `history-unreadable`. A partial one comes with `shallow-clone` or `history-truncated`.
 *
 * @param root the workspace folder, absolute; it may be a subfolder of the repository
 * @throws CancelledError
 */
export async function readHistory(root: string, options: HistoryOptions = {}): Promise<Outcome<readonly Commit[]>> {
  const git = (args: readonly string[]) => gitRecords(root, args, options);
  const problems: Problem[] = [];
  try {
    const place = await inspect(git);
    if (!place.insideWorkTree) throw new GitFailure('this folder is not in the work tree of a repository');
    if (place.shallow) problems.push(shallowProblem);

    const today = new Set<string>();
    try {
      for await (const path of git(['ls-tree', '-r', '-z', '--name-only', 'HEAD'])) today.add(path);
    } catch (error) {
      if (error instanceof GitFailure)
        return { value: [], problems: [{ ...noCommitsProblem, message: error.message }] };
      throw error;
    }

    const entries: LogEntry[] = [];
    let changes = 0;
    for await (const entry of parseLog(git(logArguments(options, place.inSubfolder)))) {
      // The last commit of a shallow clone looks as if it had added every file.
      if (entry.root && place.shallow) continue;
      entries.push(entry);
      changes += entry.changes.length;
      if (entries.length % 250 === 0) options.report?.({ step: 'Reading git history', done: entries.length });
      if (changes > maxChanges) {
        problems.push(truncatedProblem(entries.length));
        break;
      }
    }
    return { value: withNamesOfToday(entries, today), problems };
  } catch (error) {
    if (error instanceof GitFailure) return { value: [], problems: [problemOf(error)] };
    throw error;
  }
}

/** The commit that is checked out, undefined where there is none or git can't tell. @throws CancelledError */
export async function readHead(root: string, options: HistoryOptions = {}): Promise<string | undefined> {
  try {
    let output = '';
    for await (const record of gitRecords(root, ['rev-parse', 'HEAD'], options)) output += record;
    return output.trim();
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}

type Git = (args: readonly string[]) => AsyncGenerator<string>;

async function inspect(git: Git): Promise<{ insideWorkTree: boolean; shallow: boolean; inSubfolder: boolean }> {
  let output = '';
  for await (const record of git(['rev-parse', '--is-inside-work-tree', '--is-shallow-repository', '--show-prefix'])) {
    output += record;
  }
  const [inside, shallow, ...prefix] = output.split('\n');
  return { insideWorkTree: inside === 'true', shallow: shallow === 'true', inSubfolder: prefix.join('') !== '' };
}

function logArguments(options: HistoryOptions, inSubfolder: boolean): string[] {
  const args = ['log', '-z', '--numstat', `--format=${logFormat}`, '--no-merges', '--topo-order', '-M', '-l400'];
  args.push('--relative', '--no-color', '--no-show-signature', '--no-ext-diff', '--no-textconv', '--submodule=short');
  args.push(`--max-count=${options.maxCommits ?? 10_000}`);
  if (options.since !== undefined) args.push(`--since=${options.since.toISOString()}`);
  args.push('HEAD', '--');
  if (options.extensions !== undefined) args.push(...options.extensions.map((extension) => `:(glob)**/*.${extension}`));
  // At the top of the repository a path limit would only make git compare every tree twice.
  else if (inSubfolder) args.push('.');
  return args;
}

/** git ran and said no, or did not run at all. */
class GitFailure extends Error {
  readonly notFound: boolean;
  constructor(message: string, notFound = false) {
    super(message);
    this.notFound = notFound;
  }
}

/**
 * Settings of a repository that would make a reading git run a program, switched off; so would the options of
 * `git log` for signatures, external diffs and text conversion, which are set with it.
 */
const harmless = [
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'safe.bareRepository=explicit'],
  ...['-c', 'log.showRoot=true'],
  '--no-pager',
];

/** Variables that point git at a repository other than the one of the folder, as set inside a hook. */
const repositoryVariables = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !repositoryVariables.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone fetches what it lacks, by a transport that its own configuration can choose.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** Runs git in `root` and yields what it prints, cut at NUL characters; stops git when the consumer stops. */
async function* gitRecords(root: string, args: readonly string[], options: HistoryOptions): AsyncGenerator<string> {
  throwIfCancelled(options.signal);
  const child = spawn(options.git ?? 'git', ['-C', root, ...harmless, ...args], {
    // Windows looks for programs in the current folder first, so that must not be the workspace.
    cwd: dirname(process.execPath),
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < 4096) stderr += text;
  });
  const ended = new Promise<GitFailure | undefined>((resolve) => {
    child.once('error', (error) => resolve(new GitFailure(error.message, true)));
    child.once('close', (code) => resolve(code === 0 ? undefined : new GitFailure(wordsOf(stderr, code))));
  });
  const stop = () => child.kill();
  options.signal?.addEventListener('abort', stop);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      throwIfCancelled(options.signal);
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
        yield bytes.toString('utf8', start, end);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
    const failure = await ended;
    throwIfCancelled(options.signal);
    if (failure !== undefined) throw failure;
    if (rest.length > 0) yield rest.toString('utf8');
  } finally {
    options.signal?.removeEventListener('abort', stop);
    child.kill();
  }
}

function wordsOf(stderr: string, code: number | null): string {
  const line = stderr.split('\n').find((text) => text.trim() !== '');
  return line?.replace(/^fatal: /, '') ?? `git ended with code ${code}`;
}

function problemOf(failure: GitFailure): Problem {
  const { message } = failure;
  if (failure.notFound) {
    return {
      code: 'git-not-found',
      severity: 'info',
      message: `Git history is not used: git could not be started (${message}).`,
      hint: 'Install git, or put it on the PATH.',
    };
  }
  // git has one exit code for all of it; LC_ALL=C keeps the words stable.
  const foreign = message.includes('dubious ownership');
  if (foreign || /not a git repository|work tree|bare repository/.test(message)) {
    return {
      code: 'not-a-repository',
      severity: 'info',
      message: `Git history is not used: ${message}.`,
      hint: foreign
        ? 'The repository belongs to somebody else: add it to safe.directory if you trust it.'
        : 'Hot spots and hidden couplings need a git repository.',
    };
  }
  return { code: 'history-unreadable', severity: 'warning', message: `Git history could not be read: ${message}.` };
}

const noCommitsProblem = {
  code: 'no-commits',
  severity: 'info',
  hint: 'Hot spots appear when there are commits to learn from.',
} as const;

const shallowProblem: Problem = {
  code: 'shallow-clone',
  severity: 'info',
  message: 'The repository is a shallow clone: its history is cut off, so hot spots tell little.',
  hint: 'Run `git fetch --unshallow`; in CI, check out with full history.',
};

function truncatedProblem(commits: number): Problem {
  return {
    code: 'history-truncated',
    severity: 'info',
    message: `Reading the history stopped after ${commits} commits, which changed more than ${maxChanges} files.`,
  };
}
