import { Command, Option } from 'commander';
import { ToolwrightError } from '#base';
import { type CapabilitySession, type RolloutStatus, type RolloutStrategy, rolloutStrategies } from '#protocol';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { withCapabilities } from '../opening/openCapabilities.ts';
import { addPrometheusOption } from '../options.ts';
import { terminal } from '../output/terminal.ts';
import { addOrderOptions, type OrderOptions, orderExits, orderOf, unlessRefused } from './order.ts';
import { statusText, wentText } from './statusText.ts';

interface SteerOptions extends OrderOptions {
  readonly strategy?: RolloutStrategy;
  readonly overrule?: boolean;
  readonly from?: string;
}

/** A command that does one thing to the rollout of one capability. */
interface Steer {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly after?: string;
  readonly options?: (command: Command) => Command;
  readonly run: (session: CapabilitySession, name: string, options: SteerOptions) => Promise<RolloutStatus>;
  /** What is told of it above where it stands now. */
  readonly done?: (status: RolloutStatus) => string;
}

const steers: readonly Steer[] = [
  {
    name: 'start',
    summary: 'give the verified version of a capability to the first users',
    example: 'start iso-dates --reason "faster, reviewed"',
    after: `The content of the capability's folder is kept in .toolwright/versions, under its version, for good. Commit it together
with .toolwright/rollouts.json.`,
    options: (command) =>
      command.addOption(
        new Option('--strategy <strategy>', 'how users are brought to it, instead of what the policy says').choices(
          rolloutStrategies,
        ),
      ),
    run: (session, name, options) => session.startRollout(name, { ...orderOf(options), strategy: options.strategy }),
  },
  {
    name: 'advance',
    summary: 'go on to the next stage, and from the last one to the end',
    example: 'advance iso-dates --reason "reviewed the figures"',
    after:
      'With --from nothing is done where the rollout has left that stage meanwhile: somebody else, or the policy, was quicker.',
    options: (command) =>
      command
        .option('--from <stage>', 'the stage that it is in, as you saw it; wherever it is by default')
        .option('--overrule', 'though the policy says otherwise'),
    run: async (session, name, { from, overrule = false, ...options }) => {
      const revision = from === undefined ? undefined : await revisionIn(from, session, name);
      return session.advanceRollout(name, { ...orderOf(options), overrule, revision });
    },
    done: wentText,
  },
  {
    name: 'pause',
    summary: 'let the share of users with the new version grow no more',
    example: 'pause iso-dates --reason "release freeze"',
    run: (session, name, options) => session.pauseRollout(name, orderOf(options)),
  },
  {
    name: 'resume',
    summary: 'go on with a paused rollout',
    example: 'resume iso-dates --reason "the slow requests were a network outage"',
    after: 'What the policy has paused is counted anew from now on: a person has judged what was seen.',
    run: (session, name, options) => session.resumeRollout(name, orderOf(options)),
  },
  {
    name: 'rollback',
    summary: 'give everybody the version in use again, at once',
    example: 'rollback iso-dates --reason "wrong dates for 29 February"',
    run: (session, name, options) => session.rollBack(name, orderOf(options)),
  },
];

/** Of a rollout in that stage. @throws ToolwrightError `rollout-refused` where it is in another one, or goes on in none */
async function revisionIn(stage: string, session: CapabilitySession, name: string): Promise<number | undefined> {
  const status = await session.rollout(name);
  const isOn = status?.state === 'running' || status?.state === 'paused';
  // What there is no rollout of is told by the advance itself.
  if (status === undefined || !isOn || status.stage === stage) return status?.revision;
  throw new ToolwrightError('rollout-refused', `${name}: It is in the stage “${status.stage}”, not in “${stage}”.`, {
    hint: `Look at it again: toolwright rollout status ${name}.`,
  });
}

export const steerCommands = (): readonly Command[] => steers.map(steerCommand);

function steerCommand({ name: verb, summary, example, after, options: more = (it) => it, run, done }: Steer): Command {
  const command = new Command(verb).summary(summary).description(summary).argument('<name>', 'of the capability');
  return more(addPrometheusOption(addOrderOptions(command)))
    .addHelpText(
      'after',
      `\nExamples:\n  $ toolwright rollout ${example}\n\n${after === undefined ? '' : `${after}\n\n`}${orderExits}`,
    )
    .action(async (name: string, options: SteerOptions) => {
      const folder = capabilityWorkspace(options.root);
      process.exitCode = await unlessRefused(options.verbose === true, () =>
        withCapabilities(folder, options, async (session) => {
          const status = await run(session, name, options);
          const text = () => [...(done === undefined ? [] : [done(status), '']), statusText(status)].join('\n');
          terminal.print(options.json ? JSON.stringify(status) : text());
        }),
      );
    });
}
