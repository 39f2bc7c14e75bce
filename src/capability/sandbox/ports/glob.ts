/** Whether a path fits; in time that grows with the path's length times the glob's. */
export type GlobMatcher = (path: string) => boolean;

export interface GlobOptions {
  /** Whether `*`, `?` and `**` stand for names that begin with a dot, too. */
  readonly dot: boolean;
}

type Segment = '**' | readonly Part[];
/** One character that has to be there, any character, any number of them, or one of a set. */
type Part = { readonly is: 'character' | 'any' | 'many'; readonly text: string } | { readonly is: 'set'; has: RegExp };

const mostAlternatives = 100;

/**
 * Makes the matcher of a glob: `*`, `?`, `**` as a whole name, `[a-z]`, `[!a]`, and `{a,b}`. Globs come from programs and
 * from manifests of programs, so it is no regular expression, which could take ages to fail. Undefined for what is no
 * such glob: groups with `(`, more than a hundred alternatives.
 */
export function globMatcher(glob: string, options: GlobOptions): GlobMatcher | undefined {
  if (/[()\\]/.test(glob)) return undefined;
  const globs = alternatives(glob);
  if (globs === undefined) return undefined;
  const each = globs.map(segmentsOf);
  return (path) => {
    const names = path.split('/');
    return each.some((segments) => fits(segments, names, options.dot));
  };
}

/** The globs without braces that a glob stands for. */
function alternatives(glob: string): readonly string[] | undefined {
  let open = [glob];
  // Each round takes the innermost braces of all of them.
  while (open.some((one) => /\{[^{}]*,[^{}]*\}/.test(one))) {
    open = open.flatMap((one) => {
      const found = /\{([^{}]*,[^{}]*)\}/.exec(one);
      if (found === null) return [one];
      const after = one.slice(found.index + found[0].length);
      return (found[1] ?? '').split(',').map((choice) => one.slice(0, found.index) + choice + after);
    });
    if (open.length > mostAlternatives) return undefined;
  }
  return open;
}

/** What is below a folder is not the folder: a last `**` takes one name at the least. */
function segmentsOf(glob: string): readonly Segment[] {
  const segments = glob.replace(/^\.\//, '').split('/').map(segmentOf);
  return segments.at(-1) === '**' ? [...segments, segmentOf('*')] : segments;
}

function segmentOf(text: string): Segment {
  if (text === '**') return '**';
  const parts: Part[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const set = character === '[' ? /^\[([!^]?)([^\]]+)\]/.exec(text.slice(at)) : null;
    if (set !== null) {
      const members = (set[2] ?? '').replace(/[\\^[]/g, '\\$&');
      parts.push({ is: 'set', has: setOf(`[${set[1] ? '^' : ''}${members}]`) });
      at += set[0].length - 1;
    } else if (character === '*') {
      if (parts.at(-1)?.is !== 'many') parts.push({ is: 'many', text: '' });
    } else parts.push({ is: character === '?' ? 'any' : 'character', text: character });
  }
  return parts;
}

function setOf(source: string): RegExp {
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A range whose end comes first, which nothing is in.
    return /(?!)/;
  }
}

function fits(segments: readonly Segment[], names: readonly string[], dot: boolean): boolean {
  return walk(
    segments,
    names,
    (segment) => segment === '**',
    (segment, name) => segment !== '**' && nameFits(segment, name, dot),
    (name) => dot || !name.startsWith('.'),
  );
}

function nameFits(parts: readonly Part[], name: string, dot: boolean): boolean {
  const [first] = parts;
  if (name.startsWith('.') && !dot && !(first?.is === 'character' && first.text === '.')) return false;
  return walk(
    parts,
    name,
    (part) => part.is === 'many',
    (part, character) =>
      part.is === 'set'
        ? part.has.test(character)
        : part.is === 'any' || (part.is === 'character' && part.text === character),
    () => true,
  );
}

/** Matches a pattern with stars to a row of items: when it fails, only the last star has to take one more. */
function walk<P, I>(
  pattern: readonly P[],
  items: ArrayLike<I>,
  isStar: (part: P) => boolean,
  matches: (part: P, item: I) => boolean,
  taken: (item: I) => boolean,
): boolean {
  let at = 0;
  let item = 0;
  let star = -1;
  let from = 0;
  while (item < items.length) {
    const part = pattern[at];
    if (part !== undefined && isStar(part)) {
      star = at++;
      from = item;
    } else if (part !== undefined && matches(part, items[item] as I)) {
      at++;
      item++;
    } else if (star >= 0 && taken(items[from] as I)) {
      at = star + 1;
      item = ++from;
    } else return false;
  }
  while (at < pattern.length && isStar(pattern[at] as P)) at++;
  return at === pattern.length;
}
