import { type Atom, type Piece, parsePattern } from './pattern.ts';

/** Does one thing with a text: tells whether a pattern is found in it. */
export interface Matcher {
  test(text: string): boolean;
}

type State =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean; next: number }
  | { readonly kind: 'assert'; readonly holds: Atom & { kind: 'assert' }; next: number }
  | { readonly kind: 'split'; next: number; readonly others: number[] }
  | { readonly kind: 'end' };

/** Bounded repeats are written out, so a short pattern can need many states. */
const mostStates = 2000;

/**
 * A matcher for a pattern of a JSON Schema that takes time in proportion to the text, whatever the pattern: it follows
 * all ways through the pattern at once instead of going back. Patterns of capabilities come from anywhere, and the
 * engine of the language can take exponential time on them.
 *
 * @param spend is told of each step, and may throw to end a match
 * @throws PatternError where it is no regular expression, or needs going back (backreferences, lookarounds)
 */
export function compileAutomaton(source: string, spend: (steps: number) => void = () => {}): Matcher {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= mostStates) throw new PatternTooLarge();
    return states.push(state) - 1;
  };
  const start = build(parsePattern(source), add({ kind: 'end' }), add);
  return { test: (text) => search(states, start, Array.from(text), spend) };
}

/** Like `a{1000}{1000}`: its states would fill the memory. */
class PatternTooLarge extends Error {
  constructor() {
    super('its repeats make it too large');
  }
}

/** Adds the states of a piece that goes on to `next`; returns where it begins. */
function build(piece: Piece, next: number, add: (state: State) => number): number {
  switch (piece.kind) {
    case 'char':
      return add({ kind: 'char', accepts: piece.accepts, next });
    case 'assert':
      return add({ kind: 'assert', holds: piece, next });
    case 'sequence':
      return piece.parts.reduceRight((after, part) => build(part, after, add), next);
    case 'choice': {
      const [first = next, ...others] = piece.options.map((option) => build(option, next, add));
      return add({ kind: 'split', next: first, others });
    }
    case 'repeat':
      return buildRepeat(piece, next, add);
  }
}

function buildRepeat({ part, min, max }: Piece & { kind: 'repeat' }, next: number, add: (state: State) => number) {
  let at = next;
  if (max === undefined) {
    const loop: State = { kind: 'split', next, others: [] };
    at = add(loop);
    loop.others.push(build(part, at, add));
  } else {
    for (let count = min; count < max; count++) at = add({ kind: 'split', next, others: [build(part, at, add)] });
  }
  for (let count = 0; count < min; count++) at = build(part, at, add);
  return at;
}

function search(states: readonly State[], start: number, text: readonly string[], spend: (steps: number) => void) {
  const mark = new Int32Array(states.length).fill(-1);
  let current: number[] = [];
  for (let at = 0; at <= text.length; at++) {
    // A match may begin anywhere, so the start is among the states at every place.
    const found = close(states, [...current, start], at, text, mark);
    if (found === undefined) return true;
    spend(found.length);
    const char = text[at];
    if (char === undefined) return false;
    current = [];
    for (const id of found) {
      const state = states[id];
      if (state?.kind === 'char' && state.accepts(char)) current.push(state.next);
    }
  }
  return false;
}

/** All states that are reached without a character; undefined where the end is among them. */
function close(states: readonly State[], from: number[], at: number, text: readonly string[], mark: Int32Array) {
  const found: number[] = [];
  const open = from;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (mark[id] === at) continue;
    mark[id] = at;
    const state = states[id] as State;
    if (state.kind === 'end') return undefined;
    if (state.kind === 'split') open.push(state.next, ...state.others);
    else if (state.kind === 'char') found.push(id);
    else if (state.holds.holds(text[at - 1], text[at])) open.push(state.next);
  }
  return found;
}
