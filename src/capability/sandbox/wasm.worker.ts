import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
} from 'quickjs-emscripten-core';
import { guestText, laterParts } from './guest/guest.ts';
import type { Answer, FromWorker, RunOrder, ToWorker } from './messages.ts';
import { answerGuest } from './platform.ts';

// The thread of the wasm runner: QuickJS, one runtime a run. It is ended from outside, at any time.

/** As deep as V8 goes, or somewhat deeper. The thread's own stack is larger, see `startThread`. */
const stackBytes = 3 * 1024 * 1024;
const { wasm } = workerData as { readonly wasm: WebAssembly.Module };
const mostKeptBytes = 32 * 1024 * 1024;
const tell = (message: FromWorker) => parentPort?.postMessage(message);

/** QuickJS does not count all of its memory here: WebAssembly's own is what is limited. */
const memory = { bytes: 0, start: 0, refused: false, most: Number.POSITIVE_INFINITY };

useUniversalTime();
limitMemory();
const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule: wasm }));
const source = `(function (send, ask, load) { ${guestText(true)} })`;
let cell = prepare();
let answered = true;

parentPort?.on('message', (message: ToWorker) => {
  if (message[0] === 'run') run(message[1]);
  else if (message[0] === 'renew') renew();
  else if (!answered) {
    const { context } = cell;
    const [, id, status, text] = message;
    call('reply', [context.newNumber(id), context.newString(status), context.newString(text)]);
    drain();
  }
});
tell(['ready', 'QuickJS in WebAssembly, quickjs-emscripten 0.32']);

interface Cell {
  readonly context: QuickJSContext;
  readonly guest: QuickJSHandle;
  /** What was taken hold of in it, to be let go of before it goes. */
  readonly held: Held[];
}

type Held = { readonly alive: boolean; dispose(): void };

function hold<T extends Held>(handle: T): T {
  cell.held.push(handle);
  return handle;
}

function prepare(): Cell {
  const runtime = quickjs.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext();
  const made = context.unwrapResult(context.evalCode(source, 'toolwright.js'));
  const send = context.newFunction('send', (...values) => {
    const [kind, first, second, third] = values.map((value) => context.dump(value));
    fromGuest(kind, first, second, third);
  });
  const ask = context.newFunction('ask', (question, args) =>
    context.newString(answerGuest(context.getString(question), context.getString(args))),
  );
  const load = context.newFunction('load', (name) =>
    context.unwrapResult(context.evalCode(laterParts[context.getString(name)] ?? '', 'toolwright.js')),
  );
  const guest = context.unwrapResult(context.callFunction(made, context.undefined, send, ask, load));
  for (const handle of [send, ask, load]) handle.dispose();
  made.dispose();
  return { context, guest, held: [] };
}

function run(order: RunOrder): void {
  answered = false;
  const { code, input, ...rest } = order;
  const { context } = cell;
  const heapBytes = order.heapMB * 1024 * 1024;
  context.runtime.setMemoryLimit(heapBytes);
  memory.start = memory.bytes;
  memory.refused = false;
  memory.most = memory.bytes + heapBytes;
  const loaded = hold(context.evalCode(code, 'capability.js', { type: 'module' }));
  if (loaded.error) lost(loaded.error);
  else {
    jobs();
    const program = settled(loaded.value);
    if (program) {
      const whole = context.newObject();
      context.setProp(whole, 'program', program);
      context.setProp(whole, 'ended', context.true);
      call('start', [whole, context.newString(JSON.stringify(rest)), context.newString(input)]);
    }
  }
  drain();
}

/** The module's exports; a module with an `await` at its top gives a promise of them. */
function settled(value: QuickJSHandle): QuickJSHandle | undefined {
  const { context } = cell;
  const state = context.getPromiseState(value);
  if (state.type === 'fulfilled') return state.notAPromise ? state.value : hold(state.value);
  if (state.type === 'rejected') lost(hold(state.error));
  return undefined;
}

