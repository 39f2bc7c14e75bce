import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import type { RolloutOrder } from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import type { CapabilityOptions } from '../opening/openCapabilities.ts';
import { addFlagsOption, addSandboxOptions } from '../options.ts';
import { reportFailure } from '../output/failures.ts';

/** What every command takes that does something to a rollout. */
export interface OrderOptions extends CapabilityOptions {
  readonly reason: string;
  readonly person: string;
  readonly root?: string;
}

export function addOrderOptions(command: Command): Command {
  return addSandboxOptions(
    addFlagsOption(command)
      .requiredOption('--reason <text>', 'why; it is kept in the journal and in the flag file')
      .addOption(new Option('--person <name>', 'who does it').default(userName(), 'who runs this'))
      .option('--json', 'print one JSON document, and nothing else, on standard output'),
  ).helpOption('-h, --help', 'show this help');
}

export const orderOf = ({ person, reason }: OrderOptions): RolloutOrder => ({ person, reason });

const notNow: ReadonlySet<string> = new Set([
  'rollout-refused',
  'rollout-not-admitted',
  'version-frozen',
  'flags-busy',
]);

/** Runs a command; what may not be done now is told, and is no mistake of the command line. */
export async function unlessRefused(verbose: boolean, command: () => Promise<void>): Promise<ExitCode> {
  try {
    await command();
    return exitCodes.ok;
  } catch (error) {
    if (!(ToolwrightError.is(error) && notNow.has(error.code))) throw error;
    reportFailure(error, verbose);
    return exitCodes.waiting;
  }
}

export const orderExits = `Exit codes:
  0    it was done
  2    the command line, the policy or the flag file is not right
  3    it may not be done now: evidence is missing, or the rollout is in another state
  130  cancelled
  70   a bug in Toolwright
`;

/** Some systems have no name for who runs it. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
