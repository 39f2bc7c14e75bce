import type { Logger } from '#base';
import { terminal } from './terminal.ts';

/** Warnings and errors always, the rest on request. */
export function stderrLogger(verbose: boolean): Logger {
  const line = (level: string) => (message: string) => terminal.tell(`toolwright: ${level}: ${message}`);
  const silent = () => {};
  return {
    debug: verbose ? line('debug') : silent,
    info: verbose ? line('info') : silent,
    warn: line('warning'),
    error: line('error'),
  };
}
