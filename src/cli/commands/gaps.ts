import { Command } from 'commander';
import { type ExpectedError, type Gap, type GapExample, type PlainData, type Stub, shownParameters } from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { analysedFolder, shownFrom } from '../opening/paths.ts';
import { collected, outcomesHelp } from '../options.ts';
import { progressReporter } from '../output/progressBar.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { paint, terminal } from '../output/terminal.ts';
import { counted, sentences } from '../output/text.ts';

interface GapsOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly outcomes?: readonly string[];
  readonly verbose?: boolean;
}

/** Examples of one gap that are shown without `--verbose`. */
const examplesShown = 3;

export const gapsCommand = () =>
  new Command('gaps')
    .summary('list what is missing: requests that failed, functions that are not written yet')
    .description(
      'list what is missing in a workspace, most pressing first: requests that failed, and functions that are not written yet, with the examples that tests have for them',
    )
    .argument('[path]', 'the workspace folder', '.')
    .option('--outcomes <glob|url>', outcomesHelp, collected)
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .option('--all', 'list those that are ignored, too')
    .option('--verbose', 'show all examples, requests and what was skipped, and tell what is being done')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright gaps                              all gaps of the workspace
  $ toolwright gaps --verbose                    with every example, and why others were skipped
  $ toolwright gaps --json | jq ".gaps[].id"

Exit codes:
  0    nothing is missing
  1    there are gaps
  2    the command line or the input is not right
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (path: string, options: GapsOptions) => {
      const root = analysedFolder(path);
      const { createDiscoverySession } = await import('#engine/local');
      const task = { signal: cancelOnInterrupt(), report: progressReporter(!options.json) };
      const session = await createDiscoverySession({
        root,
        outcomes: options.outcomes,
        logger: stderrLogger(options.verbose === true),
      });
      try {
        const { value, problems } = await session.gaps(task);
        for (const { path: file = '', message, hint } of problems) {
          terminal.tell(`toolwright: ${file === '' ? '' : `${shownFrom(root)(file)}: `}${sentences(message, hint)}`);
        }
        const gaps = options.all ? value : value.filter(({ ignored }) => ignored === undefined);
        terminal.print(
          options.json
            ? JSON.stringify({ root, gaps, problems })
            : text(gaps, value.length - gaps.length, shownFrom(root), options.verbose === true),
        );
        process.exitCode = gaps.some(({ ignored }) => ignored === undefined) ? exitCodes.findings : exitCodes.ok;
      } finally {
        terminal.clear();
        await session.dispose();
      }
    });

type Shown = (path: string) => string;

function text(gaps: readonly Gap[], hidden: number, shown: Shown, verbose: boolean): string {
  const left = hidden === 0 ? [] : [`${counted(hidden, 'gap is', 'gaps are')} ignored: --all lists them.`];
  if (gaps.length === 0) return ['No gaps.', ...left].join('\n');
  return [
    ...gaps.flatMap((gap) => [...gapText(gap, shown, verbose), '']),
    `${counted(gaps.length, 'gap')}.`,
    ...left,
  ].join('\n');
}

function gapText(gap: Gap, shown: Shown, verbose: boolean): string[] {
  const { stub, function: own, examples, contradictions, skipped, requests, near, ignored } = gap;
  const { failures = [], errors = [] } = gap;
  const most = verbose ? examples.length : examplesShown;
  const place = stub
    ? `  ${shown(stub.place.path)}:${stub.place.line}:${stub.place.column}`
    : own && `  ${shown(own.path)}`;
  const called = own === undefined ? `“${gap.intent}”` : `${own.name}(${gap.parameters.join(', ')})`;
  return [
    `${paint('bold', stub === undefined ? called : signature(stub))}${place ?? ''}`,
    `  ${evidence(gap)}`,
    ...(ignored === undefined ? [] : [`  ignored by ${ignored.person}: ${ignored.reason}`]),
    ...examples.slice(0, most).map((example) => `  ${exampleText(example)}  ${at(example.place, shown)}`),
    ...(verbose ? errors : []).map((one) => `  ${errorText(one)}  ${at(one.place, shown)}`),
    ...failures.map(
      ({ path, test, message = '' }) => `  ${paint('red', 'fails:')} ${shown(path)}: ${test}  ${message}`,
    ),
    ...(examples.length > most ? [`  and ${counted(examples.length - most, 'more example')}`] : []),
    ...contradictions.map((pair) => `  ${paint('red', 'contradiction:')} ${contradiction(pair, examples, shown)}`),
    ...(verbose
      ? skipped.map(({ place: where, reason }) => `  skipped: ${reason}  ${at(where, shown)}`)
      : skipped.length > 0
        ? [`  ${counted(skipped.length, 'assertion')} could not be read as an example: --verbose says why`]
        : []),
    ...(verbose ? requests.map((one) => `  ${one.at}  ${one.user}  ${one.outcome}  “${one.text}”`) : []),
    ...near.map(nearText),
    `  ${paint('dim', nextStep(gap))}`,
  ];
}

