import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type ivm from 'isolated-vm';
import type { Collections, RunFailure } from '#protocol';
import { type EndWatch, watchCollections } from './collections.ts';
import { guestText } from './guest/guest.ts';
import { lineReader } from './lines.ts';
import type { Answer, EngineUse, FromWorker, RunOrder, ToWorker } from './messages.ts';
import { answerGuest } from './platform.ts';

// The child process of the isolate runner: one V8 isolate a run, made before the run is known. It speaks lines of JSON
// on its standard streams and is ended from outside by whoever started it, at any time; it keeps nothing.

const [addonFolder = '', ...tells] = process.argv.slice(2);
const ivmModule = loadAddon(addonFolder);

// Evaluating the loader runs the program's top and then its `run`, so that the isolate is entered once.
const starterCode = 'export let start; export const set = (to) => { start = to; };';
const loaderCode = "import { start } from 'starter'; import * as program from 'program'; start(program);";
const guestCode = `const send = $0, ask = $1, starter = $2; let order, input;
const { start, ...guest } = (() => { ${guestText()} })();
starter.set((program) => start({ program, ended: true }, order, input));
return { ...guest, give(itsOrder, itsInput) { order = itsOrder; input = itsInput; } };`;

type AnyReference = ivm.Reference<(...args: unknown[]) => unknown>;

interface Cell {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
  /** The module that loads the program and starts it. */
  readonly loader: ivm.Module;
  /** What only the loader can import. */
  readonly starter: ivm.Module;
  /** Takes what the program is to be started with. */
  readonly give: AnyReference;
  readonly reply: AnyReference;
  readonly waits: AnyReference;
  readonly heapMB: number;
}

let heapMB = 64;
let next = prepare();
let running:
  | {
      readonly cell: Cell;
      readonly collect: boolean;
      answered: boolean;
      readonly tasks: Set<Promise<unknown>>;
      /** Where collections are counted. */
      readonly watch: { readonly began: number; readonly end: EndWatch } | undefined;
    }
  | undefined;

tell(['ready', `V8 ${process.versions.v8.replace(/-node.*/, '')} in isolated-vm, Node ${process.versions.node}`]);
process.stdin.setEncoding('utf8').on('data', lineReader(hear));

function hear(line: string): void {
  const message: ToWorker = JSON.parse(line);
  if (message[0] === 'run') run(message[1]);
  else if (message[0] === 'renew') renew().catch(fatal);
  else if (running) task(running.cell.reply.apply(undefined, [message[1], message[2], message[3]]));
}

// Nobody is there any more: whatever runs here has to end, too.
process.stdin.on('end', end);

