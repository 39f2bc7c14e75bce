import { Command } from 'commander';
import { simulateCommand } from '../rollouts/simulate.ts';
import { statusCommand } from '../rollouts/status.ts';
import { steerCommands } from '../rollouts/steer.ts';
import { stopCommand } from '../rollouts/stop.ts';
import { watchCommand } from '../rollouts/watch.ts';

export const rolloutCommand = () => {
  const command = new Command('rollout')
    .summary('bring new versions to users step by step, and take them back')
    .description('bring new versions of capabilities to users step by step, on evidence, and take them back')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright rollout status                                       where all of them stand
  $ toolwright rollout start iso-dates --reason "faster, reviewed"  give the verified version to the first users
  $ toolwright rollout rollback iso-dates --reason "bug 12"         everybody gets the version in use again
  $ toolwright rollout stop --all --reason "incident"               the same for all that go on
  $ toolwright rollout watch                                        do by itself what the policy says
  $ toolwright rollout simulate                                     what that policy would do

Exit codes:
  0    it was done
  1    status: a version was paused or taken back
  2    the command line, the policy or the flag file is not right
  3    it may not be done now: evidence is missing, or the rollout is in another state
  130  cancelled
  70   a bug in Toolwright
`,
    );
  for (const one of [statusCommand(), ...steerCommands(), stopCommand(), watchCommand(), simulateCommand()]) {
    command.addCommand(one);
  }
  return command;
};
