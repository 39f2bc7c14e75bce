import * as l10n from '@vscode/l10n';
import { ToolwrightError } from '#base';
import type { PlainData, RunEffect } from '#protocol';

/** What a capability made of one piece of what was asked about. */
export interface Served {
  readonly value: PlainData;
  readonly effects: readonly RunEffect[];
}

/** What came of a request, as far as the editor can do something with it. */
export interface Proposal {
  /** A text for each piece, to take its place; absent where the answers are no texts. */
  readonly texts?: readonly string[];
  /** Texts of files that are to be written, by their path in the workspace folder. */
  readonly writes: ReadonlyMap<string, string>;
  /** What is to be shown as data. */
  readonly data?: PlainData;
}

/**
 * @param served one for each piece, in their order
 * @param target path of the file that the pieces are of, where there is one
 * @throws ToolwrightError `conflicting-writes` where one file is to get two texts
 */
export function proposalOf(served: readonly Served[], target: string | undefined): Proposal {
  const writes = writesOf(served);
  const values = served.map(({ value }) => value);
  // Where the file itself is written, the text that came out is a word about it.
  if (target !== undefined && !writes.has(target) && values.every((value) => typeof value === 'string')) {
    return { texts: values, writes };
  }
  const told = values.filter((value) => value !== null);
  if (told.length === 0) return { writes };
  return { writes, data: told.length === 1 ? (told[0] as PlainData) : told };
}

function writesOf(served: readonly Served[]): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const { effects } of served) {
    const own = new Map<string, string>();
    for (const { call, arguments: args, refused } of effects) {
      const [path, text] = args;
      // A run may write a file again: its last word counts.
      if (call === 'workspace.write' && refused === undefined && typeof path === 'string' && typeof text === 'string') {
        own.set(normal(path), text);
      }
    }
    for (const [path, text] of own) {
      const other = all.get(path);
      if (other !== undefined && other !== text) {
        throw new ToolwrightError('conflicting-writes', l10n.t('Two selections lead to different texts of {0}', path), {
          hint: l10n.t('Nothing was changed. Ask for one selection at a time.'),
        });
      }
      all.set(path, text);
    }
  }
  return all;
}

function normal(path: string): string {
  return path.replace(/^(?:\.\/)+/, '').replace(/\/{2,}/g, '/');
}

/** A text with some of its parts replaced. @param parts in any order; they do not overlap */
export function withReplacements(
  text: string,
  parts: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  return [...parts]
    .sort((a, b) => b.start - a.start)
    .reduce((result, part) => result.slice(0, part.start) + part.text + result.slice(part.end), text);
}
