import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import {
  type CapabilityDraft,
  isCapabilityName,
  type Learned,
  type TaughtExample,
  type VerificationReport,
} from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { withSynthesis } from '../opening/openSynthesis.ts';
import { workspaceOf, workspaceRoot } from '../opening/paths.ts';
import { addSandboxOptions, collected } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { counted } from '../output/text.ts';
import { verificationText } from '../output/verificationText.ts';
import { writeFile } from '../output/writeFile.ts';
import { exampleOf, refuseUnchanged } from '../teaching/examples.ts';
import type { Taught } from '../teaching/lesson.ts';
import { readTextFile } from '../teaching/readTextFile.ts';
import type { JsonLesson } from '../teaching/teachJson.ts';
import { teachText } from '../teaching/teachText.ts';
import { failureLines, questionLine, type Unit } from '../teaching/words.ts';

interface TeachOptions extends CapabilityOptions {
  readonly in: string;
  readonly example?: readonly string[];
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly lines?: boolean;
  readonly column?: string;
  readonly from?: readonly string[];
  readonly header?: boolean;
  readonly delimiter?: string;
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
  addSandboxOptions(
    new Command('teach')
      .summary('change the lines of a file as examples show')
      .description(
        'learn from one or a few examples how the lines of a file, or the cells of a column, are to be changed, and change them',
      )
      .requiredOption('--in <file>', 'the text file, whose lines are the inputs; or a .json file, whose items are')
      .option('--column <name>', 'of a CSV or TSV file: the cells of this column are the inputs; its name or number')
      .option(
        '--from <name>',
        'the column that the results are made of, where it is another; may be repeated',
        collected,
      )
      .option('--header', 'the first record names the columns; by default, that is seen from its form')
      .option('--no-header', 'the first record is one as all others')
      .option('--delimiter <character>', 'what stands between cells; by default, that is seen from the first record')
      .option('--example <in=>out>', 'a line or a value, and what it becomes; may be repeated', collected)
      .option('--before <file>', 'an example in two files: as it was; may be repeated, with --after', collected)
      .option('--after <file>', 'and what it became', collected)
      .option('--lines', 'a .json file is lines of text, as others are')
      .addOption(new Option('--arrow <text>', 'what stands between the two of an example').default('=>'))
      .option('--whole', 'the whole text is one input')
      .option('--program', 'print the program that was learned, as TypeScript, not the changed text')
      .option('--write', 'write the changed text to the file')
      .option('--out <file>', 'write the changed text to another file')
      .option('--keep <name>', 'keep what was learned as a capability of this name, and verify it')
      .option('--intent <words>', 'what the capability is asked for with; the words of its name by default')
      .option('--json', 'print one JSON document, and nothing else, on standard output'),
    { root: 'the workspace folder of the capability, where it is not the nearest one' },
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright teach --in names.txt --example "Ada Lovelace=>A. Lovelace"
  $ toolwright teach --in dates.txt --example "24.12.2026=>2026-12-24" --write
  $ toolwright teach --in names.txt --example "Ada Lovelace=>A. L." --keep initials
  $ toolwright teach --in people.json --example '{"first":"Ada","age":36}=>{"name":"Ada"}'
  $ toolwright teach --in people.csv --column born --example "24.12.1906=>1906-12-24"
  $ toolwright teach --in people.csv --column mail --from first --from last --example "Ada,Lovelace=>ada.lovelace@x.org"
  $ toolwright teach --in all.json --before old.json --after new.json --out converted.json

A .json file is one value, or, where it is an array and the examples are not, a value for each item. With --before and
--after, a text file is an example as a whole, as with --whole.

With --column, cells are changed in their places, and all else stays as it is, byte for byte; a column that is made --from
others is added at the end of the records where there is none of that name.

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
      const { isAboutItems, teachJson } = await import('../teaching/teachJson.ts');
      const { teachColumn } = await import('../teaching/teachColumn.ts');
      const { intent, examples, unit, isJson } = lessonOf(options, text, isAboutItems);
      if (options.keep !== undefined) {
        const { refuseExistingCapability } = await import('#engine/local');
        await refuseExistingCapability(rootOf(options), options.keep);
      }
      const { column, from = [], header, delimiter } = options;
      const signal = cancelOnInterrupt();
      const { taught, draft } = await withSynthesis({ ...options, signal }, async (session, task) => {
        const lesson = { intent, examples, text, name: options.in };
        const found =
          column !== undefined
            ? await teachColumn(session, { ...lesson, column, from, header, delimiter: separatorOf(delimiter) }, task)
            : isJson
              ? await teachJson(session, lesson, task)
              : await teachText(session, { ...lesson, whole: unit === 'whole' }, task);
        if (found?.wrong.length !== 0 || options.keep === undefined) return { taught: found, draft: undefined };
        const as = { name: options.keep, intent, eachLine: unit === 'line' || unit === 'cell' };
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
      tell(options, taught, unit, report);
      const failed = taught.failed.length > 0 || taught.wrong.length > 0 || report?.decision.verdict === 'reject';
      process.exitCode = failed ? exitCodes.findings : exitCodes.ok;
    });

/**
 * What is taught, and what the inputs are.
 * @throws ToolwrightError `options`, `example-form`, `not-json`, `examples-change-nothing`
 */
function lessonOf(
  options: TeachOptions,
  text: string,
  isAboutItems: (lesson: JsonLesson) => boolean,
): { intent: string; examples: readonly TaughtExample[]; unit: Unit; isJson: boolean } {
  const { example = [], before = [], after = [] } = options;
  const files = before.map((file, at) => ({
    input: readTextFile(file).text,
    output: readTextFile(after[at] ?? '').text,
  }));
  const examples = [...example.map((one) => exampleOf(one, options.arrow)), ...files];
  refuseUnchanged(examples);
  const isJson = options.lines !== true && /\.jsonc?$/i.test(options.in);
  const intent = intentOf(options);
  if (options.column !== undefined) return { intent, examples, isJson: false, unit: 'cell' };
  if (isJson)
    return {
      intent,
      examples,
      isJson,
      unit: isAboutItems({ intent, examples, text, name: options.in }) ? 'item' : 'whole',
    };
  return { intent, examples, isJson, unit: options.whole === true || files.length > 0 ? 'whole' : 'line' };
}

/** Before anything is read. @throws ToolwrightError `options`, `capability-name` */
function checkOptions(options: TeachOptions): void {
  const { write: inPlace, out, arrow, keep: name, intent, example = [], before = [], after = [] } = options;
  checkColumnOptions(options);
  if (example.length + before.length === 0) {
    throw new ToolwrightError('options', 'There is no example to learn from.', {
      hint: 'Give --example "in=>out", or --before FILE --after FILE.',
    });
  }
  if (before.length !== after.length) {
    throw new ToolwrightError('options', 'Each --before needs its --after.');
  }
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

/** @throws ToolwrightError `options` */
function checkColumnOptions({ column, from, header, delimiter, before, lines, whole }: TeachOptions): void {
  const others = { '--from': from, '--header': header, '--delimiter': delimiter };
  const [lone] = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (column === undefined && lone !== undefined) {
    throw new ToolwrightError('options', `${lone} is about the columns of a table: it needs --column.`);
  }
  if (column !== undefined && (before !== undefined || lines || whole)) {
    throw new ToolwrightError(
      'options',
      'With --column, examples are of cells: --before, --lines and --whole are not.',
      {
        hint: 'Give --example "in=>out", with what a cell says and what it becomes.',
      },
    );
  }
  if (delimiter !== undefined && (separatorOf(delimiter)?.length !== 1 || /["\r\n]/.test(delimiter))) {
    throw new ToolwrightError('options', 'The delimiter has to be one character, or “tab”: --delimiter ";".');
  }
}

/** A tab is hard to type. */
function separatorOf(delimiter: string | undefined): string | undefined {
  return delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
}

function intentOf({ intent, keep: name }: TeachOptions): string {
  if (intent !== undefined) return intent;
  return name === undefined ? 'Learned from examples' : name.replace(/^@[^/]+\//, '').replace(/[-._]+/g, ' ');
}

const rootOf = ({ root }: TeachOptions): string =>
  root === undefined ? workspaceOf(resolve('.')) : workspaceRoot(root);

async function keep(options: TeachOptions, draft: CapabilityDraft): Promise<VerificationReport> {
  return withCapabilities(rootOf(options), options, async (session, task) => {
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
function tell(options: TeachOptions, taught: Taught, unit: Unit, report: VerificationReport | undefined): void {
  const { learned, wrong, failed } = taught;
  const say = (line: string) => terminal.tell(`toolwright: ${line}`);
  if (wrong.length > 0) {
    const examples = counted(wrong.length, 'example');
    say(`The best program that was found is wrong about ${examples}, so nothing was written or kept:`);
    for (const { input, output, given } of wrong) {
      terminal.tell(`  ${JSON.stringify(input)} becomes ${JSON.stringify(given)}, not ${JSON.stringify(output)}`);
    }
  }
  for (const caveat of learned.caveats) say(caveat);
  for (const line of failureLines(options.in, failed, unit)) say(line);
  if (learned.question) say(questionLine(learned.question, options.arrow, unit));
  if (report && !options.json) terminal.tell(verificationText(report).trimEnd());
}
