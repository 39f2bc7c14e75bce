import { Command } from 'commander';
import { ToolwrightError } from '#base';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { withCapabilities } from '../opening/openCapabilities.ts';
import { terminal } from '../output/terminal.ts';
import { addOrderOptions, type OrderOptions, orderExits, orderOf, unlessRefused } from './order.ts';

export const stopCommand = () =>
  addOrderOptions(
    new Command('stop')
      .summary('take all versions back that are being rolled out, at once')
      .description(
        'the emergency stop: everybody gets the versions in use, of every capability that is being rolled out',
      )
      .option('--all', 'all of them; one of them is taken back by rollback'),
  )
    .addHelpText('after', `\nExamples:\n  $ toolwright rollout stop --all --reason "incident 12"\n\n${orderExits}`)
    .action(async ({ all = false, ...options }: OrderOptions & { readonly all?: boolean }) => {
      if (!all) {
        throw new ToolwrightError('options', 'stop takes back all that is being rolled out: say so with --all.', {
          hint: 'One of them is taken back by toolwright rollout rollback NAME.',
        });
      }
      const folder = capabilityWorkspace(options.root);
      process.exitCode = await unlessRefused(options.verbose === true, () =>
        withCapabilities(folder, options, async (session) => {
          const names = await session.stopAllRollouts(orderOf(options));
          if (options.json) terminal.print(JSON.stringify({ rolledBack: names }));
          else
            terminal.print(names.length === 0 ? 'Nothing is being rolled out.' : `Rolled back: ${names.join(', ')}.`);
        }),
      );
    });
