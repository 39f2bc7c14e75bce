import type { LogOutputChannel } from 'vscode';

/** A log whose lines a test can read. */
export function fakeLog(): { readonly log: LogOutputChannel; readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string) => lines.push(message);
  const log = { debug: write, info: write, warn: write, error: write, show: () => {} };
  return { log: log as unknown as LogOutputChannel, lines };
}
