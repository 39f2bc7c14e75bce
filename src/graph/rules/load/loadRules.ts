import { extname, join } from 'node:path';
import { messageOf, type Outcome, type Problem } from '#base';
import { BeyondJson, type RulesReader, readJsonRules } from './jsonRules.ts';

export interface RulesFile {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** Of the rules file, relative to root. */
  readonly path: string;
  /** The workspace is trusted: a rules file in JavaScript, or one that extends such a file or a package, may run. */
  readonly trusted: boolean;
}

/** Plain data; undefined where nothing could be read, and the problem says why. */
export interface LoadedConfiguration extends Outcome<unknown> {
  /** The files that had a say, absolute: the rules file, and what it extends. */
  readonly consulted: readonly string[];
}

/**
 * Reads a dependency-cruiser configuration with everything that it extends; `compileRules` checks it.
 *
 * Files in JSON are read here. All else is left to dependency-cruiser, and to a workspace that is trusted: a file in
 * JavaScript is executed in this thread. Node keeps the first version of a module for the life of a thread, so whoever
 * reads a file again after a change needs a fresh worker for it.
 */
export async function loadRules({ root, path, trusted }: RulesFile, reader: RulesReader): Promise<LoadedConfiguration> {
  const consulted = new Set<string>();
  const outcome = (value: unknown, ...problems: Problem[]) => ({ value, problems, consulted: [...consulted] });
  try {
    return outcome(await readJsonRules(root, path, reader, consulted));
  } catch (error) {
    if (!(error instanceof BeyondJson)) return outcome(undefined, unreadableRules(path, error));
    if (!trusted) return outcome(undefined, needsTrust(path, error.base));
  }
  const visited = new Set<string>();
  try {
    const { default: extract } = await import('dependency-cruiser/config-utl/extract-depcruise-config');
    const value = asPlainData(await extract(join(root, path), visited));
    for (const file of visited) consulted.add(file);
    return outcome(value);
  } catch (error) {
    return outcome(undefined, unreadableRules(path, error));
  }
}

function asPlainData(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new Error('it does not export a configuration');
  return JSON.parse(text);
}

function needsTrust(path: string, base: string | undefined): Problem {
  const itself = extname(path) === '.json' ? 'is a link that leads out of the workspace' : 'is a program';
  const what = base === undefined ? itself : `extends ${base}, which is not a JSON file of the workspace`;
  return {
    code: 'rules-need-trust',
    severity: 'warning',
    message: `The rules file ${what}. It was not run, because the workspace is not trusted; the default rules apply.`,
    hint: 'Trust the workspace, or write the rules in .dependency-cruiser.json.',
    path,
  };
}

/** A rules file that gave no rules. */
export function unreadableRules(path: string, error: unknown): Problem {
  return {
    code: 'rules-unreadable',
    severity: 'error',
    message: `The rules file could not be read: ${messageOf(error)}`,
    hint: 'Mend it: until then the default rules apply.',
    path,
  };
}
