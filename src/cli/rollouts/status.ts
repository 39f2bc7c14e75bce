import { Command } from 'commander';
import { type Problem, ToolwrightError } from '#base';
import type { RolloutStatus } from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addFlagsOption, addPrometheusOption, addSandboxOptions } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { problemText } from './problemText.ts';
import { listText, statusText } from './statusText.ts';

interface StatusOptions extends CapabilityOptions {
  readonly root?: string;
}

export const statusCommand = () =>
  addSandboxOptions(
    addPrometheusOption(addFlagsOption(new Command('status')))
      .summary('show where rollouts stand, and what may be done')
      .description(
        'show where rollouts stand: users, figures of both versions, what the policy says, and what may be done',
      )
      .argument('[name]', 'of a capability; all by default')
      .option('--json', 'print one JSON document, and nothing else, on standard output'),
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright rollout status
  $ toolwright rollout status iso-dates --json
  $ toolwright rollout status iso-dates --prometheus http://prometheus:9090 --flags /etc/flagd/rollouts.json

Exit codes:
  0    it is shown
  1    it is shown, and a version was paused or taken back
  2    there is no such capability, or what rollouts rest on is broken: the flag file, the policy, the journal, a version in use
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (name: string | undefined, { root, ...options }: StatusOptions) => {
      const folder = capabilityWorkspace(root);
      await withCapabilities(folder, options, async (session, task) => {
        const one = name === undefined ? undefined : await session.rollout(name, task);
        if (name !== undefined && one === undefined) {
          throw new ToolwrightError('no-such-capability', `There is no capability “${name}”, and no rollout of one.`);
        }
        const all = one === undefined ? await session.rollouts(task) : [one];
        const ofAll = one === undefined ? await session.rolloutProblems() : [];
        if (options.json) {
          terminal.print(JSON.stringify(one ?? all));
          // The document is of rollouts: what none of them tells of has no place in it.
          const told = new Set(all.flatMap(({ problems }) => problems.map(problemText)));
          for (const text of ofAll.map(problemText)) if (!told.has(text)) terminal.tell(text);
        } else terminal.print(one === undefined ? listText(all, ofAll) : statusText(one));
        process.exitCode = exitCodeOf(all, ofAll);
      });
    });

function exitCodeOf(all: readonly RolloutStatus[], ofAll: readonly Problem[]): ExitCode {
  const isBroken = [...all.flatMap(({ problems }) => problems), ...ofAll].some(({ severity }) => severity === 'error');
  if (isBroken) return exitCodes.usage;
  return all.some(({ state }) => state === 'paused' || state === 'rolled-back') ? exitCodes.findings : exitCodes.ok;
}
