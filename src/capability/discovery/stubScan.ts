import { setImmediate } from 'node:timers/promises';
import type { ts } from 'ts-morph';
import { folderOf, nameOf, type Outcome, type Problem, type TaskOptions, throwIfCancelled } from '#base';
import { extractModule, isListed, isTestFile, Resolver, readEnvironment } from '#graph';
import type { Stub } from '#protocol';
import { type FileStamp, IgnoreRules, listFiles, readStamped, readText, stampOf, systemReason } from '#workspace';
import { mayHoldAssertions, readTests, type TestedCall } from './examples/readTests.ts';
import type { Constants } from './examples/scope.ts';
import { StubIndex } from './examples/stubIndex.ts';
import { constantIn } from './examples/values.ts';
import {
  type CallFacts,
  type DatedFailure,
  type FailingFunction,
  failingFunctions,
  type MissingFunction,
  missingFunctions,
} from './missing/calledFunctions.ts';
import { memberCalls, onlyCalled } from './missing/calledNames.ts';
import { ambientNames } from './missing/globalNames.ts';
import { missingMembers } from './missing/missingMembers.ts';
import type { ModuleRecord } from './missing/moduleIndex.ts';
import { isTyped, undeclaredFunctions } from './missing/undeclared.ts';
import { findFunctions, findStubs, isMereRemark, isOf, mayHoldStubs } from './stubs/findStubs.ts';
import { isScript, parseSource } from './syntax/source.ts';
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
  readonly facts: CallFacts;
  /** Classes that it has heirs of. */
  readonly extended: readonly string[];
  /** Whether it has assertions, at the first look. */
  readonly asserts: boolean;
  /** The names that it was searched for. */
  names?: string | undefined;
  /** Its imports and exports; absent where they are not all known. */
  readonly record?: ModuleRecord;
  /** Read when it is asked for. */
  calls?: readonly TestedCall[] | undefined;
  /** When the files were changed last whose constants its calls are told with. */
  readonly constantsOf: Map<string, number>;
}

/** What the functions of a folder lack. */
export interface FunctionGaps {
  readonly stubs: readonly TestedStub[];
  readonly missing: readonly MissingFunction[];
  readonly failing: readonly FailingFunction[];
}

/** Larger files are data or bundles. */
const largestFile = 2_000_000;
const filesPerTurn = 50;

/** The stubs of a folder and the examples for them in its tests. Files that have not changed are not read again. */
export class StubScan {
  readonly #root: string;
  #files = new Map<string, KnownFile>();
  /** Names that declarations of the folder give to all files. */
  #ambient: ReadonlySet<string> = new Set();

  /** @param root the workspace folder, absolute, with `/` */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * All stubs, functions that do not exist and functions that tests find wrong, as the folder is on the disk now.
   * @param failed tests that failed when they were run the last time
   */
  async scan(
    { signal, report }: TaskOptions = {},
    failed: readonly DatedFailure[] = [],
  ): Promise<Outcome<FunctionGaps>> {
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
    this.#forgetOldConstants();
    const declarations = listing.value.filter((path) => !isScript(path) && /\.[cm]?ts$/.test(path));
    this.#ambient = new Set(declarations.flatMap((path) => ambientNames(path, this.#read(path) ?? '')));
    const stubs = [...files.values()].flatMap((file) => file.stubs);
    // What is wrong with configuration is told with the graph.
    const resolver = new Resolver((await readEnvironment(root, listing.value)).value);
    const { missing, failing } = await this.#functions(paths, resolver, failed, problems, { signal, report });
    const wrong = failing.filter(({ path, name }) => !stubs.some((stub) => isOf(stub, path, name)));
    const wanted = [...stubs, ...wrong.flatMap(({ stub }) => stub ?? [])];
    const calls = await this.#callsOf(wanted, resolver, problems, { signal, report });
    const value = {
      stubs: stubs
        .map((stub) => ({ stub, calls: calls.get(stub) ?? [] }))
        .filter(({ stub, calls }) => calls.length > 0 || !(isMereRemark(stub) || this.#isLeftToHeirs(stub))),
      missing,
      // All that tests say of it is wanted of it, not only what is wrong now.
      failing: failing.map((one) => ({ ...one, calls: (one.stub && calls.get(one.stub)) ?? one.calls })),
    };
    return { value, problems };
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
      const record = recordOf(path, text);
      const heirs = text.matchAll(/\bextends\s+(?:[\w$]+\.)?([\w$]+)/g);
      const extended = Array.from(heirs, ([, name = '']) => name);
      const known = { stamp: asRead, stubs, renamed: renamedIn(text), extended, asserts: mayHoldAssertions(text) };
      return {
        ...known,
        constantsOf: new Map(),
        facts: factsOf(path, text),
        ...(record === undefined ? {} : { record }),
      };
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

  /** Whether other classes extend that of a method: it throws because each of them is to write it. */
  #isLeftToHeirs({ name }: Stub): boolean {
    const [owner, member] = name.split('.');
    return member !== undefined && [...this.#files.values()].some(({ extended }) => extended.includes(owner ?? ''));
  }

  /** The calls of functions in tests. */
  async #callsOf(
    stubs: readonly Stub[],
    resolver: Resolver,
    problems: Problem[],
    { signal, report }: TaskOptions,
  ): Promise<ReadonlyMap<Stub, readonly TestedCall[]>> {
    const calls = new Map<Stub, TestedCall[]>();
    const exported = stubs.filter(({ exportedAs }) => exportedAs.length > 0);
    if (exported.length === 0) return calls;
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
          file.calls = testedIn(path, text, problems, this.#constantsFor(path, file, resolver));
        }
      }
      for (const call of file.calls ?? []) {
        const stub = index.find(path, call.callee);
        if (stub) calls.set(stub, [...(calls.get(stub) ?? []), call]);
      }
    }
    return calls;
  }