/** The native part for this Node; its file name says which of Node's interfaces it was built for. */
function loadAddon(folder: string): typeof ivm {
  const require = createRequire(import.meta.url);
  const stem = `${folder}/${process.platform}-${process.arch}/isolated-vm.abi${process.versions.modules}`;
  const failures: string[] = [];
  for (const ending of process.platform === 'linux' ? ['.glibc.node', '.musl.node'] : ['.node']) {
    try {
      return require(stem + ending).ivm;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`isolated-vm has no build for Node ${process.versions.node} here: ${failures[0]}`);
}

function prepare(): Cell {
  const isolate = new ivmModule.Isolate({ memoryLimit: heapMB, onCatastrophicError: fatal });
  const context = isolate.createContextSync();
  const send = new ivmModule.Callback(fromGuest, { ignored: true });
  const ask = new ivmModule.Callback(answerGuest);
  const starter = isolate.compileModuleSync(starterCode);
  starter.instantiateSync(context, refuseImport);
  starter.evaluateSync();
  const all = [send, ask, starter.namespace.derefInto()];
  const guest = context.evalClosureSync(guestCode, all, { result: { reference: true } });
  const loader = isolate.compileModuleSync(loaderCode);
  const part = (name: string) => guest.getSync(name, { reference: true }) as AnyReference;
  return { isolate, context, loader, starter, give: part('give'), reply: part('reply'), waits: part('waits'), heapMB };
}

function refuseImport(specifier: string): never {
  throw new Error(`A program cannot import anything, and this one imports '${specifier}'`);
}

function run(order: RunOrder): void {
  if (order.heapMB !== next.heapMB) {
    next.isolate.dispose();
    heapMB = order.heapMB;
    next = prepare();
  }
  const cell = next;
  const watch = tells.includes('collections') ? { end: watchCollections(), began: performance.now() } : undefined;
  running = { cell, collect: order.collect === true, answered: false, tasks: new Set(), watch };
  const { code, input, ...rest } = order;
  try {
    const program = cell.isolate.compileModuleSync(code, { filename: 'capability.js' });
    cell.loader.instantiateSync(cell.context, (specifier, from) => {
      if (from !== cell.loader) return refuseImport(specifier);
      return specifier === 'starter' ? cell.starter : program;
    });
    cell.give.applySync(undefined, [JSON.stringify(rest), input]);
    task(cell.loader.evaluate());
  } catch (error) {
    lost(error);
  }
}

/** Waits for something that goes on in the isolate, to know when nothing does. */
function task(work: Promise<unknown>): void {
  if (!running) return;
  const { tasks, cell } = running;
  const done = work.catch(lost).then(async () => {
    if (tasks.size === 1 && running && !running.answered) {
      // Asked after the microtasks of that work have run.
      const waits = await cell.waits.apply(undefined, []).catch(() => true);
      if (!waits && tasks.size === 1 && running.cell === cell && !running.answered) {
        answer({ status: 'timeout', message: 'The answer is a promise that nothing will ever settle', stack: '' });
      }
    }
    tasks.delete(done);
  });
  tasks.add(done);
}

function fromGuest(kind: string, first: string | number, second?: string, third?: string): void {
  if (!running || running.answered) return;
  if (kind === 'call') tell(['call', first as number, second ?? '', third ?? '']);
  else if (kind === 'note') tell(['note', first as string, second ?? '']);
  else if (kind === 'log') tell(['log', first as string]);
  else if (first === 'ok') answer({ status: 'ok', json: second ?? '' });
  else fail(first as RunFailure, second ?? '', third ?? '');
}

function fail(status: RunFailure, message: string, stack: string): void {
  const memory = status === 'error' && message === 'RangeError: Array buffer allocation failed';
  answer({ status: memory ? 'out-of-memory' : status, message, stack });
}

/** Loading the program threw, or V8 gave the isolate up. */
function lost(error: unknown): void {
  if (!running || running.answered) return;
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
  const status = /memory limit|isolate (was|is already) disposed/i.test(message) ? 'out-of-memory' : 'error';
  const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
  answer({ status, message: (name + message).slice(0, 2000), stack: (stack ?? '').slice(0, 4000) });
}

function answer(result: Answer): void {
  if (!running) return;
  const { cell, collect, watch } = running;
  const overMs = watch === undefined ? 0 : performance.now() - watch.began;
  running.answered = true;
  const left = collect ? afterCollection(cell.isolate) : undefined;
  const gone = cell.isolate.isDisposed;
  const heap = gone ? undefined : cell.isolate.getHeapStatisticsSync();
  const heapBytes = heap ? heap.total_heap_size + heap.externally_allocated_size : heapMB * 1024 * 1024;
  const outsideBytes = heap?.externally_allocated_size;
  const more = gone ? {} : { cpuMs: Number(cell.isolate.cpuTime) / 1e6, ...(left === undefined ? {} : { left }) };
  const use = { heapBytes, ...(outsideBytes === undefined ? {} : { outsideBytes }), ...more };
  const end = (counted?: Collections) => {
    tell(['answer', result, { ...use, ...(counted === undefined ? {} : { collections: counted }) }]);
    // V8 calls what is left of a process after this unrecoverable.
    if (gone) setImmediate(() => process.exit(0));
  };
  if (watch === undefined) end();
  else watch.end().then((counted) => end({ ...counted, overMs }), fatal);
}

/**
 * What an isolate still holds once everything is collected that can be. The function that collects is in a context of its own,
 * which the program knows nothing of.
 */
function afterCollection(isolate: ivm.Isolate): EngineUse['left'] {
  try {
    setFlagsFromString('--expose-gc');
    const context = isolate.createContextSync();
    setFlagsFromString('--no-expose-gc');
    context.evalSync('gc(); gc();');
    context.release();
    const { used_heap_size: heapBytes, externally_allocated_size: outsideBytes } = isolate.getHeapStatisticsSync();
    return { heapBytes, outsideBytes };
  } catch {
    // It is gone, or has no room left.
    return undefined;
  }
}

/**
 * Ends the isolate, waits until nothing runs in it, and makes the next: some milliseconds of work, in which whoever waits
 * for the answer might have to wait for a processor. So it is not begun before the answer has been taken.
 */
async function renew(): Promise<void> {
  if (!running?.answered) return;
  const { cell, tasks } = running;
  if (!cell.isolate.isDisposed) cell.isolate.dispose();
  await Promise.all(tasks);
  running = undefined;
  next = prepare();
  tell(['ready', '']);
}

function tell(message: FromWorker): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function fatal(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  end();
}

/** At once, whatever runs. The first process of a container cannot be killed from inside of it, but it can abort. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
  process.abort();
}

if (tells.includes('usage')) {
  setInterval(() => {
    if (!running) return;
    const { user, system } = process.cpuUsage();
    tell(['usage', process.memoryUsage.rss(), (user + system) / 1000]);
  }, 10);
}
