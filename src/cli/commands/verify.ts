import { Command, Option } from 'commander';
import { type TaskOptions, ToolwrightError } from '#base';
import {
  type CapabilityRow,
  type CapabilitySession,
  type ReportFormat,
  reportFormats,
  type VerificationLevel,
  verificationLevels,
} from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type Target, targetOf, workspaceOfTargets } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { brokenText, standingText, summaryText, type Verified, verificationText } from '../output/verificationText.ts';
import { writeFile } from '../output/writeFile.ts';

interface VerifyOptions extends CapabilityOptions {
  readonly level: VerificationLevel;
  readonly format?: ReportFormat;
  readonly sarif?: boolean;
  readonly output?: string;
  readonly root?: string;
  readonly fresh?: boolean;
  readonly printPolicy?: boolean;
}

export const verifyCommand = () =>
  addSandboxOptions(
    new Command('verify')
      .summary('gather the evidence for capabilities, and say whether they may run')
      .description('gather the evidence for capabilities, and say whether they may run')
      .argument(
        '[capabilities...]',
        'names of capabilities, NAME@VERSION of versions that are kept, or paths of folders; all in .toolwright/capabilities by default',
      )
      .addOption(new Option('-l, --level <level>', 'how much evidence').choices(verificationLevels).default('STANDARD'))
      .addOption(new Option('-f, --format <format>', 'write the report in this format').choices(reportFormats))
      .option('--sarif', 'the same as --format sarif')
      .option('--json', 'the same as --format json')
      .option('-o, --output <file>', 'write it to a file, not to standard output')
      .option('--fresh', 'gather evidence that is there for the same content again')
      .option(
        '--print-policy',
        'print the policy in force, as a start for .toolwright/policy.json, and verify nothing',
      ),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright verify                                     all capabilities of the workspace
  $ toolwright verify iso-dates --level COMPREHENSIVE
  $ toolwright verify ../candidate                        one that lies elsewhere, by this workspace's policy
  $ toolwright verify --sarif --output toolwright.sarif   for code scanning
  $ toolwright verify --print-policy > .toolwright/policy.json

The evidence for a capability in .toolwright/capabilities is kept, and lets it run. That for one which lies elsewhere is
not kept, and lets it run nowhere; the exit code says what would be.

Exit codes:
  0    every one may run: it is admitted by the policy, at the level that the policy asks for
  1    at least one was rejected or is broken
  2    the command line, the policy or the input is not right
  3    nothing speaks against any, and at least one may not run yet: it waits for a person, or for a higher level
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (names: readonly string[], options: VerifyOptions) => {
      const format = formatOf(options);
      const root = workspaceOfTargets(names, options.root);
      process.exitCode = await withCapabilities(root, options, async (session, task) => {
        // A policy that cannot be used ends it before anything is run; no other rules are taken in its place.
        const policy = await session.policy();
        if (options.printPolicy) {
          await answer(`${JSON.stringify(policy, null, 2)}\n`, options.output);
          return exitCodes.ok;
        }
        const given = names.map((name) => targetOf(name, root));
        const targets = given.length > 0 ? distinct(given) : await allOf(session, root);
        const verified = await verifyAll(session, targets, task, options);
        await answer(await rendered(session, verified, format), options.output);
        // The text says it of each; a document goes to another program.
        if (format !== undefined) tellOthers(verified);
        return exitCodeOf(verified);
      });
    });

async function verifyAll(
  session: CapabilitySession,
  targets: readonly Target[],
  { signal, report }: TaskOptions,
  { level, fresh = false, verbose = false }: VerifyOptions,
): Promise<readonly Verified[]> {
  const all: Verified[] = [];
  for (const target of targets) {
    const of = `${targets.length === 1 ? '' : `${all.length + 1} of ${targets.length}, `}${nameOf(target)}`;
    const task: TaskOptions = {
      signal,
      report: ({ step, ...much }) => {
        report?.({ step: `${of}: ${step}`, ...much });
        if (verbose) terminal.tell(`toolwright: ${of}: ${step}`);
      },
    };
    const began = new Date().toISOString();
    const row =
      'folder' in target
        ? await session.verifyFolder(target.folder, { ...task, level })
        : await verifyNamed(session, target.name, { ...task, level, fresh });
    all.push({ ...row, began });
  }
  return all;
}

/** One that cannot be read does not keep the others from being verified, and is not passed over. */
async function verifyNamed(
  session: CapabilitySession,
  name: string,
  options: Parameters<CapabilitySession['verify']>[1],
): Promise<CapabilityRow> {
  const report = await session.verify(name, options).catch((error: unknown) => {
    if (!ToolwrightError.is(error, 'broken-capability')) throw error;
  });
  const row = await session.row(name);
  if (!row) throw new ToolwrightError('no-such-capability', `${name} was deleted while it was verified.`);
  // Shown is what was asked for; how it stands may rest on evidence that goes further.
  return report ? { ...row, report } : row;
}

function nameOf(target: Target): string {
  return 'name' in target ? target.name : target.folder;
}

function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [nameOf(target), target])).values()];
}

async function answer(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) terminal.printRaw(text);
  else await writeFile(file, text);
}

function tellOthers(all: readonly Verified[]): void {
  for (const row of all) {
    if (row.standing !== 'admitted') terminal.tell(`toolwright: ${row.name} ${standingText(row)}`);
  }
}

/** By how each stands now, whatever the level that was asked for. */
function exitCodeOf(all: readonly Verified[]): ExitCode {
  const speaksAgainst = ({ standing, report }: Verified) =>
    standing === 'broken' || standing === 'rejected' || report?.decision.verdict === 'reject';
  if (all.some(speaksAgainst)) return exitCodes.findings;
  return all.every(({ standing }) => standing === 'admitted') ? exitCodes.ok : exitCodes.waiting;
}

/** @throws ToolwrightError for a workspace without capabilities: a check must not pass by silence */
async function allOf(session: CapabilitySession, root: string): Promise<readonly Target[]> {
  const rows = await session.list();
  if (rows.length > 0) return rows.map(({ name }) => ({ name }));
  throw new ToolwrightError('no-capabilities', `There are no capabilities in ${root}.`, {
    hint: 'They lie in .toolwright/capabilities, one folder each.',
  });
}

function formatOf({ format, sarif, json }: VerifyOptions): ReportFormat | undefined {
  const asked = [format, sarif && 'sarif', json && 'json'].filter((one) => one !== undefined && one !== false);
  if (new Set(asked).size > 1) {
    throw new ToolwrightError('options', `Only one format can be written: ${[...new Set(asked)].join(' or ')}.`);
  }
  return asked[0] as ReportFormat | undefined;
}

/** One document: for people, one report after the other. */
async function rendered(
  session: CapabilitySession,
  all: readonly Verified[],
  format: ReportFormat | undefined,
): Promise<string> {
  if (format === undefined) {
    const texts = all.map((row) => (row.report ? verificationText(row.report, row) : brokenText(row)));
    return [...texts, ...(all.length > 1 ? [summaryText(all)] : [])].join('\n');
  }
  const reports = all.flatMap(({ report }) => report ?? []);
  const broken = all.filter(({ standing }) => standing === 'broken').map(({ began: _, ...row }) => row);
  return session.render(reports, format, broken);
}
