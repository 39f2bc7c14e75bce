import { applyEdits, modify } from 'jsonc-parser';
import { isRecord, type Outcome, type Problem, ToolwrightError } from '#base';
import { parseJsonFile } from '#capability/package';
import { flagFileText } from '../routing/flag.ts';
import { flagFileName, type Repeat, readFlagFile } from '../routing/flagFile.ts';
import { flagsOf, readFlag } from '../routing/flagSchema.ts';
import type { Router } from '../routing/router.ts';
import { flagEntryOf, isSameSplit, metadataOf, rolloutIn, strayIn } from './flagEntry.ts';
import type { Rollout } from './rollout.ts';

/** What a flag file says. */
export interface FlagFile {
  /** By the capability's name; of flags that are no rollout there is none. */
  readonly rollouts: ReadonlyMap<string, Rollout>;
  /** Of every flag that is on. */
  readonly routers: ReadonlyMap<string, Router>;
  /** The flags that are none of a rollout, with what a capability of that name has to know. */
  readonly others: ReadonlyMap<string, OtherFlag>;
  /** The keys that are there more than once, see {@link repeatFor}. */
  readonly repeats: readonly Repeat[];
}

/** A flag that Toolwright did not write, or that somebody has changed since. */
export interface OtherFlag {
  readonly problem: Problem;
  /** Nobody can be routed by it: it is about something else, or was damaged. */
  readonly isUnusable: boolean;
  /** It is unusable, and has what a rollout leaves in its flag. */
  readonly isDamaged: boolean;
  /** A rollout has left it, and somebody has switched it off. */
  readonly isOff: boolean;
  /** Of one that is switched off: the content hash of the version that was rolled out by it. */
  readonly content?: string | undefined;
  /** What users get by it all the same, see {@link strayIn}. */
  readonly stray?: Rollout | undefined;
}

export const noFlags: FlagFile = { rollouts: new Map(), routers: new Map(), others: new Map(), repeats: [] };

/**
 * Reads a flag file; without a value where it cannot be used at all, as one that somebody has written by half.
 * @param file as people are told of it
 */
export function readFlags(text: string, file = flagFileName): Outcome<FlagFile | undefined> {
  const { routers: routed, unrouted, problems, repeats } = readFlagFile(text, file);
  const routers = new Map(routed);
  const json = parseJsonFile(text);
  const flags = 'value' in json ? flagsOf(json.value) : undefined;
  if (flags === undefined) return { value: undefined, problems };
  const at = new Date().toISOString();
  const rollouts = new Map<string, Rollout>();
  const others = new Map<string, OtherFlag>();
  for (const [key, entry] of Object.entries(flags)) {
    const rollout = rolloutIn(key, entry);
    if (rollout !== undefined) rollouts.set(key, rollout);
    else {
      const stray = strayIn(key, entry, at);
      const unusable = unrouted.get(key);
      const isUnusable = unusable !== undefined;
      const content = contentIn(entry);
      const isOurs = content !== undefined;
      const isOff = unrouted.has(key) && !isUnusable && isOurs;
      const problem = unusable ?? (isOff ? switchedOff(file, key) : notOurs(file, key, unrouted.has(key), stray));
      others.set(key, {
        problem,
        isUnusable,
        isDamaged: isUnusable && isOurs,
        isOff,
        stray,
        ...(isOff ? { content } : {}),
      });
      // Apps go by a version of their own then. Here that is the one that everybody got beside the rollout, not what is worked on.
      const on = isOff && readFlag(key, { ...(entry as object), state: 'ENABLED', targeting: undefined });
      if (on && 'router' in on && on.router !== undefined) routers.set(key, on.router);
    }
  }
  return { value: { rollouts, routers, others, repeats }, problems };
}

/**
 * What makes it doubtful which flag is the one of a capability: a key that is there more than once, of the flags as a whole or
 * in that flag. One in somebody else's flag is none of its business.
 */
export function repeatFor({ repeats }: FlagFile, name: string): Problem | undefined {
  const concerns = ({ path: [top, key] }: Repeat) => top === 'flags' && (key === undefined || key === name);
  return repeats.find(concerns)?.problem;
}

/** What a rollout leaves in its flag. */
function contentIn(entry: unknown): string | undefined {
  const content = isRecord(entry) && isRecord(entry.metadata) ? entry.metadata.content : undefined;
  return typeof content === 'string' ? content : undefined;
}

