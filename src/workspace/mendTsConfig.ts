import { resolve as nativeResolve } from 'node:path';
import { join } from 'node:path/posix';
import { parseTsconfig } from 'get-tsconfig';
import { parse as parseJsonc } from 'jsonc-parser';
import { isRecord, messageOf } from '#base';
import { readText, stampOf } from './readFiles.ts';
import { systemReason } from './systemReason.ts';

/** What is wrong with one tsconfig. */
export interface TsConfigFault {
  /** Absolute. */
  readonly path: string;
  readonly message: string;
}

/** The cache of get-tsconfig: what it would ask the disk, by question. */
export type TsConfigCache = Map<string, string>;

/** @param path absolute, with `/` */
export function cacheKey(path: string): string {
  return `readFileSync:${nativeResolve(path)}:utf8`;
}

/**
 * Makes a configuration readable that is not: puts all files of its `extends` chain into the cache as they would be
 * without what is wrong with them, so that one missing link does not take the others along.
 * @param cache of this configuration alone
 * @param consulted collects what was looked for on the way
 */
export function mendTsConfig(path: string, cache: TsConfigCache, consulted: Set<string>): TsConfigFault[] {
  const faults: TsConfigFault[] = [];
  mendFile(path, [path], { cache, consulted, faults });
  return faults;
}

interface Mending {
  readonly cache: TsConfigCache;
  readonly consulted: Set<string>;
  readonly faults: TsConfigFault[];
}

function mendFile(path: string, chain: readonly string[], mending: Mending): void {
  const fault = (message: string) => mending.faults.push({ path, message });
  mending.consulted.add(path);
  let config: unknown;
  try {
    config = parseJsonc(readText(path), [], { allowTrailingComma: true });
  } catch (error) {
    fault(`it could not be read: ${systemReason(error)}`);
  }
  if (config !== undefined && !isRecord(config)) fault(`it is ${nameOfShape(config)} and not an object`);
  const sound = isRecord(config) ? withoutFaults(config, shapes, '', fault) : {};
  if (sound.extends !== undefined) {
    const bases = [sound.extends].flat() as string[];
    sound.extends = bases.filter((base) => mendLink(path, base, chain, mending));
  }
  mending.cache.set(cacheKey(path), JSON.stringify(sound));
}

/** Whether a link of the chain leads somewhere. */
function mendLink(path: string, base: string, chain: readonly string[], mending: Mending): boolean {
  const { cache, consulted, faults } = mending;
  if (/^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[a-z]:[/\\])/i.test(base)) {
    const file = linkedFile(path, base, consulted);
    if (file === undefined) faults.push({ path, message: `"extends" names ${base}, which does not exist` });
    else if (chain.includes(file))
      faults.push({ path, message: `"extends" names ${base}, which extends this file again` });
    else {
      mendFile(file, [...chain, file], mending);
      return true;
    }
    return false;
  }
  // A package: get-tsconfig knows best how to find it, and whether all of it can be read.
  const question = join(path, '..', 'tsconfig.of-a-package.json');
  try {
    cache.set(cacheKey(question), JSON.stringify({ extends: base }));
    parseTsconfig(question, cache);
    return true;
  } catch (error) {
    const reason = messageOf(error).includes(`'${base}'`) ? 'which is not installed' : messageOf(error);
    faults.push({ path, message: `"extends" names ${base}, ${reason}` });
    return false;
  } finally {
    cache.delete(cacheKey(question));
  }
}

/** As get-tsconfig looks for it. */
function linkedFile(path: string, base: string, consulted: Set<string>): string | undefined {
  const slashed = (base === '..' ? '../tsconfig.json' : base).replaceAll('\\', '/');
  const file = /^(?:\/|[a-z]:)/i.test(slashed) ? slashed : join(path, '..', slashed);
  const candidates = file.endsWith('.json') ? [file] : [file, `${file}.json`];
  for (const candidate of candidates) consulted.add(candidate);
  return candidates.find((candidate) => stampOf(candidate) !== undefined);
}

type Shape = 'text' | 'texts' | 'record' | 'truth' | 'text or texts' | 'records' | 'lists by name';

/** The properties that the graph understands a configuration by, with those that get-tsconfig stumbles over. */
const shapes: Readonly<Record<string, Shape>> = {
  extends: 'text or texts',
  files: 'texts',
  include: 'texts',
  exclude: 'texts',
  references: 'records',
  compilerOptions: 'record',
};
const optionShapes: Readonly<Record<string, Shape>> = {
  allowJs: 'truth',
  baseUrl: 'text',
  customConditions: 'texts',
  declarationDir: 'text',
  module: 'text',
  moduleResolution: 'text',
  moduleSuffixes: 'texts',
  outDir: 'text',
  paths: 'lists by name',
  rootDir: 'text',
  rootDirs: 'texts',
  target: 'text',
  typeRoots: 'texts',
};

const areTexts = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');

const expected: Readonly<Record<Shape, readonly [words: string, test: (value: unknown) => boolean]>> = {
  text: ['a string', (value) => typeof value === 'string'],
  texts: ['a list of strings', areTexts],
  record: ['an object', isRecord],
  truth: ['true or false', (value) => typeof value === 'boolean'],
  'text or texts': ['a string or a list of strings', (value) => typeof value === 'string' || areTexts(value)],
  records: [
    'a list of objects with a "path"',
    (value) => Array.isArray(value) && value.every((item) => isRecord(item) && typeof item.path === 'string'),
  ],
  'lists by name': ['an object', isRecord],
};

function withoutFaults(
  config: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, Shape>>,
  inside: string,
  fault: (message: string) => void,
): Record<string, unknown> {
  const sound: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    const shape = wanted[name];
    if (shape === undefined || (value === null && shape !== 'record')) {
      // `null` takes back what the base says.
      if (shape === undefined && (inside !== '' || name !== 'watchOptions')) sound[name] = value;
      continue;
    }
    const [words, test] = expected[shape];
    if (!test(value)) fault(`"${inside}${name}" is ${nameOfShape(value)} and not ${words}`);
    else if (shape === 'record') sound[name] = withoutFaults(value as object as never, optionShapes, `${name}.`, fault);
    else if (shape === 'lists by name') sound[name] = soundLists(value as object as never, `${inside}${name}`, fault);
    else sound[name] = value;
  }
  return sound;
}

/** Each entry of `paths` counts by itself. */
function soundLists(
  lists: Readonly<Record<string, unknown>>,
  name: string,
  fault: (message: string) => void,
): Record<string, unknown> {
  const entries = Object.entries(lists).filter(([key, value]) => {
    if (!areTexts(value)) fault(`"${name}" has for "${key}" ${nameOfShape(value)} and not a list of strings`);
    return areTexts(value);
  });
  return Object.fromEntries(entries);
}

function nameOfShape(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'string') ? 'a list' : 'a list of other things';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the text ${JSON.stringify(value)}` : String(value);
}
