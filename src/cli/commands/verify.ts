import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import {
  type CapabilitySession,
  type ReportFormat,
  reportFormats,
  runnerNames,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { exitCodes } from '../exitCodes.ts';
import { type CapabilityOptions, withCapabilities } from '../openCapabilities.ts';
import { workspaceOf, workspaceRoot } from '../paths.ts';
import { terminal } from '../terminal.ts';
import { sentences } from '../text.ts';
import { verificationText } from '../verificationText.ts';
import { writeFile } from '../writeFile.ts';

interface VerifyOptions extends CapabilityOptions {
  readonly level: VerificationLevel;
  readonly format?: ReportFormat;
  readonly sarif?: boolean;
  readonly output?: string;
  readonly root?: string;
  readonly fresh?: boolean;
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
    .option('--verbose', 'tell what is being done')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright verify                                     all capabilities of the workspace
  $ toolwright verify iso-dates --level COMPREHENSIVE
  $ toolwright verify --sarif --output toolwright.sarif   for code scanning

Exit codes:
  0    every one may run, under the conditions that are told
  1    at least one was rejected or is broken
  2    the command line or the input is not right
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (names: readonly string[], options: VerifyOptions) => {
      const format = formatOf(options);
      const root = rootOf(names, options.root);
      process.exitCode = await withCapabilities(root, options, async (session, task) => {
        const wanted = names.length > 0 ? names.map((name) => nameOf(name, root)) : await allNames(session, root);
        const reports: VerificationReport[] = [];
        let broken = 0;
        for (const name of wanted) {
          try {
            reports.push(await session.verify(name, { ...task, level: options.level, fresh: options.fresh === true }));
          } catch (error) {
            // One that cannot be read does not keep the others from being verified, and is not passed over.
            if (!ToolwrightError.is(error, 'broken-capability')) throw error;
            broken++;
            terminal.tell(`toolwright: ${sentences(error.message, error.hint)}`);
          }
        }
        const text = await rendered(session, reports, format);
        if (options.output === undefined) terminal.printRaw(text);
        else await writeFile(options.output, text);
        const rejected = reports.filter(({ decision }) => decision.verdict === 'reject').length;
        return broken + rejected > 0 ? exitCodes.findings : exitCodes.ok;
      });
    });

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

/** One document; several reports are one JSON array, one SARIF log with a run each, or follow each other. */
async function rendered(
  session: CapabilitySession,
  reports: readonly VerificationReport[],
  format: ReportFormat | undefined,
): Promise<string> {
  if (format === undefined) return reports.map(verificationText).join('\n');
  if (format === 'json') return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`;
  const texts = await Promise.all(reports.map((report) => session.render(report, format)));
  if (format === 'markdown' || texts.length === 1) return texts.join('\n');
  const logs = texts.map((text) => JSON.parse(text) as { runs: unknown[] });
  return `${JSON.stringify({ ...logs[0], runs: logs.flatMap(({ runs }) => runs) }, null, 2)}\n`;
}
