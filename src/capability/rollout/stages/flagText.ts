import { applyEdits, modify } from 'jsonc-parser';
import { type Outcome, ToolwrightError } from '#base';
import { parseJsonFile } from '#capability/package';
import { flagFileText } from '../routing/flag.ts';
import { readFlagFile } from '../routing/flagFile.ts';
import { flagsOf } from '../routing/flagSchema.ts';
import type { Router } from '../routing/router.ts';
import { flagEntryOf, rolloutIn } from './flagEntry.ts';
import type { Rollout } from './rollout.ts';

/** What a flag file says. */
export interface FlagFile {
  /** By the capability's name; of flags that are no rollout there is none. */
  readonly rollouts: ReadonlyMap<string, Rollout>;
  /** Of every flag that is on. */
  readonly routers: ReadonlyMap<string, Router>;
}

export const noFlags: FlagFile = { rollouts: new Map(), routers: new Map() };

/** Reads a flag file; without a value where it cannot be used at all, as one that somebody has written by half. */
export function readFlags(text: string): Outcome<FlagFile | undefined> {
  const { value: routers, problems } = readFlagFile(text);
  const json = parseJsonFile(text);
  const flags = 'value' in json ? flagsOf(json.value) : undefined;
  if (flags === undefined) return { value: undefined, problems };
  const rollouts = Object.entries(flags).flatMap(([key, entry]) => {
    const rollout = rolloutIn(key, entry);
    return rollout === undefined ? [] : [[key, rollout] as const];
  });
  return { value: { rollouts: new Map(rollouts), routers }, problems };
}

/**
 * The flags of a file that is to be changed.
 * @param text of the file; undefined where there is none
 * @throws ToolwrightError `flags-unreadable`
 */
export function changeableFlags(text: string | undefined): FlagFile {
  const before = textOrNew(text);
  const { value } = readFlags(before);
  if (value !== undefined) return value;
  const json = parseJsonFile(before);
  if ('reason' in json) throw unreadable(`it is not JSON (line ${json.line}: ${json.reason})`);
  throw unreadable('it has no flags: an object with a key for each capability');
}

/**
 * The text of a flag file with the rollout of one capability in it. Whatever else is in the file stays, in its order; only
 * what stands beside it may be indented anew.
 * @param text of the file; undefined where there is none
 * @throws ToolwrightError `flags-unreadable`
 */
export function withRollout(text: string | undefined, name: string, rollout: Rollout): string {
  changeableFlags(text);
  const before = textOrNew(text);
  const tabs = /^\t/m.test(before);
  const formattingOptions = { insertSpaces: !tabs, tabSize: 2, eol: before.includes('\r\n') ? '\r\n' : '\n' };
  return applyEdits(before, modify(before, ['flags', name], flagEntryOf(rollout), { formattingOptions }));
}

const textOrNew = (text: string | undefined): string =>
  text === undefined || text.trim() === '' ? flagFileText({}) : text;

function unreadable(why: string): ToolwrightError {
  return new ToolwrightError('flags-unreadable', `The flag file was left as it is: ${why}.`, {
    hint: 'Mend .toolwright/rollouts.json, or take the last one that was committed; until then users get what they got before.',
  });
}
