import { Command, InvalidArgumentError } from 'commander';
import { cancelOnInterrupt } from '../interrupt.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { flagFile } from '../opening/flagFile.ts';
import { fleetMetrics } from '../opening/openCapabilities.ts';
import { addFlagsOption, addPrometheusOption, wholeNumber } from '../options.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { terminal } from '../output/terminal.ts';
import { watchText } from './watchText.ts';

interface WatchOptions {
  readonly prometheus?: string;
  readonly flags?: string;
  readonly every?: number;
  readonly root?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Seconds between two looks: a journal is at hand, and a Prometheus scrapes every 15 seconds where nobody says otherwise. */
const usually = { journal: 1, prometheus: 15 };

export const watchCommand = () =>
  addPrometheusOption(addFlagsOption(new Command('watch')))
    .summary('do by itself what the policy says, until it is stopped')
    .description(
      'the controller of a fleet: look at all rollouts again and again, advance, pause or take back what the policy says, and tell of it',
    )
    .option('--every <seconds>', 'between two looks: 1 by default, 15 with Prometheus', lookEvery)
    .option('--root <folder>', 'the workspace folder, where it is not the nearest one')
    .option('--json', 'print a JSON document a line for everything that happens')
    .option('--verbose', 'tell what is being done')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright rollout watch
  $ toolwright rollout watch --prometheus http://prometheus:9090 --flags /etc/flagd/rollouts.json

One of several leads; the others wait, and one of them takes over as soon as the leader is dead. They have to share a file
system. Secrets for Prometheus are taken from TOOLWRIGHT_PROMETHEUS_TOKEN, or TOOLWRIGHT_PROMETHEUS_USER and
TOOLWRIGHT_PROMETHEUS_PASSWORD.

Exit codes:
  2    the command line or the workspace is not right
  130  stopped
  70   a bug in Toolwright
`,
    )
    .action(async ({ root, flags, prometheus, every, json, verbose }: WatchOptions) => {
      const folder = capabilityWorkspace(root);
      const seconds = every ?? (prometheus === undefined ? usually.journal : usually.prometheus);
      const { watchRollouts } = await import('#engine/local');
      await watchRollouts(
        {
          ...{ root: folder, prometheus: fleetMetrics(prometheus), every: seconds * 1000 },
          flags: flags === undefined ? undefined : flagFile(flags),
          logger: stderrLogger(verbose === true),
        },
        (event) => terminal.print(json ? JSON.stringify(event) : `${new Date().toISOString()}  ${watchText(event)}`),
        cancelOnInterrupt(),
      );
    });

/** A day is longer than anybody wants to wait for a rollback, and far below what a timer can count. */
function lookEvery(text: string): number {
  const seconds = wholeNumber(text);
  if (seconds < 1 || seconds > 86_400) throw new InvalidArgumentError('It has to be 1 to 86,400 seconds.');
  return seconds;
}
