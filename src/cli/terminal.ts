import { styleText } from 'node:util';

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
 * exit code still says what was found.
 */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
