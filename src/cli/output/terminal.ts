import { styleText } from 'node:util';
import { messageOf } from '#base';
import { exitCodes } from '../exitCodes.ts';
import { sentences } from './text.ts';

type Style = Parameters<typeof styleText>[0];
type Stream = typeof process.stdout | typeof process.stderr;

let takeAway = () => {};

/** Where the text of a command goes. */
export const terminal = {
  /** The answer: to standard output, in one piece. */
  print(text: string): void {
    terminal.printRaw(text.endsWith('\n') ? text : `${text}\n`);
  },
  /** The answer as it is, for other programs. */
  printRaw(text: string): void {
    terminal.clear();
    process.stdout.write(text);
  },
  /** What is beside the answer: to standard error. */
  tell(text: string): void {
    terminal.clear();
    process.stderr.write(`${text}\n`);
  },
  /** Takes away what is on the screen for the moment only. */
  clear(): void {
    takeAway();
  },
  /** Says how to do that; it is done before anything is written. */
  beforeWriting(action: () => void): void {
    takeAway = action;
  },
};

/** Colours for standard output; `NO_COLOR`, `FORCE_COLOR` and dumb terminals are honoured. */
export const paint = painter(process.stdout);
/** Colours for standard error. */
export const paintError = painter(process.stderr);

function painter(stream: Stream): (style: Style, text: string) => string {
  const coloured = stream.isTTY ? stream.hasColors() : isForced(process.env.FORCE_COLOR);
  return (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text);
}

function isForced(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value !== 'false';
}

/**
 * Keeps a reader that went away (`| head`) from looking like a failure: the rest of the text is dropped, while the
 * exit code still says what was found. Where standard output fails otherwise (a full disk), the answer is not whole,
 * and the run has failed whatever it found. What standard error does not take is lost: there is no one left to tell.
 */
export function tolerateClosedPipes(): void {
  let failed = false;
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (failed || error.code === 'EPIPE') return;
    failed = true;
    terminal.tell(
      `${paintError('red', 'toolwright:')} ${sentences(`Cannot write to standard output: ${messageOf(error)}`, 'The answer is not whole. Make room, or send it elsewhere, and run it again.')}`,
    );
    // At the very end: until then the command may still say what it comes to.
    process.on('exit', () => {
      process.exitCode = exitCodes.usage;
    });
  });
}
