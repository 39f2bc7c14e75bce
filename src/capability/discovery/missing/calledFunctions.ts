import type { Stub } from '#protocol';
import type { TestedCall } from '../examples/readTests.ts';
import { type FailedTest, isNamed } from '../results/failedTest.ts';
import type { MemberCall } from './calledNames.ts';
import { type Located, locate, type Modules } from './moduleIndex.ts';
import { type Use, usesOf } from './uses.ts';

/** A function of a file, by the name that others import it by. */
export interface FunctionName {
  readonly path: string;
  readonly name: string;
}

/** A function that is imported and called, and that its file does not export. */
export interface MissingFunction extends FunctionName {
  readonly uses: readonly Use[];
  /** Those of the calls that tests compare with a value. */
  readonly calls: readonly TestedCall[];
}

/** A failed test, and when its result was written, in milliseconds since 1970. */
export interface DatedFailure extends FailedTest {
  readonly at: number;
}

/** A test that failed, with the title that it has in the source. */
export interface Failure {
  readonly path: string;
  readonly test: string;
  readonly message?: string;
}

/** A function that is there, and that tests find wrong. */
export interface FailingFunction extends FunctionName {
  /** What is to be written anew; absent where the file does not tell. */
  readonly stub?: Stub;
  readonly calls: readonly TestedCall[];
  readonly failures: readonly Failure[];
}

/** What a cheap look at a file tells of what it calls. */
export interface CallFacts {
  readonly onlyCalled: readonly string[];
  readonly members: readonly MemberCall[];
  /** Classes and constants at its top. */
  readonly owners: readonly string[];
  readonly classes: readonly string[];
  /** The words in it that stand behind no dot. */
  readonly names: ReadonlySet<string>;
  readonly ambient: readonly string[];
}

/** The scripts of a folder, by their paths. */
export interface Scripts extends Modules {
  readonly paths: readonly string[];
  /** Names that declarations of the folder give to all files. */
  readonly ambient: ReadonlySet<string>;
  facts(path: string): CallFacts | undefined;
  text(path: string): string;
  /** When a file was changed last, in milliseconds since 1970. */
  modified(path: string): number;
  /** The calls in a test's assertions. */
  tested(path: string): readonly TestedCall[];
  /** The written functions of a file with a name. */
  functions(path: string, name: string): readonly Stub[];
  /** Called now and then: gives way to others, and ends what was cancelled. */
  turn(): Promise<void>;
}

/** All functions that are imported from files of the folder that do not export them, and called, in the order of their places. */
export async function missingFunctions(scripts: Scripts): Promise<readonly MissingFunction[]> {
  const found = new Map<string, { at: Located; uses: Use[]; calls: TestedCall[] }>();
  for (const path of scripts.paths) {
    await scripts.turn();
    for (const { specifier, syntax, names } of scripts.record(path)?.references ?? []) {
      if (syntax !== 'import') continue;
      for (const { imported, as, typeOnly } of names) {
        const at = typeOnly ? undefined : locate(scripts, path, { specifier, imported });
        if (at === undefined || at.exported || at.name === 'default') continue;
        const text = scripts.text(path);
        const uses = isCalled(as, text) ? usesOf(path, text, as) : [];
        if (uses.length === 0) continue;
        const key = `${at.path}#${at.name}`;
        const known = found.get(key) ?? { at, uses: [], calls: [] };
        known.uses.push(...uses);
        known.calls.push(...callsOf(scripts, path, specifier, imported));
        found.set(key, known);
      }
    }
  }
  return [...found.values()].map(({ at: { path, name }, uses, calls }) => ({ path, name, uses, calls }));
}

function isCalled(name: string, text: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*\\(`).test(text);
}

function callsOf(scripts: Scripts, path: string, specifier: string, imported: string): readonly TestedCall[] {
  return scripts
    .tested(path)
    .filter(({ callee }) => callee.specifier === specifier && callee.imported === imported && !callee.member);
}

/**
 * The functions that failed tests compare the results of. Which file a result means is told by the end of its path; where
 * the test or the function was changed since, nobody knows whether it still fails.
 */
export async function failingFunctions(
  scripts: Scripts,
  failed: readonly DatedFailure[],
): Promise<readonly FailingFunction[]> {
  const found = new Map<string, { at: Located; calls: TestedCall[]; failures: Failure[] }>();
  for (const test of failed) {
    await scripts.turn();
    for (const path of filesOf(test, scripts.paths)) {
      const calls = scripts.tested(path);
      for (const call of calls.filter(({ test: title = '' }) => isNamed(title, test))) {
        const at = locate(scripts, path, call.callee);
        if (at === undefined || !at.exported) continue;
        if ([path, at.path].some((file) => scripts.modified(file) > test.at)) continue;
        const key = `${at.path}#${at.name}`;
        const known = found.get(key) ?? { at, calls: [], failures: [] };
        found.set(key, known);
        // All that is known of it is wanted of it, not only what is wrong now.
        if (!known.calls.includes(call)) known.calls.push(...sameFunction(scripts, path, calls, at));
        if (known.failures.some((one) => one.path === path && one.test === call.test)) continue;
        const { message } = test;
        known.failures.push({ path, test: call.test ?? '', ...(message === undefined ? {} : { message }) });
      }
    }
  }
  return [...found.values()].flatMap(({ at: { path, name }, calls, failures }) => {
    const [stub] = scripts.functions(path, name);
    // A member may be anything, a function of the language among them.
    return stub === undefined && name.includes('.') ? [] : { path, name, calls, failures, ...(stub && { stub }) };
  });
}

function sameFunction(scripts: Scripts, path: string, calls: readonly TestedCall[], at: Located): TestedCall[] {
  return calls.filter(({ callee }) => {
    const other = locate(scripts, path, callee);
    return other?.path === at.path && other.name === at.name;
  });
}

/** Paths in results are of the machine that ran the tests. */
function filesOf({ file }: FailedTest, paths: readonly string[]): readonly string[] {
  if (file === undefined) return [];
  const written = `/${file.replaceAll('\\', '/').replace(/^file:\/\//, '')}`;
  const matching = paths.filter((path) => written.endsWith(`/${path}`));
  // Of `test/a.ts` and `packages/b/test/a.ts` the longer one is meant.
  const longest = Math.max(0, ...matching.map(({ length }) => length));
  return matching.filter(({ length }) => length === longest);
}
