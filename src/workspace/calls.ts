import { CancelledError, type Progress, type TaskOptions, ToolwrightError } from '#base';

/** What crosses the thread border for one call. Signals and callbacks stay behind; their call's id stands for them. */
interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
  /** Index of the argument that was a TaskOptions. */
  readonly task: number;
}

type Reply =
  | { readonly value: unknown }
  | { readonly error: { kind: 'cancelled' | 'user' | 'bug'; code: string; message: string; hint?: string } };

/** What each side of a border offers the other one. */
export interface Peer {
  call(call: Call): Promise<Reply>;
  cancel(id: number): void;
  /** Of a call that the other side has made. */
  progress(id: number, progress: Progress): void;
}

/** A call that waits for its answer. */
interface Pending {
  readonly report: TaskOptions['report'];
  reject(error: Error): void;
}

/** The calls of one side: plain data and TaskOptions in, promises of plain data out. */
export class OutgoingCalls {
  readonly #pending = new Map<number, Pending>();
  #last = 0;

  async send(peer: Pick<Peer, 'call' | 'cancel'>, method: string, args: readonly unknown[]): Promise<unknown> {
    const id = ++this.#last;
    const task = args.findIndex(isTaskOptions);
    const { signal, report } = (args[task] ?? {}) as TaskOptions;
    if (signal?.aborted) throw new CancelledError();
    const cancel = () => peer.cancel(id);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const sent = args.map((arg, index) =>
        index === task ? { ...(arg as TaskOptions), signal: undefined, report: undefined } : arg,
      );
      const reply = await new Promise<Reply>((resolve, reject) => {
        this.#pending.set(id, { report, reject });
        peer.call({ id, method, args: sent, task }).then(resolve, reject);
      });
      return unwrap(reply);
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#pending.delete(id);
    }
  }

  progress(id: number, progress: Progress): void {
    this.#pending.get(id)?.report?.(progress);
  }

  /** Ends the waiting for all answers that are still out. */
  rejectAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
  }
}

/** Calls the methods of an object for the other side. */
export class IncomingCalls implements Pick<Peer, 'call' | 'cancel'> {
  readonly #target: () => object | undefined;
  readonly #tell: Peer['progress'];
  readonly #running = new Map<number, AbortController>();

  /** @param tell tells the other side how far a call is */
  constructor(target: () => object | undefined, tell: Peer['progress']) {
    this.#target = target;
    this.#tell = tell;
  }

  async call({ id, method, args, task }: Call): Promise<Reply> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const report = (progress: Progress) => this.#tell(id, progress);
    const received = args.map((arg, index) =>
      index === task ? { ...(arg as object), signal: controller.signal, report } : arg,
    );
    try {
      const target = this.#target() as Record<string, (...args: unknown[]) => unknown> | undefined;
      return { value: await target?.[method]?.(...received) };
    } catch (error) {
      return { error: describe(error) };
    } finally {
      this.#running.delete(id);
    }
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** Nobody waits for the answers any more. */
  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}

/** An object whose methods are calls. @param others what is not called, but done here */
export function methodsOver<T extends object>(
  call: (method: string, args: readonly unknown[]) => Promise<unknown>,
  others: Partial<T> = {},
): T {
  return new Proxy(others as T, {
    get: (own, method) => {
      if (typeof method !== 'string' || method === 'then') return undefined;
      return Reflect.get(own, method) ?? ((...args: unknown[]) => call(method, args));
    },
  });
}

function isTaskOptions(arg: unknown): boolean {
  return typeof arg === 'object' && arg !== null && ('signal' in arg || 'report' in arg);
}

function describe(error: unknown): Extract<Reply, { error: unknown }>['error'] {
  if (error instanceof CancelledError) return { kind: 'cancelled', code: '', message: '' };
  if (ToolwrightError.is(error)) {
    return {
      kind: 'user',
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
  return { kind: 'bug', code: '', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function unwrap(reply: Reply): unknown {
  if ('value' in reply) return reply.value;
  const { kind, code, message, hint } = reply.error;
  if (kind === 'cancelled') throw new CancelledError();
  if (kind === 'user') throw new ToolwrightError(code, message, hint === undefined ? {} : { hint });
  throw new Error(message);
}
