import { userInfo } from 'node:os';
import { Command } from 'commander';
import { messageOf, ToolwrightError } from '#base';
import {
  type CapabilitySession,
  matchDoubts,
  type PlainData,
  proposalTexts,
  proposedBy,
  type RequestOutcome,
  requestUser,
} from '#protocol';
import { runTask } from '../asking/runTask.ts';
import { exitCodes } from '../exitCodes.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions, addUserOptions, collected } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { sentences } from '../output/text.ts';

interface AskOptions extends CapabilityOptions {
  readonly input?: string;
  readonly capability?: string;
  readonly apply?: boolean;
  readonly runTask?: readonly string[];
  readonly group?: readonly string[];
  readonly root?: string;
}

/** What was asked for, what came of it, and what was done about it. */
interface Answer {
  readonly outcome: RequestOutcome;
  /** Absent where nothing was applied. */
  readonly applied?: readonly string[];
  readonly tasks: readonly { readonly task: string; readonly exitCode?: number }[];
}

export const askCommand = () =>
  addSandboxOptions(
    addUserOptions(
      new Command('ask')
        .summary('ask a capability of the workspace for something')
        .description('ask in words for something that a capability of the workspace may do, and run the one that fits')
        .argument('<request>', 'what is asked for: "rename src/**/*.spec.ts from .spec to .test"')
        .option('--input <json>', 'what is at hand: values by the names of the slots, or one value')
        .option('--capability <name>', 'ask this one, and no other')
        .option('--apply', 'make the changes of files that it proposes; without it they are only told')
        .option(
          '--run-task <name>',
          'run this task if it asks for it, with all your rights; may be repeated',
          collected,
        ),
    ).option('--json', 'print one JSON document, and nothing else, on standard output'),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright ask "sort the lines" --input '{"text": "b\\na"}'
  $ toolwright ask "move notes/*.md into archive"                     tell what would be moved
  $ toolwright ask "move notes/*.md into archive" --apply             and move it
  $ toolwright ask "bump the minor version" --apply --run-task test   run the script "test" of package.json then

A capability proposes and never does: files are changed with --apply alone, all or none, and a move overwrites nothing. A
task is a script of the package.json in the workspace folder; one that is not named here is told and not run.

Exit codes:
  0    it was done
  1    nothing could do it, it failed, or a task did
  2    the command line or the input is not right, or a change cannot be made
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (text: string, options: AskOptions) => {
      const { root, ...others } = options;
      const folder = capabilityWorkspace(root);
      const answer = await withCapabilities(folder, others, async (session, task) => {
        const input = options.input === undefined ? {} : { input: jsonIn(options.input) };
        const name = options.capability === undefined ? {} : { name: options.capability };
        const request = {
          text,
          ...input,
          ...name,
          user: requestUser(person(), options.group),
          origin: 'command-line' as const,
        };
        return carriedOut(session, folder, await session.ask(request, task), others);
      });
      if (options.json) terminal.print(JSON.stringify(answer, null, 2));
      else print(answer);
      const isDone = answer.outcome.kind === 'served' && answer.tasks.every(({ exitCode = 0 }) => exitCode === 0);
      process.exitCode = isDone ? exitCodes.ok : exitCodes.findings;
    });

async function carriedOut(
  session: CapabilitySession,
  folder: string,
  outcome: RequestOutcome,
  { apply = false, runTask: agreed = [] }: AskOptions,
): Promise<Answer> {
  if (outcome.kind !== 'served') return { outcome, tasks: [] };
  const proposed = proposedBy(outcome.result.effects);
  const changesFiles = proposed.moves.length + proposed.writes.length > 0;
  const { applyProposal } = await import('../asking/applyProposal.ts');
  const applied = apply && changesFiles ? { applied: applyProposal(folder, proposed) } : {};
  const tasks: { task: string; exitCode?: number }[] = [];
  for (const task of proposed.tasks) {
    // They are meant for the files as they were to be.
    if (!agreed.includes(task) || (changesFiles && !apply)) {
      tasks.push({ task });
      continue;
    }
    const exitCode = await runTask(folder, task);
    await session.recordTask(outcome.name, { task, person: person(), exitCode });
    tasks.push({ task, exitCode });
    if (exitCode !== 0) break;
  }
  return { outcome, ...applied, tasks };
}

function print({ outcome, applied, tasks }: Answer): void {
  if (outcome.kind !== 'served') {
    const guesses = outcome.guesses.map(({ name, title, intent }) => `  ${name}: ${title} ("${intent}")`);
    terminal.print(
      [
        `Not done: ${sentences(outcome.reason)}`,
        ...(guesses.length === 0 ? [] : ['It may be one of these:', ...guesses]),
        ...nextSteps(outcome),
      ].join('\n'),
    );
    return;
  }
  const { result, name, version } = outcome;
  if (result.status !== 'ok') return;
  if (result.value !== null) {
    terminal.print(typeof result.value === 'string' ? result.value : JSON.stringify(result.value, null, 2));
  }
  terminal.tell(`Done by ${name} ${version}.`);
  for (const doubt of matchDoubts(outcome.match)) terminal.tell(doubt);
  const open = applied === undefined ? result.effects : result.effects.filter(({ call }) => call === 'tasks.request');
  const left = open.filter(
    (effect) => !tasks.some(({ task, exitCode }) => isOf(effect, task) && exitCode !== undefined),
  );
  const told = proposalTexts(left);
  for (const line of [...(applied ?? []), ...told]) terminal.tell(line);
  for (const { task, exitCode } of tasks) {
    if (exitCode !== undefined) terminal.tell(`The task ${task} has ended with exit code ${exitCode}.`);
  }
  if (told.length > 0) terminal.tell('Agree with --apply, and to tasks with --run-task NAME.');
}

/** What can be done where nothing was found; the other reasons say it themselves. */
function nextSteps({ kind, guesses }: Exclude<RequestOutcome, { readonly kind: 'served' }>): readonly string[] {
  if (kind !== 'missing_handler' && kind !== 'low_confidence') return [];
  const [first] = guesses;
  return [
    ...(first ? [`To choose one: toolwright ask … --capability ${first.name}`] : []),
    'The request is kept: toolwright gaps lists what is missing, and how it can be generated.',
  ];
}

function isOf({ call, arguments: [name] }: { call: string; arguments: readonly PlainData[] }, task: string): boolean {
  return call === 'tasks.request' && name === task;
}

function jsonIn(text: string): PlainData {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ToolwrightError('options', `The value of --input is not JSON: ${messageOf(error)}.`, {
      hint: `Write a text in quotes of its own: --input '"a text"'.`,
    });
  }
}

function person(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
