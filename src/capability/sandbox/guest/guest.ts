import type { RunOrder } from '../messages.ts';
import { makeContextMaker, type Send } from './context.ts';
import { makeDescribe } from './describe.ts';
import { harden } from './harden.ts';
import { makeIntl } from './intl.ts';
import { addLocaleMethods } from './localeMethods.ts';
import { addMissing } from './missing.ts';
import { takePrimordials } from './primordials.ts';
import { makeSerialise } from './serialise.ts';
import { type Ask, makeUrl } from './url.ts';

/** What the worker calls in the engine. */
export interface Guest {
  /** Runs the program; ends with `send('answer', …)`. `order` is a {@link RunOrder} without code and input, as JSON; `input` is that of the order. */
  start(loaded: Loaded, order: string, input: string): void;
  reply(id: number, status: string, text: string): void;
  /** Whether it still waits for a reply; when it does not, and is idle, no answer will ever come. */
  waits(): boolean;
  /** Puts something thrown into words: a JSON text of message and stack. */
  describe(thrown: unknown): string;
}

/** A program that has been loaded, as far as it can be. */
export interface Loaded {
  readonly program: { readonly run?: unknown };
  /** Cannot be read while an `await` at the program's top waits. */
  readonly ended: true;
}

interface Parts {
  readonly takePrimordials: typeof takePrimordials;
  readonly makeSerialise: typeof makeSerialise;
  readonly makeDescribe: typeof makeDescribe;
  readonly makeContextMaker: typeof makeContextMaker;
  readonly addMissing: typeof addMissing;
  readonly harden: typeof harden;
  readonly makeUrl: typeof makeUrl;
  readonly makeIntl: typeof makeIntl;
  readonly addLocaleMethods: typeof addLocaleMethods;
}

/** Answers a question of the guest at once, text for text: `answerGuest`, outside of the engine. */
type Question = (question: string, args: string) => string;

function makeGuest(send: Send, ask: Question, parts: Parts, writesAlone: boolean): Guest {
  const p = parts.takePrimordials();
  const serialise = parts.makeSerialise(p, writesAlone);
  const describe = parts.makeDescribe(p);
  const makeContext = parts.makeContextMaker(p, serialise, send);
  parts.addMissing(p);
  parts.harden(p);

  const asked: Ask = (question, args) => {
    const answer: { value?: unknown; error?: string; message?: string } = p.parse(ask(question, p.quote(args)));
    if (!p.hasOwn(answer, 'error')) return answer.value;
    throw answer.error === 'RangeError' ? new p.RangeError(answer.message) : new p.TypeError(answer.message);
  };
  /** Makes a value when it is first asked for: most programs do without these, and making them takes time. */
  const once = <Value>(make: () => Value) => {
    let value: { readonly made: Value } | undefined;
    return () => {
      value ??= { made: make() };
      return value.made;
    };
  };
  const addGlobal = (name: string, get: () => unknown) => {
    const set = (value: unknown) => p.define(globalThis, name, value, true);
    p.defineProperty(globalThis, name, { get, set, enumerable: false, configurable: true });
  };
  const addresses = once(() => {
    const made = parts.makeUrl(p, asked);
    p.define(p.builtIn, p.builtIn.length, ['URL', made.URL.prototype], true);
    p.define(p.builtIn, p.builtIn.length, ['URLSearchParams', made.URLSearchParams.prototype], true);
    return made;
  });
  addGlobal('URL', () => addresses().URL);
  addGlobal('URLSearchParams', () => addresses().URLSearchParams);
  if (!p.hasOwn(globalThis, 'Intl')) {
    const intl = once(() => parts.makeIntl(p, asked));
    addGlobal('Intl', intl);
    parts.addLocaleMethods(p, asked, intl);
  }

  let made: ReturnType<typeof makeContext> | undefined;

  const run = async (program: { readonly run?: unknown }, text: string, input: string, tell: Send) => {
    try {
      const order: Omit<RunOrder, 'code' | 'input'> = p.parse(text);
      made = makeContext(order.grants, order.limits);
      p.define(globalThis, 'console', made.console, false);
      const entry = program.run;
      if (typeof entry !== 'function') throw new p.TypeError('The program exports no function `run`');
      const value: unknown = await p.apply(entry, undefined, [input === '' ? undefined : p.parse(input), made.context]);
      const { outputBytes, outputDepth } = order.limits;
      const answer = serialise(value, outputBytes, outputDepth);
      if (answer.json === undefined) tell('answer', answer.status, answer.message, '');
      else tell('answer', 'ok', answer.json);
    } catch (thrown) {
      const { message, stack } = describe(thrown);
      tell('answer', made?.isRefusal(thrown) ? 'permission' : 'error', message, stack);
    }
  };

  // The engine compiles a function when it is first called: with these two that is done before there is a program.
  const grants = '{"calls":["a.b"],"now":null,"seed":null,"log":false}';
  const limits = '{"outputBytes":99,"outputDepth":9,"logBytes":9,"calls":9}';
  const order = `{"grants":${grants},"limits":${limits}}`;
  void run({ run: () => [{ text: '', number: 1 }] }, order, '', () => {});
  void run({}, order, '', () => {});

  const hasEnded = (loaded: Loaded): boolean => {
    try {
      return loaded.ended;
    } catch {
      return false;
    }
  };

  return {
    start(loaded, order, input) {
      if (hasEnded(loaded)) void run(loaded.program, order, input, send);
      // Nothing that is granted is at hand before `run`: what waits then waits for ever.
      else send('answer', 'timeout', 'The answer is a promise that nothing will ever settle', '');
    },
    reply: (id, status, text) => made?.settle(id, status, text),
    waits: () => made !== undefined && made.pending() > 0,
    describe: (thrown) => {
      const { message, stack } = describe(thrown);
      return `[${p.quote(message)},${p.quote(stack)}]`;
    },
  };
}

/** Parts that most programs do without, by name, as text: QuickJS compiles what it is given at once and whole. */
export const laterParts: Readonly<Record<string, string>> = { makeUrl: `(${makeUrl})`, makeIntl: `(${makeIntl})` };

/**
 * The text of a function that is given `send` and `ask` and returns a {@link Guest}: what an engine runs before the program.
 *
 * @param loads for QuickJS: whether it is also given `load`, which makes one of {@link laterParts} when it is asked for
 */
export function guestText(loads = false): string {
  const parts = {
    takePrimordials,
    makeSerialise,
    makeDescribe,
    makeContextMaker,
    addMissing,
    harden,
    addLocaleMethods,
  };
  const members = Object.entries(parts).map(([name, part]) => `${name}: ${part}`);
  for (const [name, text] of Object.entries(laterParts)) {
    members.push(`${name}: ${loads ? `(p, ask) => load('${name}')(p, ask)` : text}`);
  }
  return `'use strict'; return (${makeGuest})(send, ask, { ${members.join(', ')} }, ${!loads});`;
}
