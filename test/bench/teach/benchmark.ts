import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { silentLogger } from '#base';
import { openSynthesisSession } from '#engine';
import { Teaching } from '../../../src/host/teach/teaching.ts';
import { Typing } from '../../../src/host/teach/typing.ts';
import { seededRandom } from '../random.ts';
import { median, percentile } from '../statistics.ts';
import { duration, table } from '../table.ts';
import { watchThread } from './held.ts';
import { type LineLesson, lineLessons } from './lessons.ts';

/** Milliseconds between two letters: somebody who types fast. */
const betweenLetters = 60;
/** Lines of each lesson whose results are typed once a program is known. */
const typedWhenKnown = 6;

/** Milliseconds, by what is waited for. */
interface Times {
  /** From the last letter of the first result to the preview of all lines. */
  readonly first: number[];
  /** The same for a result that the known program gives. */
  readonly known: number[];
  /** The same for one that it does not give: it is learned anew. */
  readonly corrected: number[];
  /** From a letter in the middle of a search until the session answers something else. */
  readonly superseded: number[];
}

/**
 * Teaches as the editor does, letter by letter, in the threads that it has: the letters and the results are in this one,
 * the search in its worker. Times begin with the letter, so the pause that typing waits for is in them.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({ args: [...args], options: { lines: { type: 'string', default: '1000' } } });
  const lessons = lineLessons(Number(values.lines), seededRandom(1));
  const session = openSynthesisSession({ logger: silentLogger });
  const times: Times = { first: [], known: [], corrected: [], superseded: [] };
  try {
    // The thread starts, and its code gets warm.
    for (const one of lessons) await new Teaching(session, one.lines, () => {}).accept(...exampleOf(one, 0));
    const end = watchThread();
    for (const one of lessons) await teach(session, one, times);
    return report(times, end(), Number(values.lines));
  } finally {
    await session.dispose();
  }
}

async function teach(session: ReturnType<typeof openSynthesisSession>, one: LineLesson, times: Times): Promise<void> {
  const teaching = new Teaching(session, one.lines, () => {});
  times.first.push(await typed(teaching, 0, one.wanted(one.lines[0] ?? '')));
  await teaching.accept(...exampleOf(one, 0));
  for (let nth = 1; nth <= typedWhenKnown; nth++) {
    const at = Math.floor((nth * one.lines.length) / (typedWhenKnown + 1));
    const wanted = one.wanted(one.lines[at] ?? '');
    const isKnown = teaching.resultAt(at) === wanted;
    (isKnown ? times.known : times.corrected).push(await typed(teaching, at, wanted));
    await teaching.accept(...exampleOf(one, at));
  }
  const { program } = teaching.learned ?? {};
  const other = one.corrected(one.lines[0] ?? '');
  for (let letters = 1; letters <= other.length && program !== undefined; letters++) {
    const learning = teaching.preview(0, other.slice(0, letters));
    await sleep(betweenLetters);
    const start = performance.now();
    teaching.stop();
    await session.apply(program, one.lines.slice(0, 1));
    times.superseded.push(performance.now() - start);
    await learning;
  }
  const another = new Teaching(session, one.lines, () => {});
  await another.accept(...exampleOf(one, 0));
  times.corrected.push(await typed(another, 0, other));
}

function exampleOf({ lines, wanted }: LineLesson, at: number): [string, string] {
  const line = lines[at] ?? '';
  return [line, wanted(line)];
}

/** Types a text. @returns milliseconds from its last letter until all lines have their results */
async function typed(teaching: Teaching, at: number, text: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let last = 0;
  const typing = new Typing(teaching, at, {
    inSight: () => [],
    began: () => {},
    ended: (error) => {
      if (error !== undefined) reject(error);
      else if (last > 0) resolve();
    },
  });
  for (let letters = 1; letters <= text.length; letters++) {
    if (letters > 1) await sleep(betweenLetters);
    if (letters === text.length) last = performance.now();
    typing.typed(text.slice(0, letters));
  }
  await promise;
  return performance.now() - last;
}

function report(times: Times, held: ReturnType<ReturnType<typeof watchThread>>, lines: number): object {
  const rows: readonly (readonly [string, keyof Times])[] = [
    ['first result typed', 'first'],
    ['result that is known', 'known'],
    ['result that is not', 'corrected'],
    ['search superseded', 'superseded'],
  ];
  const body = rows.map(([name, key]) => {
    const all = times[key];
    return [name, String(all.length), duration(median(all)), duration(percentile(all, 0.95))];
  });
  console.log(table([[`${lines} lines, from the last letter`, 'times', 'median', '95 %'], ...body]));
  console.log(
    `\nThe thread of the editor was held for at most ${duration(held.processorMs)} of its own work; the latest timer came ${duration(held.delayMs)} late.`,
  );
  const figures = rows.map(([, key]) => [
    key,
    { medianMs: Math.round(median(times[key])), p95Ms: Math.round(percentile(times[key], 0.95)) },
  ]);
  return {
    lines,
    ...Object.fromEntries(figures),
    heldMs: Math.round(held.processorMs),
    delayMs: Math.round(held.delayMs),
  };
}
