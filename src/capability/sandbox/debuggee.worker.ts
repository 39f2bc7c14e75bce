import { readFileSync, writeSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { makeContextMaker } from './guest/context.ts';
import { makeDescribe } from './guest/describe.ts';
import { harden } from './guest/harden.ts';
import { takePrimordials } from './guest/primordials.ts';
import { makeSerialise } from './guest/serialise.ts';
import type { Answer } from './messages.ts';
import { answersTo, type DebugOrder, type FromDebuggee, type ToDebuggee } from './runtime/debugMessages.ts';

// A process of its own, in which one example runs under a debugger: Node itself, not an isolate in it, because a debugger
// has to see the file that the user sees. Node's permission model is the wall; what a program finds in here is as near to
// the isolate as it gets, so that it does the same.

const { stdin, exit } = process;
const show = console.log;
const p = takePrimordials();
const serialise = makeSerialise(p, true);
const describe = makeDescribe(p);

/** Standard output is the program's own: what it logs goes there, and to the debugger. */
const tell = (message: FromDebuggee) => void writeSync(answersTo, `${JSON.stringify(message)}\n`);
const end = (answer: Answer) => {
  tell(['answer', answer]);
  exit(0);
};

/** What Node has beside the language, and the sandbox gives programs too. */
const portable = [
  ...['atob', 'btoa', 'queueMicrotask', 'structuredClone', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams'],
];

let settle: ((id: number, status: string, text: string) => void) | undefined;

const makeContext = makeContextMaker(p, serialise, (kind, first, second = '', third = '') => {
  if (kind === 'call') tell(['call', Number(first), second, third]);
  if (kind !== 'log') return;
  show(first);
  tell(['log', String(first)]);
});

createInterface({ input: stdin }).on('line', (line) => {
  const message: ToDebuggee = JSON.parse(line);
  if (message[0] === 'reply') settle?.(message[1], message[2], message[3]);
  else void run(message[1]);
});

async function run({ file, source, input, grants, limits }: DebugOrder): Promise<void> {
  if (readFileSync(file, 'utf8') !== source) {
    return end({ status: 'error', message: 'index.ts is another one than was verified', stack: '' });
  }
  const url = pathToFileURL(file).href;
  shutIn(url);
  const made = makeContext(grants, limits);
  settle = made.settle;
  p.define(globalThis, 'console', made.console, false);
  try {
    const program: { readonly run?: unknown } = await import(url);
    if (typeof program.run !== 'function') throw new p.TypeError('The program exports no function `run`');
    const given: unknown = input === '' ? undefined : p.parse(input);
    const value: unknown = await p.apply(program.run as () => unknown, undefined, [given, made.context]);
    const answer = serialise(value, limits.outputBytes, limits.outputDepth);
    if (answer.json === undefined) end({ ...answer, stack: '' });
    else end({ status: 'ok', json: answer.json });
  } catch (thrown) {
    const status = made.isRefusal(thrown) ? 'permission' : 'error';
    end({ status, ...describe(thrown) });
  }
}

/** Takes away all that an isolate does not have, modules too: the program is one file. */
function shutIn(url: string): void {
  // Node's own engine for it is made at its first use, of globals that go now.
  stripTypeScriptTypes('let warm: string;');
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== url) throw new Error(`A capability imports nothing: ${specifier}`);
      return next(specifier, context);
    },
  });
  const standard = new Set<PropertyKey>([...runInNewContext('Reflect.ownKeys(globalThis)'), ...portable]);
  for (const key of Reflect.ownKeys(globalThis)) {
    if (!standard.has(key)) Reflect.deleteProperty(globalThis, key);
  }
  harden(p);
}
