/** How the time that a regular expression takes grows with the text. */
export type Complexity = 'safe' | 'quadratic' | 'polynomial' | 'exponential' | 'unknown';

const known = new Map<string, Complexity>();
const mostKnown = 2000;
const longest = 2000;
/**
 * Bounds of the search that are counted, so that a judgement does not depend on how busy the machine is; the
 * milliseconds are for what no count bounds.
 */
const bounds = {
  timeout: 1500,
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
  const complexity = await judged(source, flags);
  if (known.size >= mostKnown) known.clear();
  known.set(key, complexity);
  return complexity;
}

/** Without two open repetitions there is nothing to share text between; a single one at the end is no danger either. */
function isWorthChecking(source: string): boolean {
  return /[*+]|\{\d*,\d*\}|\{\d{2,}\}|\)\{\d/.test(source) || source.split('?').length > 12;
}

async function judged(source: string, flags: string): Promise<Complexity> {
  recheck ??= import('recheck/lib/browser.js');
  try {
    const judgement = (await recheck).default.checkSync(source, flags, bounds);
    // A search that found no slow text is no proof that there is none.
    if (judgement.status === 'safe' && judgement.checker === 'fuzz') return 'unknown';
    if (judgement.status !== 'vulnerable') return judgement.status;
    if (judgement.complexity.type === 'exponential') return 'exponential';
    return judgement.complexity.degree <= 2 ? 'quadratic' : 'polynomial';
  } catch {
    return 'unknown';
  }
}