/** Calls a function of the guest; what it throws ends the run, without a value. */
function call(name: string, args: QuickJSHandle[]): QuickJSHandle | undefined {
  const { context, guest } = cell;
  const result = hold(context.callFunction(hold(context.getProp(guest, name)), guest, args.map(hold)));
  if (!result.error) return result.value;
  if (name === 'describe') answer({ status: 'out-of-memory', message: 'QuickJS ran out of memory', stack: '' });
  else lost(result.error);
  return undefined;
}

function jobs(): void {
  const { context } = cell;
  while (!answered && context.runtime.hasPendingJob()) {
    const result = hold(context.runtime.executePendingJobs(1000));
    if (result.error) {
      lost(result.error);
      return;
    }
  }
}

/** Runs what is due; when nothing is left that could bring an answer, says so. */
function drain(): void {
  jobs();
  const waits = answered ? undefined : call('waits', []);
  if (waits && cell.context.dump(waits) !== true) {
    answer({ status: 'timeout', message: 'The answer is a promise that nothing will ever settle', stack: '' });
  }
}

/** Every run has a runtime of its own; that of the last one goes with all that is in it. */
function renew(): void {
  // What WebAssembly has taken it does not give back.
  if (memory.bytes > mostKeptBytes) process.exit(0);
  memory.most = Number.POSITIVE_INFINITY;
  const { runtime } = cell.context;
  try {
    for (const held of cell.held.reverse()) if (held.alive) held.dispose();
    cell.guest.dispose();
    cell.context.dispose();
    runtime.dispose();
  } catch {
    // QuickJS gave up: so does the thread, and another takes its place.
    process.exit(0);
  }
  cell = prepare();
  tell(['ready', '']);
}

function fromGuest(kind: string, first: string | number, second = '', third = ''): void {
  if (answered) return;
  if (kind === 'call') tell(['call', first as number, second, third]);
  else if (kind === 'note') tell(['note', first as string, second]);
  else if (kind === 'log') tell(['log', first as string]);
  else if (first === 'ok') answer({ status: 'ok', json: second });
  else fail(first as 'error', second, third);
}

function fail(status: 'error', message: string, stack: string): void {
  // Without memory even for an error, QuickJS throws null.
  const spent = memory.refused && message === 'null was thrown';
  const memoryLost = status === 'error' && (spent || message.startsWith('InternalError: out of memory'));
  answer({ status: memoryLost ? 'out-of-memory' : status, message, stack });
}

function lost(thrown: QuickJSHandle): void {
  const described = call('describe', [thrown.dup()]);
  if (!described) return;
  const [message = '', stack = '']: string[] = JSON.parse(cell.context.getString(described));
  fail('error', message, stack);
}

function answer(result: Answer): void {
  if (answered) return;
  answered = true;
  tell(['answer', result, { heapBytes: memoryUse() }]);
}

function memoryUse(): number {
  const use = hold(cell.context.runtime.computeMemoryUsage());
  const size = hold(cell.context.getProp(use, 'memory_used_size'));
  return Math.max(cell.context.dump(size), memory.bytes - memory.start);
}

/** QuickJS asks this thread for local time: there is none in a sandbox. */
function useUniversalTime(): void {
  const prototype = Date.prototype as unknown as Record<string, unknown>;
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    prototype[`get${part}`] = prototype[`getUTC${part}`];
  }
  prototype.getTimezoneOffset = () => 0;
}

/** Every growth of a memory in this thread goes through here. */
function limitMemory(): void {
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } }).WebAssembly;
  const { grow } = Memory.prototype;
  Memory.prototype.grow = function (this: Memory, pages) {
    const bytes = this.buffer.byteLength + pages * 65_536;
    if (bytes > memory.most) {
      memory.refused = true;
      throw new RangeError('No more memory');
    }
    const before = grow.call(this, pages);
    memory.bytes = this.buffer.byteLength;
    return before;
  };
}
