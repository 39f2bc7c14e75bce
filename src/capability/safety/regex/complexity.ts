import { inOwnTime } from './ownTime.ts';
import { fewest, shortPattern } from './shortPattern.ts';

/** How the time that a regular expression takes grows with the text. */
export type Complexity = 'safe' | 'quadratic' | 'polynomial' | 'exponential' | 'unknown';

const known = new Map<string, Complexity>();
const mostKnown = 2000;
const longest = 2000;
/** Milliseconds of processor time for what no count bounds. */
const patience = 1500;
/** So many times as much for the first one of a thread: engines compile the judge meanwhile, which takes slow machines seconds. */
const whileCold = 4;
let isCold = true;
/** Bounds of the search that are counted, so that a judgement does not depend on how busy the machine is. */
const bounds = {
  incubationLimit: 2000,
  maxIteration: 3,
  maxGenerationSize: 20,
  crossoverSize: 5,
  mutationSize: 10,
  randomSeed: 1,
} as const;

let recheck: Promise<typeof import('recheck/lib/browser.js')> | undefined;

/** Judged by recheck, in this thread: its build for browsers is plain JavaScript and starts no process. */
export async function complexityOf(source: string, flags: string): Promise<Complexity> {
  if (!isWorthChecking(source)) return 'safe';
  if (source.length > longest) return 'unknown';
  const key = `${flags}/${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const complexity = await worstOf(source, flags);
  if (known.size >= mostKnown) known.clear();
  known.set(key, complexity);
  return complexity;
}

/** Without two open repetitions there is nothing to share text between; a single one at the end is no danger either. */
function isWorthChecking(source: string): boolean {
  return /[*+]|\{\d*,\d*\}|\{\d{2,}\}|\)\{\d/.test(source) || source.split('?').length > 12;
}

/**
 * The same pattern with lower counts of single characters, `[0-9a-f]{36}` as `[0-9a-f]{3}`. How its time grows does not
 * depend on a count that leaves no choice, and the judge gives up on high ones.
 */
function withFewerCounts(source: string): string {
  // Counts of what may be left out do leave a choice, for which the judge has no eye: its theory is about endless texts.
  if (/\)\{\d/.test(source) || source.split('?').length > 12) return source;
  const tokens = /(\\u\{[^}]*\}|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S])(?:\{(\d+)(?:,(\d+))?\})?/g;
  // Of several ranges beside each other the counts say how many ways there are to share a text.
  const isOnlyRange = source.split(/\{\d+,\d+\}/).length <= 2;
  return source.replaceAll(tokens, (whole: string, atom: string, least?: string, most?: string) => {
    if (least === undefined || atom === ')' || (most !== undefined && !isOnlyRange)) return whole;
    const from = Math.min(Number(least), fewest);
    if (most === undefined) return `${atom}{${from}}`;
    return `${atom}{${from},${Math.min(Number(most), from + fewest)}}`;
  });
}

/** So often an engine may have twice as much to try, in a pattern that matches no long text. */
const fewDoublings = 12;
const manyDoublings = 20;

/**
 * Where each match is short, and each try at one takes time by that length, all tries together take time by the length of
 * the text. Ranges, `\w{1,64}@`, are what the judge takes longest for, so it is asked about them without their upper ends
 * first.
 */
async function worstOf(source: string, flags: string): Promise<Complexity> {
  const short = shortPattern(source, flags);
  if (short !== undefined && short.waysLeft <= fewDoublings) {
    if ((await judged(short.endless, flags.replace('m', ''))) === 'safe') return 'safe';
  }
  const complexity = await judged(withFewerCounts(source), flags);
  // To the judge each number of ways that has an end is few, 2 to the power of 50 too.
  return complexity === 'safe' && short !== undefined && short.ways > manyDoublings ? 'unknown' : complexity;
}

async function judged(source: string, flags: string): Promise<Complexity> {
  recheck ??= import('recheck/lib/browser.js');
  try {
    const { checkSync } = (await recheck).default;
    const worth = isCold ? whileCold * patience : patience;
    isCold = false;
    const judgement = inOwnTime(
      (timeout) => checkSync(source, flags, { ...bounds, timeout }),
      (judgement) => judgement.status === 'unknown' && judgement.error.kind === 'timeout',
      worth,
    );
    // A search that found no slow text is no proof that there is none.
    if (judgement.status === 'safe' && judgement.checker === 'fuzz') return 'unknown';
    if (judgement.status !== 'vulnerable') return judgement.status;
    if (judgement.complexity.type === 'exponential') return 'exponential';
    return judgement.complexity.degree <= 2 ? 'quadratic' : 'polynomial';
  } catch {
    return 'unknown';
  }
}
