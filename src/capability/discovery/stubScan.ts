import { setImmediate } from 'node:timers/promises';
import { folderOf, nameOf, type Outcome, type Problem, type TaskOptions, throwIfCancelled } from '#base';
import { isTestFile } from '#graph';
import type { Stub } from '#protocol';
import { type FileStamp, IgnoreRules, listFiles, readStamped, readText, stampOf, systemReason } from '#workspace';
import { mayHoldAssertions, readTests, type TestedCall } from './examples/readTests.ts';
import { StubIndex } from './examples/stubIndex.ts';
import { findStubs, mayHoldStubs } from './stubs/findStubs.ts';
import { isScript } from './syntax/source.ts';

export interface StubScanPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** The file of the workspace that an import leads to, relative to it. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
}

/** A stub with the calls of it in tests. */
export interface TestedStub {
  readonly stub: Stub;
  readonly calls: readonly TestedCall[];
}

/** What is known of a file, as long as its stamp is the same. */
interface KnownFile {
  readonly stamp: FileStamp;
  readonly stubs: readonly Stub[];
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
  readonly #ports: StubScanPorts;
  #files = new Map<string, KnownFile>();

  constructor(ports: StubScanPorts) {
    this.#ports = ports;
  }

  /** All stubs as the folder is on the disk now, in the order of their places. */
  async scan({ signal, report }: TaskOptions = {}): Promise<Outcome<readonly TestedStub[]>> {
    const { root } = this.#ports;
    const listing = await listFiles(root, new IgnoreRules(root), isScript, { signal });
    const problems: Problem[] = [...listing.problems];
    const paths = listing.value.sort();
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
    return { value: await this.#withCalls(stubs, { signal, report }), problems };
  }

  #look(path: string, problems: Problem[]): KnownFile | undefined {
    const file = `${this.#ports.root}/${path}`;
    const stamp = stampOf(file);
    if (stamp === undefined || stamp.size > largestFile) return undefined;
    const known = this.#files.get(path);
    if (known && known.stamp.size === stamp.size && known.stamp.modified === stamp.modified) return known;
    try {
      const { text, stamp: read } = readStamped(file);
      const stubs = !isTestFile(path) && mayHoldStubs(text) ? findStubs(path, text) : [];
      return { stamp: read, stubs, asserts: mayHoldAssertions(text) };
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

  async #withCalls(stubs: readonly Stub[], { signal, report }: TaskOptions): Promise<readonly TestedStub[]> {
    const calls = new Map<Stub, TestedCall[]>(stubs.map((stub) => [stub, []]));
    const exported = stubs.filter(({ exportedAs }) => exportedAs.length > 0);
    if (exported.length === 0) return stubs.map((stub) => ({ stub, calls: [] }));
    const index = new StubIndex(stubs, { resolve: this.#ports.resolve, read: (path) => this.#read(path) });
    const names = namesOf(exported);
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
        if (names.split('\n').some((name) => text.includes(name))) file.calls = readTests(path, text);
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
      return readText(`${this.#ports.root}/${path}`);
    } catch {
      // It is gone since it was listed.
      return undefined;
    }
  }
}

/** What a test that means one of the stubs has to name: the function, or where it is a default export, its file. */
function namesOf(stubs: readonly Stub[]): string {
  const names = stubs.flatMap(({ exportedAs, place: { path } }) => {
    const stem = nameOf(path).replace(/\.\w+$/, '');
    const file = stem === 'index' ? nameOf(folderOf(path)) : stem;
    return exportedAs.map((name) => (name === 'default' ? file : name));
  });
  return [...new Set(names)].sort().join('\n');
}