/**
 * What users go on getting while a flag is damaged: what it said before, as it is in apps.
 * @param before what the file said before; asked for only where it matters
 */
export function withFlagsBefore(now: FlagFile, before: () => FlagFile | undefined): FlagFile {
  const unusable = [...now.others].filter(([, { isUnusable }]) => isUnusable);
  const known = unusable.length === 0 ? undefined : before();
  if (known === undefined) return now;
  const [rollouts, routers, others] = [new Map(now.rollouts), new Map(now.routers), new Map(now.others)];
  for (const [key, other] of unusable) {
    const [rollout, router] = [known.rollouts.get(key), known.routers.get(key)];
    if (router === undefined) continue;
    if (rollout !== undefined) rollouts.set(key, rollout);
    routers.set(key, router);
    const hint = `Mend it in ${other.problem.path}, or take the last one that was committed; until then users get what they got before.`;
    others.set(key, { ...other, problem: { ...other.problem, hint } });
  }
  return { ...now, rollouts, routers, others };
}

function notOurs(file: string, key: string, isOff: boolean, stray: Rollout | undefined): Problem {
  const message = isOff
    ? switchedOff(file, key).message
    : `The flag ${key} was not left there by a rollout: its metadata is missing, or not right.`;
  const hint =
    stray === undefined
      ? `Remove it from ${file} to start a rollout of ${key}.`
      : `Users get version ${stray.candidate} by it. toolwright rollout rollback ${key} takes that back; or mend its metadata by the last one that was committed.`;
  return { code: 'flag-not-of-a-rollout', severity: 'warning', message, hint, path: file };
}

function switchedOff(file: string, key: string): Problem {
  const message = `The flag ${key} is switched off, so no rollout of it goes on.`;
  const hint = `Set its state to ENABLED in ${file} for what it says to hold again. Until then apps serve what they call stable, and whoever asks here gets the flag's default variant.`;
  return { code: 'flag-not-of-a-rollout', severity: 'warning', message, hint, path: file };
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
 * what stands beside it may be indented anew. Where the flag gives users already what the rollout does, it stays as it is
 * written, and its metadata alone is changed.
 * @param text of the file; undefined where there is none
 * @throws ToolwrightError `flags-unreadable`, `flags-repeated`
 */
export function withRollout(text: string | undefined, name: string, rollout: Rollout): string {
  const flags = changeableFlags(text);
  const repeat = repeatFor(flags, name);
  // Of a key that is there twice the first one would be written, and the last one is what everybody reads.
  if (repeat !== undefined) throw repeated(repeat);
  const before = textOrNew(text);
  const tabs = /^\t/m.test(before);
  const formattingOptions = { insertSpaces: !tabs, tabSize: 2, eol: before.includes('\r\n') ? '\r\n' : '\n' };
  const known = flags.rollouts.get(name);
  // Of what is damaged nothing is kept: that may be what it was damaged by.
  const flag = (known ?? flags.others.get(name)?.stray) && JSON.parse(before).flags[name];
  const change =
    known && isSameSplit(known, rollout)
      ? modify(before, ['flags', name, 'metadata'], metadataOf(rollout, flag), { formattingOptions })
      : modify(before, ['flags', name], flagEntryOf(rollout, flag), { formattingOptions });
  return applyEdits(before, change);
}

/**
 * The text of a flag file in which the flag of a capability can be written: with each key once, the last one, which is what
 * everybody reads; as it is where none is in the way, see {@link repeatFor}.
 */
export function withoutRepeats(text: string, name: string): string {
  const { value } = readFlags(text);
  const isInTheWay = value !== undefined && repeatFor(value, name) !== undefined;
  return isInTheWay ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text;
}

const textOrNew = (text: string | undefined): string =>
  text === undefined || text.trim() === '' ? flagFileText({}) : text;

const repeated = ({ message, hint }: Problem): ToolwrightError =>
  new ToolwrightError(
    'flags-repeated',
    `The flag file was left as it is, for nobody would read the change. ${message}`,
    hint === undefined ? {} : { hint },
  );

function unreadable(why: string): ToolwrightError {
  return new ToolwrightError('flags-unreadable', `The flag file was left as it is: ${why}.`, {
    hint: 'Mend .toolwright/rollouts.json, or take the last one that was committed; until then users get what they got before.',
  });
}
