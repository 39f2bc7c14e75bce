import { stripVTControlCharacters } from 'node:util';

/** A test that failed, as a file of results tells it. */
export interface FailedTest {
  /** As it is written there: absolute or relative, of this machine or another one. */
  readonly file?: string;
  /** From the outermost group; one text where the file does not tell them apart. */
  readonly titles: readonly string[];
  /** What it failed with: the first line. */
  readonly message?: string;
}

const longestMessage = 300;

/** The first line of a message, without colours of a terminal. */
export function firstLine(message: string): string {
  const [line = ''] = stripVTControlCharacters(message).trim().split(/\r?\n/);
  return line.slice(0, longestMessage);
}

/**
 * Whether a test of a source is the one that a result names. Titles of tables have places for values (`%s`, `$name`) in the
 * source, and the values in the result.
 * @param written the titles in the source, joined with ` › `
 */
export function isNamed(written: string, { titles }: FailedTest): boolean {
  const wanted = plain(titles.join(' '));
  const pattern = plain(written)
    .split(/%[a-zA-Z%]|\$\{?[\w.]+\}?/)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(wanted);
}

function plain(titles: string): string {
  return titles.replaceAll(/ [›>] |\s+/g, ' ').trim();
}
