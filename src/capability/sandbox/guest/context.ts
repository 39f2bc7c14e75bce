import type { Grants, InnerLimits } from '../messages.ts';
import type { Primordials } from './primordials.ts';
import type { makeSerialise } from './serialise.ts';

export type Send = (kind: string, first: string | number, second?: string, third?: string) => void;

/** Makes the function that makes `context`: what is granted is in it, and nothing else. */
export function makeContextMaker(p: Primordials, serialise: ReturnType<typeof makeSerialise>, send: Send) {
  type Settle = { readonly done: (value: unknown) => void; readonly failed: (error: unknown) => void };

  // Made before the program can replace what makes it; an engine serves one run.
  const open: Record<number, Settle> = { __proto__: null } as never;
  const refusals = new WeakSet<object>();

  return function makeContext(grants: Grants, limits: InnerLimits) {
    let pending = 0;
    let calls = 0;
    let logged = 0;

    const failure = (status: string, message: string): Error => {
      const error = new p.Error(message);
      if (status === 'failed') return error;
      p.define(error, 'code', 'permission', true);
      p.addWeak(refusals, error);
      return error;
    };

    const call = (name: string, args: unknown) =>
      new p.Promise<unknown>((done, failed) => {
        if (++calls > limits.calls) return failed(failure('refused', `More than ${limits.calls} calls`));
        const text = serialise(args, limits.outputBytes, limits.outputDepth);
        if (text.json === undefined) return failed(failure('failed', `${name}: ${text.message}`));
        open[calls] = { done, failed };
        pending++;
        send('call', calls, name, text.json);
      });

    /** The answer to a call: JSON when it is `ok`, otherwise the reason. */
    const settle = (id: number, status: string, text: string): void => {
      const settled = open[id];
      if (settled === undefined) return;
      p.deleteProperty(open, id);
      pending--;
      if (status === 'ok') settled.done(p.parse(text));
      else settled.failed(failure(status, text));
    };

    const log = (level: string) => (words: unknown) => {
      if (!grants.log || logged > limits.logBytes) return;
      const text = typeof words === 'string' ? words : serialise(words, limits.logBytes, limits.outputDepth).json;
      const line = level + p.slice(text ?? typeof words, 0, limits.logBytes);
      // Short lines cost more than their text.
      logged += line.length + 16;
      send('log', logged > limits.logBytes ? '… what was logged after this is dropped' : line);
    };

    let noted = false;
    const { now, seed } = grants;
    let state = (seed ?? 0) | 0;
    const next = (): number => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = p.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + p.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      const number = ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
      if (!noted) send('note', 'random.next', p.quote(number));
      noted = true;
      return number;
    };

    let told = false;
    const tell = (): number => {
      if (!told) send('note', 'clock.now', p.quote(now ?? 0));
      told = true;
      return now ?? 0;
    };

    const logger = { info: log(''), warn: log('warning: '), error: log('error: ') };
    const silent = () => {};
    const assert = (holds: unknown, words: unknown) => {
      if (!holds) logger.error(words === undefined ? 'Assertion failed' : words);
    };
    const add = (target: object, key: string, value: unknown) => p.define(target, key, value, true);
    const context = {};
    for (let index = 0; index < grants.calls.length; index++) {
      const name = grants.calls[index] as string;
      let dot = 0;
      while (name[dot] !== '.') dot++;
      const group = p.slice(name, 0, dot);
      const functions: object = p.descriptorOf(context, group)?.value ?? {};
      add(context, group, functions);
      // Two parameters are the most that a granted function has.
      add(functions, p.slice(name, dot + 1), (first: unknown, second: unknown) =>
        call(name, second === undefined ? (first === undefined ? [] : [first]) : [first, second]),
      );
    }
    if (now !== null) add(context, 'clock', { now: tell });
    if (seed !== null) add(context, 'random', { next });
    if (grants.log) add(context, 'log', logger);

    return {
      context,
      settle,
      /** For habits: goes where the log goes, or nowhere. */
      console: {
        ...logger,
        log: logger.info,
        debug: logger.info,
        dir: logger.info,
        dirxml: logger.info,
        table: logger.info,
        trace: logger.info,
        assert,
        clear: silent,
        count: silent,
        countReset: silent,
        group: silent,
        groupCollapsed: silent,
        groupEnd: silent,
        time: silent,
        timeEnd: silent,
        timeLog: silent,
      },
      isRefusal: (error: unknown) => typeof error === 'object' && error !== null && p.isWeak(refusals, error),
      pending: () => pending,
    };
  };
}
