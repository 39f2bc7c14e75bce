import { Command, InvalidArgumentError, Option } from 'commander';
import { runnerNames } from '#protocol';

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly cache: boolean;
  readonly cacheFolder?: string;
  readonly exclude?: string[];
  readonly untrusted?: boolean;
  readonly verbose?: boolean;
}

/** A command with the options that all of them have. */
export function graphCommand(
  name: string,
  summary: string,
  examples: readonly string[],
  exits: readonly string[],
): Command {
  const command = new Command(name).summary(summary).description(summary);
  return command
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .option('--exclude <pattern>', 'leave files out, in the syntax of .gitignore; may be repeated', collected)
    .option('--no-cache', 'read every file, and keep nothing for the next run')
    .option('--cache-folder <folder>', "keep the cache there, not in the user's cache folder", notEmpty('folder'))
    .option('--untrusted', 'run no code of the workspace: rules files in JavaScript are not read')
    .option('--verbose', 'list all problems, and tell what is being done')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `\nExamples:\n${examples.map((line) => `  $ toolwright ${line}\n`).join('')}\n${exitHelp(exits)}`,
    );
}

/** Adds what every command takes that runs or judges capabilities, in words of its own where the usual ones do not fit. */
export function addSandboxOptions(
  command: Command,
  words: { readonly root?: string; readonly runner?: string; readonly verbose?: string } = {},
): Command {
  const { root = 'the workspace folder, where it is not the nearest one', runner = 'the sandbox' } = words;
  return command
    .option('--root <folder>', root)
    .addOption(new Option('--runner <runner>', runner).choices(['auto', ...runnerNames]).default('auto'))
    .option('--node <path>', 'a Node.js 24 or newer for the sandbox, instead of the one that runs this')
    .option('--verbose', words.verbose ?? 'tell what is being done');
}

/** Adds what those take that ask capabilities for somebody. */
export const addUserOptions = (command: Command): Command =>
  addFlagsOption(
    addGroupOption(command),
    'the flag file of a fleet, which may be .toolwright/rollouts.json: its controller decides then, and nobody here',
  );

/** Adds the option by which whoever asks belongs to groups. */
export const addGroupOption = (command: Command): Command =>
  command.option(
    '--group <name>',
    'a group of users that whoever asks belongs to, as stages of rollouts name them; may be repeated',
    (name: string, before?: readonly string[]) => {
      if (name.trim() === '') throw new InvalidArgumentError('It has to be the name of a group.');
      return collected(name, before);
    },
  );

/** Adds what every command takes that is about rollouts, in words of its own where the usual ones do not fit. */
export const addFlagsOption = (
  command: Command,
  words = 'the flag file of the fleet, instead of .toolwright/rollouts.json',
): Command => command.option('--flags <file>', words, notEmpty('file'));

/** Adds what those take that show or need figures of a fleet. */
export const addPrometheusOption = (command: Command): Command =>
  command.option('--prometheus <url>', 'read there what has become of requests, instead of in the journal');

function exitHelp([ok, findings]: readonly string[]): string {
  const lines = [`0    ${ok}`];
  if (findings !== undefined) lines.push(`1    ${findings}`);
  lines.push('2    the command line or the input is not right', '130  cancelled', '70   a bug in Toolwright');
  return `Exit codes:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** What `--outcomes` says, of commands that look for what apps could not do. */
export const outcomesHelp =
  'a file that apps write outcomes to, or a URL that gives them, in the place of the usual ones; may be repeated';

/** Gathers the values of an option that may be repeated. */
export const collected = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** An empty name would be the current folder; it comes from a variable of a script that is not set. */
function notEmpty(what: 'file' | 'folder'): (text: string) => string {
  return (text) => {
    if (text === '') throw new InvalidArgumentError(`It has to be the path of a ${what}.`);
    return text;
  };
}

/** Reads a whole number of zero or more from the command line. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}
