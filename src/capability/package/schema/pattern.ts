/** A regular expression as a tree. Groups are only brackets here: nobody asks what they caught. */
export type Piece =
  | Atom
  | { readonly kind: 'sequence'; readonly parts: readonly Piece[] }
  | { readonly kind: 'choice'; readonly options: readonly Piece[] }
  | { readonly kind: 'repeat'; readonly part: Piece; readonly min: number; readonly max: number | undefined };

export type Atom =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean }
  /** A condition on the characters before and after a place. */
  | { readonly kind: 'assert'; readonly holds: (before: string | undefined, after: string | undefined) => boolean };

/** A pattern that cannot be used; the message says why. */
class PatternError extends Error {}

const tokens =
  /\\k<[^>]*>|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[dD][89abAB]\w{2}\\u[dD][c-fC-F]\w{2}|\\u\w{4}|\\x\w{2}|\\c\w|\\\d+|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]+:)|\(|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/gu;

/** Reads a regular expression of the `u` kind, as JSON Schema wants it. @throws PatternError */
export function parsePattern(source: string): Piece {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    throw new PatternError(`it is not a regular expression (${(error as Error).message})`);
  }
  // The engine has accepted it, so brackets pair up and every repeat has something to repeat.
  const groups: Alternatives[] = [new Alternatives()];
  const top = () => groups.at(-1) as Alternatives;
  for (const token of source.match(tokens) ?? []) {
    if (token === '(' || token === '(?:' || /^\(\?<[^=!]/.test(token)) groups.push(new Alternatives());
    else if (token.startsWith('(?')) throw new PatternError('it looks ahead or behind, which is not supported');
    else if (token === ')') {
      const closed = groups.pop()?.toPiece();
      if (closed) top().add(closed);
    } else if (token === '|') top().next();
    else if (/^[*+?]|^\{/.test(token)) top().repeat(...boundsOf(token));
    else top().add(atomOf(token));
  }
  return top().toPiece();
}

/** The options of a group while it is read. */
class Alternatives {
  readonly #options: Piece[][] = [[]];

  add(piece: Piece): void {
    this.#options.at(-1)?.push(piece);
  }

  repeat(min: number, max: number | undefined): void {
    const part = this.#options.at(-1)?.pop();
    if (part) this.add({ kind: 'repeat', part, min, max });
  }

  next(): void {
    this.#options.push([]);
  }

  toPiece(): Piece {
    const options = this.#options.map((parts): Piece => ({ kind: 'sequence', parts }));
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }
}

function boundsOf(token: string): [min: number, max: number | undefined] {
  if (token.startsWith('*')) return [0, undefined];
  if (token.startsWith('+')) return [1, undefined];
  if (token.startsWith('?')) return [0, 1];
  const [, min = '', comma, max] = /^\{(\d+)(,?)(\d*)/.exec(token) ?? [];
  if (comma === '') return [Number(min), Number(min)];
  return [Number(min), max === '' ? undefined : Number(max)];
}

function atomOf(token: string): Atom {
  if (token === '^') return { kind: 'assert', holds: (before) => before === undefined };
  if (token === '$') return { kind: 'assert', holds: (_, after) => after === undefined };
  if (token === '\\b') return { kind: 'assert', holds: (before, after) => isWord(before) !== isWord(after) };
  if (token === '\\B') return { kind: 'assert', holds: (before, after) => isWord(before) === isWord(after) };
  if (/^\\(?:k<|[1-9])/.test(token)) throw new PatternError('it refers back to a group, which is not supported');
  if (token.length === 1 && token !== '.') return { kind: 'char', accepts: (char) => char === token };
  // One character is left to the engine of the language: there is nothing to go back to.
  const one = new RegExp(`^${token}$`, 'u');
  return { kind: 'char', accepts: (char) => one.test(char) };
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /^\w$/.test(char);
}
