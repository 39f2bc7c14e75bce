import type { Ended, Opinion, Reporter } from '../routing/report.ts';
import { LineFile } from './lineFile.ts';

export interface JsonLinesOptions {
  /** Whether requests that were served are written as well; else only what failed, from which gaps are found. */
  readonly served?: boolean;
  /** Whether inputs are written: the file lies in the open, so only where they hold no secrets. */
  readonly input?: boolean;
  /** A file for opinions; without one they are not written. */
  readonly feedback?: string;
  /** A longer file is renamed to `NAME.1.jsonl`; 8 MB by default. */
  readonly mostBytes?: number;
  /** Changes a line before it is written, to take out what is personal; without a result there is no line. */
  readonly edit?: (line: OutcomeLine) => OutcomeLine | undefined;
}

/** A line of an outcomes file, as docs/outcomes.md has it, and after that what only the runtime knows. */
export interface OutcomeLine {
  readonly at: string;
  readonly request: string;
  readonly outcome: Ended['outcome'];
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly capability?: string;
  readonly version?: string;
  readonly reason?: string;
  readonly input?: unknown;
  readonly milliseconds: number;
  readonly variant?: string;
  readonly id: string;
}

const megabyte = 1024 * 1024;

/** So much of a user's id is written: within what the reader takes. */
const mostOfUser = 200;

/**
 * Appends a line of JSON for each request that was not served, or for all, to a file that Toolwright's discovery reads:
 * `.toolwright/outcomes.jsonl`, or one in `.toolwright/outcomes/`. The folders are made where they are not there.
 */
export function jsonLines(file: string, options: JsonLinesOptions = {}): Reporter {
  const { mostBytes = 8 * megabyte, served = false, edit = (line) => line } = options;
  const outcomes = new LineFile(file, mostBytes);
  const opinions = options.feedback === undefined ? undefined : new LineFile(options.feedback, mostBytes);
  return {
    ...(served ? {} : { only: 'failures' }),
    ended(request) {
      const line = edit(lineOf(request, options.input === true));
      // Nobody has said what was asked for.
      if (line === undefined || line.request === '') return;
      outcomes.append(JSON.stringify(isSayable(line.input) ? line : { ...line, input: undefined }));
    },
    ...(opinions && {
      opinion({ at, served, user, ...opinion }: Opinion) {
        const line = { at: new Date(at).toISOString(), ...served, ...opinion, user: user?.slice(0, mostOfUser) };
        opinions.append(JSON.stringify(line));
      },
    }),
    async close() {
      await Promise.all([outcomes.close(), opinions?.close()]);
    },
  };
}

/** Whether JSON can say it, and in a megabyte: files of many are not read. */
function isSayable(input: unknown): boolean {
  try {
    return (JSON.stringify(input)?.length ?? 0) <= megabyte;
  } catch {
    return false;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Within what the reader takes: apps in JavaScript hand on what they have. */
function lineOf(
  { id, at, outcome, request, input, milliseconds, served, reason }: Ended,
  withInput: boolean,
): OutcomeLine {
  const { user, groups, text } = request;
  return {
    at: new Date(at).toISOString(),
    request: ((isText(text) && text) || served?.capability || '').slice(0, 2000),
    outcome,
    ...(user === undefined || user === '' ? {} : { user: user.slice(0, mostOfUser) }),
    ...(groups === undefined ? {} : { groups: groups.filter(isText).slice(0, 100) }),
    ...(served === undefined ? {} : { capability: served.capability, version: served.version }),
    ...(reason === undefined ? {} : { reason: reason.slice(0, 2000) }),
    ...(withInput && input !== undefined ? { input } : {}),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    ...(served === undefined ? {} : { variant: served.variant }),
    id,
  };
}
