import { Command } from 'commander';
import { exitCodes } from '../exitCodes.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { standingText } from '../output/verificationText.ts';

interface ApproveOptions extends CapabilityOptions {
  readonly person: string;
  readonly reason: string;
  readonly root?: string;
}

export const approveCommand = () =>
  addSandboxOptions(
    new Command('approve')
      .summary('let a capability run that waits for a person')
      .description(
        'let a capability run that waits for a person; the name and the reason are kept in the journal for good',
      )
      .argument('<name>', 'of the capability')
      .requiredOption('--person <name>', 'who approves it')
      .requiredOption('--reason <text>', 'why it may run'),
    { runner: 'the sandbox whose evidence is approved' },
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright approve sort-lines --person "Ada Lovelace" --reason "I have read its twenty lines"

It counts for the present content, as long as its risk is not found to be of a higher class.

Exit codes:
  0    it may run
  2    there is no such capability, or it does not wait for a person
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (name: string, { person, reason, root, ...options }: ApproveOptions) => {
      const folder = capabilityWorkspace(root);
      await withCapabilities(folder, options, async (session) => {
        // Only with the sandbox open it is known whose evidence counts.
        await session.sandbox();
        const row = await session.approve(name, { person, reason });
        terminal.print(`${row.name} ${standingText(row)}`);
      });
      process.exitCode = exitCodes.ok;
    });
