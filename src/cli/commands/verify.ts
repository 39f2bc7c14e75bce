import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import {
  type CapabilityRow,
  type CapabilitySession,
  type ReportFormat,
  reportFormats,
  runnerNames,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type CapabilityOptions, withCapabilities } from '../openCapabilities.ts';
import { workspaceOf, workspaceRoot } from '../paths.ts';
import { terminal } from '../terminal.ts';
import { sentences } from '../text.ts';
import { standingText, verificationText } from '../verificationText.ts';
import { writeFile } from '../writeFile.ts';

interface VerifyOptions extends CapabilityOptions {
  readonly level: VerificationLevel;
  readonly format?: ReportFormat;
  readonly sarif?: boolean;
  readonly output?: string;
  readonly root?: string;
  readonly fresh?: boolean;
  readonly printPolicy?: boolean;
}

/** What was verified, with what follows from it, and what could not be. */
interface Verified {
  readonly reports: readonly { readonly report: VerificationReport; readonly row: CapabilityRow }[];
  readonly broken: readonly CapabilityRow[];
}

export const verifyCommand = () =>
  new Command('verify')
    .summary('gather the evidence for capabilities, and say whether they may run')
    .description('gather the evidence for capabilities in .toolwright/capabilities, and say whether they may run')
    .argument('[names...]', 'names of capabilities, or paths of their folders; all of the workspace by default')
    .addOption(new Option('-l, --level <level>', 'how much evidence').choices(verificationLevels).default('STANDARD'))
    .addOption(new Option('-f, --format <format>', 'write the report in this format').choices(reportFormats))
    .option('--sarif', 'the same as --format sarif')
    .option('--json', 'the same as --format json')
    .option('-o, --output <file>', 'write it to a file, not to standard output')
    .addOption(new Option('--runner <runner>', 'the sandbox').choices(['auto', ...runnerNames]).default('auto'))
    .option('--node <path>', 'a Node.js 24 or newer for the sandbox, instead of the one that runs this')
    .option('--root <folder>', 'the workspace folder, where it is not the nearest one')
    .option('--fresh', 'gather evidence that is there for the same content again')
    .option('--print-policy', 'print the policy in force, as a start for .toolwright/policy.json, and verify nothing')
    .option('--verbose', 'tell what is being done')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright verify                                     all capabilities of the workspace
  $ toolwright verify iso-dates --level COMPREHENSIVE
  $ toolwright verify --sarif --output toolwright.sarif   for code scanning
  $ toolwright verify --print-policy > .toolwright/policy.json

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
      const root = rootOf(names, options.root);
      process.exitCode = await withCapabilities(root, options, async (session, task) => {
        // A policy that cannot be used ends it before anything is run; no other rules are taken in its place.
        const policy = await session.policy();
        if (options.printPolicy) {
          await answer(`${JSON.stringify(policy, null, 2)}\n`, options.output);
          return exitCodes.ok;
        }
        const wanted = names.length > 0 ? names.map((name) => nameOf(name, root)) : await allNames(session, root);
        const verified = await verifyAll(session, wanted, {
          ...task,
          level: options.level,
          fresh: options.fresh === true,
        });
        await answer(await rendered(session, verified, format), options.output);
        // The text says it of each; a document goes to another program.
        if (format !== undefined) tellWaiting(verified);
        return exitCodeOf(verified);
      });
    });

/** One that cannot be read does not keep the others from being verified, and is not passed over. */
async function verifyAll(
  session: CapabilitySession,
  names: readonly string[],
  options: Parameters<CapabilitySession['verify']>[1],
): Promise<Verified> {
  const reports: Verified['reports'][number][] = [];
  const broken: CapabilityRow[] = [];
  for (const name of names) {
    try {
      const report = await session.verify(name, options);
      const row = await session.row(name);
      if (row) reports.push({ report, row });
    } catch (error) {
      if (!ToolwrightError.is(error, 'broken-capability')) throw error;
      const row = await session.row(name);
      if (row) broken.push(row);
      terminal.tell(`toolwright: ${sentences(error.message, error.hint)}`);
    }
  }
  return { reports, broken };
}

async function answer(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) terminal.printRaw(text);
  else await writeFile(file, text);
}

function tellWaiting({ reports }: Verified): void {
  for (const { row } of reports) {
    if (row.standing !== 'admitted') terminal.tell(`toolwright: ${row.name} ${standingText(row)}`);
  }
}

/** By how each stands now, whatever the level that was asked for. */
function exitCodeOf({ reports, broken }: Verified): ExitCode {
  const rejected = reports.some(
    ({ report, row }) => report.decision.verdict === 'reject' || row.standing === 'rejected',
  );
  if (rejected || broken.length > 0) return exitCodes.findings;
  return reports.every(({ row }) => row.standing === 'admitted') ? exitCodes.ok : exitCodes.waiting;
}

function isPath(name: string): boolean {
  return name.startsWith('.') || isAbsolute(name) || name.includes(sep);
}

/** A capability's own package.json makes no workspace of its folder: what is above `.toolwright` is meant. */
function rootOf(names: readonly string[], root: string | undefined): string {
  if (root !== undefined) return workspaceRoot(root);
  const path = resolve(names.find(isPath) ?? '.');
  const inside = path.indexOf(`${sep}.toolwright${sep}`);
  return inside !== -1 ? path.slice(0, inside) : workspaceOf(path);
}

/** A path is that of a capability's folder, or of a file in it. */
function nameOf(argument: string, root: string): string {
  if (!isPath(argument) || argument.startsWith('@')) return argument;
  const path = relative(root, resolve(argument)).replaceAll(sep, '/');
  const name = /^\.toolwright\/capabilities\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (!existsSync(resolve(argument))) {
    throw new ToolwrightError('not-a-capability', `There is no file or folder ${argument}.`, {
      hint: 'Name a capability, or the path of its folder.',
    });
  }
  if (name !== undefined) return name;
  throw new ToolwrightError('not-a-capability', `${argument} is not the folder of a capability.`, {
    hint: 'Capabilities lie in .toolwright/capabilities of their workspace, one folder each.',
  });
}

/** @throws ToolwrightError for a workspace without capabilities: a check must not pass by silence */
async function allNames(session: CapabilitySession, root: string): Promise<string[]> {
  const rows = await session.list();
  if (rows.length > 0) return rows.map(({ name }) => name);
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
  { reports, broken }: Verified,
  format: ReportFormat | undefined,
): Promise<string> {
  if (format === undefined) return reports.map(({ report, row }) => verificationText(report, row)).join('\n');
  const all = reports.map(({ report }) => report);
  return session.render(all, format, broken);
}
