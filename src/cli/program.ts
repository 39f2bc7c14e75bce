import { Command, CommanderError } from 'commander';
import { adviceCommand } from './commands/advice.ts';
import { approveCommand } from './commands/approve.ts';
import { askCommand } from './commands/ask.ts';
import { benchmarkCommand } from './commands/benchmark.ts';
import { compareCommand } from './commands/compare.ts';
import { cyclesCommand } from './commands/cycles.ts';
import { gapsCommand } from './commands/gaps.ts';
import { drawCommand } from './commands/graph.ts';
import { hotspotsCommand } from './commands/hotspots.ts';
import { impactCommand } from './commands/impact.ts';
import { mcpCommand } from './commands/mcp.ts';
import { metricsCommand } from './commands/metrics.ts';
import { rolloutCommand } from './commands/rollout.ts';
import { rulesCommand } from './commands/rules.ts';
import { synthesizeCommand } from './commands/synthesize.ts';
import { teachCommand } from './commands/teach.ts';
import { verifyCommand } from './commands/verify.ts';
import { whyCommand } from './commands/why.ts';
import { exitCodes } from './exitCodes.ts';
import { reportFailure } from './output/failures.ts';
import { terminal, tolerateClosedPipes } from './output/terminal.ts';
import { productVersion } from './version.ts';

const commands = [
  drawCommand,
  cyclesCommand,
  impactCommand,
  whyCommand,
  rulesCommand,
  adviceCommand,
  metricsCommand,
  hotspotsCommand,
  verifyCommand,
  approveCommand,
  askCommand,
  benchmarkCommand,
  compareCommand,
  gapsCommand,
  teachCommand,
  synthesizeCommand,
  rolloutCommand,
  mcpCommand,
];

/** Runs the command that the arguments name, and leaves its exit code in `process.exitCode`. Never rejects. */
export async function runProgram(args: readonly string[]): Promise<void> {
  tolerateClosedPipes();
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    else process.exitCode = reportFailure(error, args.includes('--verbose'));
  }
}

function program(): Command {
  const toolwright = new Command('toolwright')
    .description('The live dependency graph of a TypeScript or JavaScript workspace: cycles, impact, rules and advice.')
    .version(productVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', '\nEvery command has its own help: toolwright cycles --help');
  for (const make of commands) toolwright.addCommand(make());
  for (const { command, path } of withSubcommands(toolwright)) {
    command
      .exitOverride()
      .showHelpAfterError(`See: ${[...path, '--help'].join(' ')}`)
      .configureOutput({
        writeOut: terminal.print,
        outputError: (text, write) => write(text.replace(/^error: /, 'toolwright: ')),
      });
  }
  return toolwright;
}

/** A command and all below it, each with the names that lead to it. */
function withSubcommands(
  command: Command,
  above: readonly string[] = [],
): readonly { readonly command: Command; readonly path: readonly string[] }[] {
  const path = [...above, command.name()];
  return [{ command, path }, ...command.commands.flatMap((one) => withSubcommands(one, path))];
}
