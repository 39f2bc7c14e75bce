/** How the time that a regular expression takes grows with the text. */
export type Complexity = 'safe' | 'polynomial' | 'exponential' | 'unknown';

const known = new Map<string, Complexity>();
const mostKnown = 2000;
/** Milliseconds: what takes longer to judge is unknown. */
const timeout = 150;

let recheck: Promise<typeof import('recheck/lib/browser.js')> | undefined;

/** Judged by recheck, in this thread: its build for browsers is plain JavaScript and starts no process. */
export async function complexityOf(source: string, flags: string): Promise<Complexity> {
  if (!isWorthChecking(source)) return 'safe';
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
  return source.length <= 2000 && /[*+]|\{\d*,\d*\}|\{\d{2,}\}/.test(source);
}

async function judged(source: string, flags: string): Promise<Complexity> {
  recheck ??= import('recheck/lib/browser.js');
  try {
    const judgement = (await recheck).default.checkSync(source, flags, { timeout });
    if (judgement.status !== 'vulnerable') return judgement.status;
    return judgement.complexity.type === 'exponential' ? 'exponential' : 'polynomial';
  } catch {
    return 'unknown';
  }
}
