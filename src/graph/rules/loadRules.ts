import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { messageOf, type Outcome, type Problem } from '#base';

/** Names that a rules file can have, in the folder of the workspace, the first one found counts. */
export const rulesFileNames = [
  '.dependency-cruiser.json',
  '.dependency-cruiser.js',
  '.dependency-cruiser.cjs',
  '.dependency-cruiser.mjs',
] as const;

export interface RulesAccess {
  /** The workspace is trusted: a rules file in JavaScript, or one that extends such a file or a package, may run. */
  readonly trusted: boolean;
  /** Reads a file as text. @throws where it cannot be read */
  readText(path: string): Promise<string>;
}

/**
 * Reads a dependency-cruiser configuration with everything that it extends; `compileRules` checks it.
 *
 * A file in JavaScript is executed in this thread, and Node keeps the first version of a module for the life of a
 * thread: whoever reads a file again after a change needs a fresh worker for it. JSON files run nothing.
 * @param root the workspace folder, absolute
 * @param path of the rules file, relative to root
 * @returns plain data; undefined where nothing could be read, and the problem says why
 */
export async function loadRules(
  root: string,
  path: string,
  { trusted, readText }: RulesAccess,
): Promise<Outcome<unknown>> {
  const file = join(root, path);
  try {
    if (isJson(file)) {
      const read = await readJson(file, readText);
      if (!isExtending(read)) return { value: read, problems: [] };
    }
    if (!trusted) await refuseCode(file, readText, new Set());
    const { default: extract } = await import('dependency-cruiser/config-utl/extract-depcruise-config');
    return { value: asPlainData(await extract(file)), problems: [] };
  } catch (error) {
    const problem =
      error instanceof NeedsTrust
        ? needsTrust(path, error.what === file ? undefined : error.what)
        : unreadable(path, error);
    return { value: undefined, problems: [problem] };
  }
}

/** Reading the rules would run this, which is code. */
class NeedsTrust extends Error {
  readonly what: string;
  constructor(what: string) {
    super();
    this.what = what;
  }
}

/** @throws NeedsTrust unless the file and all that it extends are JSON files */
async function refuseCode(path: string, readText: RulesAccess['readText'], visited: Set<string>): Promise<void> {
  if (!isJson(path)) throw new NeedsTrust(path);
  if (visited.has(path)) return;
  visited.add(path);
  const read = await readJson(path, readText);
  for (const base of isExtending(read) ? [read.extends].flat() : []) {
    if (!/^\.{1,2}\//.test(base) && !isAbsolute(base)) throw new NeedsTrust(base);
    await refuseCode(resolve(dirname(path), base), readText, visited);
  }
}

function isJson(path: string): boolean {
  return extname(path) === '.json';
}

async function readJson(path: string, readText: RulesAccess['readText']): Promise<unknown> {
  const text = await readText(path);
  const { default: json5 } = await import('json5');
  return json5.parse(text);
}

function isExtending(value: unknown): value is { extends: string | string[] } {
  if (typeof value !== 'object' || value === null || !('extends' in value)) return false;
  return [value.extends].flat().every((base) => typeof base === 'string');
}

function asPlainData(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new Error('it does not export a configuration');
  return JSON.parse(text);
}

function needsTrust(path: string, base: string | undefined): Problem {
  const what = base === undefined ? 'is a program' : `extends ${base}, which is a program`;
  return {
    code: 'rules-need-trust',
    severity: 'warning',
    message: `The rules file ${what}. It was not run, because the workspace is not trusted; the default rules apply.`,
    hint: 'Trust the workspace, or write the rules in .dependency-cruiser.json.',
    path,
  };
}

function unreadable(path: string, error: unknown): Problem {
  return {
    code: 'rules-unreadable',
    severity: 'error',
    message: `The rules file could not be read: ${messageOf(error)}`,
    hint: 'The default rules apply until it is mended.',
    path,
  };
}
