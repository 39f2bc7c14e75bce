import { setImmediate } from 'node:timers/promises';
import { folderOf, nameOf, type Outcome, type Problem, type TaskOptions, throwIfCancelled } from '#base';
import { isListed, isTestFile, Resolver, readEnvironment } from '#graph';
import type { Stub } from '#protocol';
import { type FileStamp, IgnoreRules, listFiles, readStamped, readText, stampOf, systemReason } from '#workspace';
import { mayHoldAssertions, readTests, type TestedCall } from './examples/readTests.ts';
import { StubIndex } from './examples/stubIndex.ts';
import { findStubs, mayHoldStubs } from './stubs/findStubs.ts';
import { isScript } from './syntax/source.ts';
import { unlessTooDeep } from './syntax/unlessTooDeep.ts';

/** A stub with the calls of it in tests. */
export interface TestedStub {
  readonly stub: Stub;
  readonly calls: readonly TestedCall[];
}

/** What is known of a file, as long as its stamp is the same. */
interface KnownFile {
  readonly stamp: FileStamp;
  readonly stubs: readonly Stub[];
  /** What it exports under another name: `export { a as b }`. */
  readonly renamed: readonly (readonly [string, string])[];
  /** Whether it has assertions, at the first look. */
  readonly asserts: boolean;
  /** The names that it was searched for. */
  names?: string;
  /** Read when it names a stub. */
  calls?: readonly TestedCall[];
}

/** Larger files are data or bundles. */
const largestFile = 2_000_000;
const filesPerTurn = 50;

/** The stubs of a folder and the examples for them in its tests. Files that have not changed are not read again. */
export class StubScan {
  readonly #root: string;
  #files = new Map<string, KnownFile>();

  /** @param root the workspace folder, absolute, with `/` */
  constructor(root: string) {
    this.#root = root;
  }

  /** All stubs as the folder is on the disk now, in the order of their places. */
  async scan({ signal, report }: TaskOptions = {}): Promise<Outcome<readonly TestedStub[]>> {
    const root = this.#root;
    const listing = await listFiles(root, new IgnoreRules(root), isListed, { signal });
    const problems: Problem[] = [...listing.problems];
    const paths = listing.value.filter(isScript).sort();
    const files = new Map<string, KnownFile>();
    for (const [at, path] of paths.entries()) {
      if (at % filesPerTurn === 0) {
        report?.({ step: 'Looking for functions that are not written yet', done: at, total: paths.length });
        await setImmediate();
        throwIfCancelled(signal);
      }
      const known = this.#look(path, problems);
      if (known) files.set(path, known);
    }
    this.#files = files;
    const stubs = [...files.values()].flatMap((file) => file.stubs);
    return { value: await this.#withCalls(stubs, listing.value, problems, { signal, report }), problems };
  }

  #look(path: string, problems: Problem[]): KnownFile | undefined {
    const file = `${this.#root}/${path}`;
    const stamp = stampOf(file);
    if (stamp === undefined || stamp.size > largestFile) return undefined;
    const known = this.#files.get(path);
    if (known && known.stamp.size === stamp.size && known.stamp.modified === stamp.modified) return known;
    try {
      const { text, stamp: asRead } = readStamped(file);
      const read = () => (!isTestFile(path) && mayHoldStubs(text) ? findStubs(path, text) : []);
      const stubs = unlessTooDeep(read, () => noneOf(path, problems));
      return { stamp: asRead, stubs, renamed: renamedIn(text), asserts: mayHoldAssertions(text) };
    } catch (error) {
      problems.push({
        code: 'unreadable-file',
        severity: 'warning',
        message: `The file could not be read: ${systemReason(error)}.`,
        hint: 'What it says about gaps is missing. Check its permissions.',
        path,
      });
      return undefined;
    }
  }

  async #withCalls(
    stubs: readonly Stub[],
    listed: readonly string[],
    problems: Problem[],
    { signal, report }: TaskOptions,
  ): Promise<readonly TestedStub[]> {
    const calls = new Map<Stub, TestedCall[]>(stubs.map((stub) => [stub, []]));
    const exported = stubs.filter(({ exportedAs }) => exportedAs.length > 0);
    if (exported.length === 0) return stubs.map((stub) => ({ stub, calls: [] }));
    // What is wrong with configuration is told with the graph.
    const resolver = new Resolver((await readEnvironment(this.#root, listed)).value);
    const index = new StubIndex(stubs, {
      resolve: (from, specifier) => {
        const target = resolver.resolve(from, specifier);
        return target.kind === 'file' ? target.path : undefined;
      },
      read: (path) => this.#read(path),
    });
    const names = this.#namesOf(exported);
    const tests = [...this.#files].filter(([, { asserts }]) => asserts);
    for (const [at, [path, file]] of tests.entries()) {
      if (at % filesPerTurn === 0) {
        report?.({ step: 'Reading the examples in tests', done: at, total: tests.length });
        await setImmediate();
        throwIfCancelled(signal);
      }
      if (file.calls === undefined && file.names !== names) {
        file.names = names;
        const text = this.#read(path) ?? '';
        if (names.split('\n').some((name) => text.includes(name))) {
          file.calls = unlessTooDeep(
            () => readTests(path, text),
            () => noneOf(path, problems),
          );
        }
      }
      for (const call of file.calls ?? []) {
        const stub = index.find(path, call.callee);
        if (stub) calls.get(stub)?.push(call);
      }
    }
    return [...calls].map(([stub, found]) => ({ stub, calls: found }));
  }

  #read(path: string): string | undefined {
    try {
      return readText(`${this.#root}/${path}`);
    } catch {
      // It is gone since it was listed.
      return undefined;
    }
  }

  /** What a test that means one of the stubs has to name: the function, a new name of it, or the file of a default export. */
  #namesOf(stubs: readonly Stub[]): string {
    const names = new Set(
      stubs.flatMap(({ exportedAs, place: { path } }) => {
        const stem = nameOf(path).replace(/\.\w+$/, '');
        const file = stem === 'index' ? nameOf(folderOf(path)) : stem;
        return exportedAs.map((name) => (name === 'default' ? file : name));
      }),
    );
    const renamed = [...this.#files.values()].flatMap((file) => file.renamed);
    // A new name may get another one in turn.
    for (let before = -1; before !== names.size; ) {
      before = names.size;
      for (const [from, to] of renamed) if (from === 'default' || names.has(from)) names.add(to);
    }
    names.delete('default');
    return [...names].sort().join('\n');
  }
}

/** Tells that a file cannot be read. */
function noneOf(path: string, problems: Problem[]): never[] {
  problems.push({
    code: 'nested-too-deeply',
    severity: 'info',
    message: 'The file is nested too deeply to be read.',
    hint: 'What it says about gaps is missing.',
    path,
  });
  return [];
}

function renamedIn(text: string): readonly (readonly [string, string])[] {
  const lists = text.matchAll(/\bexport\s*\{([^}]*)\}/g);
  return [...lists].flatMap(([, list = '']) =>
    [...list.matchAll(/([\w$]+)\s+as\s+([\w$]+)/g)].map(([, from = '', to = '']) => [from, to] as const),
  );
}
