import type { InspectorNotification, NodeTracing, Session } from 'node:inspector';
import type { Collections } from '#protocol';

/** What V8 tells of one of its stages, in Chromium's trace event format. Times are microseconds. */
export interface TraceEvent {
  readonly name: string;
  /** `X` has a duration, `M` tells of the thread. */
  readonly ph: string;
  readonly tid: number;
  readonly dur?: number;
  readonly args: { readonly name?: string };
}

/** Ends the watch. @returns what was collected since */
export type EndWatch = () => Promise<Omit<Collections, 'overMs'>>;

/** V8's names of whole collections, and of the marking of a major one that is done in steps before it. */
const minor = /^V8\.GC(Scavenger|MinorM)/;
const major = /^V8\.GC(Compactor|FinalizeMC)/;
const marking = /^V8\.GCIncrementalMarking/;

/**
 * Watches the garbage collector of every isolate of this process. Nothing but V8's own trace knows of those that isolated-vm
 * makes, and in memory only Node's inspector gives it away: the process has to be started with `--allow-inspector`.
 */
export function watchCollections(): EndWatch {
  const { Session } = process.getBuiltinModule('node:inspector');
  const session = new Session();
  const events: TraceEvent[] = [];
  session.connect();
  session.on(
    'NodeTracing.dataCollected',
    ({ params }: InspectorNotification<NodeTracing.DataCollectedEventDataType>) => {
      for (const event of params.value as TraceEvent[]) events.push(event);
    },
  );
  session.post('NodeTracing.start', { traceConfig: { includedCategories: ['v8'] } });
  return () => ended(session, events);
}

function ended(session: Session, events: readonly TraceEvent[]): ReturnType<EndWatch> {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<EndWatch>>>();
  session.once('NodeTracing.tracingComplete', () => {
    session.disconnect();
    resolve(collectionsIn(events));
  });
  session.post('NodeTracing.stop');
  return promise;
}

/**
 * What programs had collected: they run in threads of isolated-vm, and the main thread, which makes and ends isolates, is not
 * theirs. A program stands still meanwhile, apart from what V8 does in threads beside it, which is not counted.
 */
export function collectionsIn(events: readonly TraceEvent[]): Omit<Collections, 'overMs'> {
  const main = events.find(
    ({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args.name === mainThread,
  )?.tid;
  const own = events.filter(({ ph, tid }) => ph === 'X' && tid !== main);
  const named = (pattern: RegExp) => own.filter(({ name }) => pattern.test(name));
  const msOf = (some: readonly TraceEvent[]) => some.reduce((sum, { dur = 0 }) => sum + dur / 1000, 0);
  const [minors, majors] = [named(minor), named(major)];
  return {
    minor: { count: minors.length, ms: msOf(minors) },
    major: { count: majors.length, ms: msOf([...majors, ...named(marking)]) },
  };
}

const mainThread = 'JavaScriptMainThread';