/** “near to it: iso-times (is about dates; not about ISO)” */
function nearText({ name, covers, misses }: Gap['near'][number]): string {
  const [about, rest] = [covers, misses].map((words) => words.map((word) => `“${word}”`).join(', '));
  return `  near to it: ${name}${covers.length === 0 || misses.length === 0 ? '' : ` (is about ${about}; not about ${rest})`}`;
}

/** The command that closes it. */
function nextStep({ id, source, stub, examples, contradictions, kind, tried }: Gap): string {
  if (kind === 'permission' && tried !== undefined)
    return `toolwright verify ${tried}  (it is there: see why it did not run)`;
  if (contradictions.length > 0) return `${id}  (correct the contradiction first)`;
  if (stub !== undefined || source === 'missing') {
    return examples.length > 0
      ? `toolwright synthesize --stub ${id}`
      : `${id}  (no test has an example yet; with a language model: toolwright synthesize --stub ${id} --model)`;
  }
  return `toolwright synthesize ${id}${examples.length > 0 ? '' : ' --example "in=>out"'}`;
}

function signature(stub: Stub): string {
  const { name, returns } = stub;
  const list = shownParameters(stub).map(
    (one) => `${one.name}${one.optional ? '?' : ''}${one.type === undefined ? '' : `: ${one.type}`}`,
  );
  return `${name}(${list.join(', ')})${returns === undefined ? '' : `: ${returns}`}`;
}

const states: { readonly [K in Stub['kind']]: string } = {
  throws: 'throws that it is not written',
  empty: 'has a result and no body',
  todo: 'has a TODO for a body',
  wrong: 'is written, and tests find it wrong',
};

function evidence({
  source,
  stub,
  failures = [],
  examples,
  requests,
  users,
  lastSeen,
  tried,
  kind,
  frequency,
}: Gap): string {
  const wrong = failures.length === 0 ? '' : `, ${counted(failures.length, 'test')} failed`;
  const known = examples.length === 0 ? 'no example' : counted(examples.length, 'example');
  if (stub !== undefined) return `${states[stub.kind]}${wrong}, ${known}`;
  if (source === 'missing') return `does not exist, ${counted(frequency, 'call')}, ${known}`;
  if (source === 'tests') return `${counted(failures.length, 'test')} failed, ${known}`;
  const asked = `${counted(requests.length, 'request')} by ${counted(users, 'user')}, last on ${lastSeen?.slice(0, 10)}`;
  return `${asked}, ${tried === undefined ? kind : `${kind} in ${tried}`}, ${known}`;
}

function exampleText({ input, output }: GapExample): string {
  return `${input.map(shortValue).join(', ')} → ${shortValue(output)}`;
}

function errorText({ input, message }: ExpectedError): string {
  return `${input.map(shortValue).join(', ')} has to fail${message === undefined ? '' : ` with ${shortValue(message)}`}`;
}

function shortValue(value: PlainData): string {
  const written = JSON.stringify(value);
  return written.length > 60 ? `${[...written].slice(0, 59).join('')}…` : written;
}

function at({ path, line }: GapExample['place'], shown: Shown): string {
  return paint('dim', `${shown(path)}:${line}`);
}

function contradiction([one, other]: readonly [number, number], examples: readonly GapExample[], shown: Shown): string {
  const [first, second] = [examples[one], examples[other]] as [GapExample, GapExample];
  return `${first.input.map(shortValue).join(', ')} gives ${shortValue(first.output)} (${shown(first.place.path)}:${first.place.line}) and ${shortValue(second.output)} (${shown(second.place.path)}:${second.place.line})`;
}
