import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import { type CapabilityDraft, isCapabilityName, type Learned, runnerNames, type VerificationReport } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { type CapabilityOptions, withCapabilities } from '../openCapabilities.ts';
import { withSynthesis } from '../openSynthesis.ts';
import { workspaceOf, workspaceRoot } from '../paths.ts';
import { exampleOf } from '../teaching/examples.ts';
import { readTextFile } from '../teaching/readTextFile.ts';
import { type Taught, teachText } from '../teaching/teachText.ts';
import { failureLines, questionLine } from '../teaching/words.ts';
import { terminal } from '../terminal.ts';
import { counted } from '../text.ts';
import { verificationText } from '../verificationText.ts';
import { writeFile } from '../writeFile.ts';

interface TeachOptions extends CapabilityOptions {
  readonly in: string;
  readonly example: readonly string[];
  readonly arrow: string;
  readonly whole?: boolean;
  readonly program?: boolean;
  readonly write?: boolean;
  readonly out?: string;
  readonly keep?: string;
  readonly intent?: string;
  readonly root?: string;
}

export const teachCommand = () =>
  new Command('teach')
    .summary('change the lines of a file as examples show')
    .description('learn from one or a few examples how the lines of a file are to be changed, and change them')
    .requiredOption('--in <file>', 'the text file; each of its lines is an input')
    .requiredOption('--example <in=>out>', 'a line, and what it becomes; may be repeated', collected)
    .addOption(new Option('--arrow <text>', 'what stands between the two of an example').default('=>'))
    .option('--whole', 'the whole text is one input')
    .option('--program', 'print the program that was learned, as TypeScript, not the changed text')
    .option('--write', 'write the changed text to the file')
    .option('--out <file>', 'write the changed text to another file')
    .option('--keep <name>', 'keep what was learned as a capability of this name, and verify it')
    .option('--intent <words>', 'what the capability is asked for with; the words of its name by default')
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .option('--root <folder>', 'the workspace folder of the capability, where it is not the nearest one')
    .addOption(new Option('--runner <runner>', 'the sandbox').choices(['auto', ...runnerNames]).default('auto'))
    .option('--node <path>', 'a Node.js 24 or newer for the sandbox, instead of the one that runs this')
    .option('--verbose', 'tell what is being done')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright teach --in names.txt --example "Ada Lovelace=>A. Lovelace"
  $ toolwright teach --in dates.txt --example "24.12.2026=>2026-12-24" --write
  $ toolwright teach --in names.txt --example "Ada Lovelace=>A. L." --keep initials

Lines for which there is no answer are told, and stay as they are. What was learned is run by an evaluator of its own
small language; a kept capability runs in the sandbox, as all of them.

Exit codes:
  0    every line was changed
  1    there is no program that fits the examples, lines had no answer, or the capability was rejected
  2    the command line or the input is not right
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (options: TeachOptions) => {
      checkOptions(options);
      const { text, mark } = readTextFile(options.in);
      const examples = options.example.map((example) => exampleOf(example, options.arrow));
      const signal = cancelOnInterrupt();
      const lesson = { intent: intentOf(options), examples, text, whole: options.whole === true };
      const { taught, draft } = await withSynthesis({ ...options, signal }, async (session, task) => {
        const found = await teachText(session, lesson, task);
        if (found?.wrong.length !== 0 || options.keep === undefined) return { taught: found, draft: undefined };
        const as = { name: options.keep, intent: lesson.intent, eachLine: !lesson.whole };
        return { taught: found, draft: await session.draft(found.learned.program, as) };
      });
      if (taught === undefined) {
        if (options.json) terminal.print(JSON.stringify({ program: null }));
        terminal.tell('toolwright: No program was found that fits the examples. Give others, or simpler ones.');
        process.exitCode = exitCodes.findings;
        return;
      }
      const report = draft && (await keep(options, draft));
      if (taught.wrong.length === 0) await write(options, mark + taught.text);
      print(options, taught, mark, report);
      tell(options, taught, report);
      const failed = taught.failed.length > 0 || taught.wrong.length > 0 || report?.decision.verdict === 'reject';
      process.exitCode = failed ? exitCodes.findings : exitCodes.ok;
    });

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Before anything is read. @throws ToolwrightError `options`, `capability-name` */
function checkOptions({ write: inPlace, out, arrow, keep: name, intent }: TeachOptions): void {
  if (inPlace && out !== undefined) {
    throw new ToolwrightError('options', 'The text can be written to one file only: --write or --out.');
  }
  if (arrow === '') throw new ToolwrightError('options', 'The arrow has to be a text: --arrow "=>".');
  if (intent !== undefined && name === undefined) {
    throw new ToolwrightError('options', '--intent is for a capability that is kept: it needs --keep.');
  }
  if (name !== undefined && !isCapabilityName(name)) {
    throw new ToolwrightError('capability-name', `A capability cannot be called ${JSON.stringify(name)}.`, {
      hint: 'Take small letters, digits and “-”, as in iso-dates.',
    });
  }
}

function intentOf({ intent, keep: name }: TeachOptions): string {
  if (intent !== undefined) return intent;
  return name === undefined ? 'Learned from examples' : name.replace(/^@[^/]+\//, '').replace(/[-._]+/g, ' ');
}

async function keep(options: TeachOptions, draft: CapabilityDraft): Promise<VerificationReport> {
  const root = options.root === undefined ? workspaceOf(resolve('.')) : workspaceRoot(options.root);
  return withCapabilities(root, options, async (session, task) => {
    await session.create(draft);
    return session.verify(draft.name, { ...task, level: 'STANDARD' });
  });
}

async function write({ in: file, write: inPlace, out }: TeachOptions, text: string): Promise<void> {
  const target = inPlace ? file : out;
  if (target !== undefined) await writeFile(target, text);
}

function print(options: TeachOptions, taught: Taught, mark: string, report: VerificationReport | undefined): void {
  const { learned } = taught;
  if (options.json) terminal.print(JSON.stringify(document(taught, learned, report)));
  else if (options.program) terminal.printRaw(learned.source);
  else if (!options.write && options.out === undefined) terminal.printRaw(mark + taught.text);
}

function document(
  { text, failed, wrong, changed }: Taught,
  { source, satisfied, examples, caveats, question }: Learned,
  report: VerificationReport | undefined,
): object {
  const kept = report && {
    name: report.name,
    reached: report.reached ?? null,
    verdict: report.decision.verdict,
    reasons: report.decision.reasons,
  };
  return {
    program: source,
    satisfied,
    examples,
    caveats,
    text,
    changed,
    failed,
    wrong,
    ...(question && { question: { line: question.at + 1, input: question.input, answers: question.answers } }),
    ...(kept && { kept }),
  };
}

/** What is beside the answer. */
function tell(options: TeachOptions, taught: Taught, report: VerificationReport | undefined): void {
  const { learned, wrong, failed } = taught;
  const say = (line: string) => terminal.tell(`toolwright: ${line}`);
  if (wrong.length > 0) {
    const examples = counted(wrong.length, 'example');
    say(`The best program that was found is wrong about ${examples}, so nothing was written or kept:`);
    for (const { input, output, given } of wrong) {
      terminal.tell(`  ${JSON.stringify(input)} becomes ${JSON.stringify(given)}, not ${JSON.stringify(output)}`);
    }
  }
  for (const line of failureLines(options.in, failed, options.whole === true)) say(line);
  if (learned.question) say(questionLine(learned.question, options.arrow, options.whole === true));
  if (report && !options.json) terminal.tell(verificationText(report).trimEnd());
}