  async #functions(
    paths: readonly string[],
    resolver: Resolver,
    failed: readonly DatedFailure[],
    problems: Problem[],
    { signal, report }: TaskOptions,
  ): Promise<Omit<FunctionGaps, 'stubs'>> {
    let turns = 0;
    const scripts = {
      paths,
      ambient: this.#ambient,
      facts: (path: string) => this.#files.get(path)?.facts,
      resolve: (from: string, specifier: string) => {
        const target = resolver.resolve(from, specifier);
        if (target.kind === 'file') return target.path;
        return target.kind === 'unresolved' && /^\.\.?\//.test(specifier) ? ('missing' as const) : undefined;
      },
      record: (path: string) => this.#files.get(path)?.record,
      text: (path: string) => this.#read(path) ?? '',
      modified: (path: string) => this.#files.get(path)?.stamp.modified ?? 0,
      tested: (path: string) => {
        const file = this.#files.get(path);
        if (file === undefined || !file.asserts) return [];
        file.calls ??= testedIn(path, this.#read(path) ?? '', problems, this.#constantsFor(path, file, resolver));
        return file.calls;
      },
      functions: (path: string, name: string) =>
        unlessTooDeep(
          () => findFunctions(path, this.#read(path) ?? '', [name]),
          () => [],
        ),
      turn: async () => {
        if (turns++ % filesPerTurn !== 0) return;
        report?.({ step: 'Looking for functions that do not exist', done: turns, total: paths.length });
        await setImmediate();
        throwIfCancelled(signal);
      },
    };
    // What a project leaves out is no code of it, but for its tests, which only the shipped program leaves out.
    const isLeftOut = (path: string) => resolver.isExcluded(path) && this.#files.get(path)?.asserts !== true;
    const own = { ...scripts, paths: paths.filter((path) => !isFixture(path) && !isLeftOut(path)) };
    const missing = [
      ...(await missingFunctions(own)),
      ...(await undeclaredFunctions(own)),
      ...(await missingMembers(own)),
    ];
    return { missing, failing: await failingFunctions(scripts, failed) };
  }

  /** The values that files of the folder export, for the calls in a test. Which ones were looked at is kept with it. */
  #constantsFor(path: string, file: KnownFile, resolver: Resolver): Constants {
    const sources = new Map<string, ts.SourceFile>();
    return ({ specifier, imported, member }) => {
      const target = member === undefined ? resolver.resolve(path, specifier) : undefined;
      const stamp = target?.kind === 'file' ? this.#files.get(target.path)?.stamp : undefined;
      if (target?.kind !== 'file' || stamp === undefined) return undefined;
      file.constantsOf.set(target.path, stamp.modified);
      const source = sources.get(target.path) ?? parseSource(target.path, this.#read(target.path) ?? '');
      sources.set(target.path, source);
      return constantIn(source, imported);
    };
  }

  /** What tests expect may be another value now, where a constant is. */
  #forgetOldConstants(): void {
    for (const file of this.#files.values()) {
      const isSame = ([path, modified]: [string, number]) => this.#files.get(path)?.stamp.modified === modified;
      if ([...file.constantsOf].every(isSame)) continue;
      file.constantsOf.clear();
      file.calls = undefined;
      file.names = undefined;
    }
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
        return exportedAs.map((name) => name.split('.')[0] ?? name).map((name) => (name === 'default' ? file : name));
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

/** Whether a file is what tests work on: it need not be whole. */
function isFixture(path: string): boolean {
  return /(?:^|\/)(?:fixtures|__fixtures__|__testfixtures__|__mocks__)\//.test(path);
}

function testedIn(path: string, text: string, problems: Problem[], constants: Constants): readonly TestedCall[] {
  return unlessTooDeep(
    () => readTests(path, text, constants),
    () => noneOf(path, problems),
  );
}

function factsOf(path: string, text: string): CallFacts {
  const typed = isTyped(path);
  const declared = text.matchAll(/^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(class|const)\s+([\w$]+)/gm);
  const owners = Array.from(declared, ([, kind, name = '']) => ({ kind, name }));
  return {
    onlyCalled: typed ? onlyCalled(text) : [],
    members: typed ? memberCalls(text) : [],
    owners: owners.map(({ name }) => name),
    classes: owners.flatMap(({ kind, name }) => (kind === 'class' ? name : [])),
    names: new Set(text.match(/(?<![\p{ID_Continue}$.])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)),
    ambient: ambientNames(path, text),
  };
}

/** Undefined for a file that does not parse, and for one of CommonJS: what that exports is known when it runs. */
function recordOf(path: string, text: string): ModuleRecord | undefined {
  const { references, exports, problems } = extractModule(path, text);
  const isModule = /^\s*(?:import|export)\b/m.test(text) || !/\b(?:exports|require)\b/.test(text);
  return problems.length === 0 && isModule ? { references, exports } : undefined;
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
