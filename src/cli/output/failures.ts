import { CancelledError, messageOf, ToolwrightError } from '#base';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { paintError, terminal } from './terminal.ts';
import { sentences } from './text.ts';

/** Says what failed, why, and what to do next; gives the exit code. */
export function reportFailure(error: unknown, verbose: boolean): ExitCode {
  const name = paintError('red', 'toolwright:');
  if (error instanceof CancelledError) {
    terminal.tell(`${name} Cancelled.`);
    return exitCodes.cancelled;
  }
  if (ToolwrightError.is(error)) {
    terminal.tell(`${name} ${sentences(error.message, error.hint)}`);
    if (verbose && error.cause !== undefined) terminal.tell(stackOf(error.cause));
    return exitCodes.usage;
  }
  terminal.tell(
    `${name} ${sentences(`A bug in Toolwright: ${messageOf(error)}`, 'Please report it with what follows, and the output of toolwright --version.')}`,
  );
  terminal.tell(stackOf(error));
  return exitCodes.bug;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
