import type { HelperName } from './helpers.ts';

/** Collects the statements of one function body, and gives names that are not taken. */
export class Writer {
  readonly lines: string[] = [];
  /** Functions that the program needs besides its own statements. */
  readonly uses: Set<HelperName>;
  /** Whether it can end with `return null`. */
  canDecline = false;
  readonly #names: Set<string>;
  readonly #known: Map<string, string>;

  constructor(uses: Set<HelperName>, names: Iterable<string>, known: ReadonlyMap<string, string> = new Map()) {
    this.uses = uses;
    this.#names = new Set(names);
    this.#known = new Map(known);
  }

  /** A writer for a block within this one: it sees the names of this one, which does not see those of the block. */
  block(): Writer {
    return new Writer(this.uses, this.#names, this.#known);
  }

  /** Adds the statements of a block, indented. */
  add(block: Writer): void {
    for (const line of block.lines) this.lines.push(`  ${line}`);
    if (block.canDecline) this.canDecline = true;
  }

  /**
   * Declares a constant and gives its name; one that has been declared with the same value is used again, and what has a
   * name already keeps it.
   */
  declare(wish: string, value: string): string {
    if (/^[A-Za-z_$][\w$]*$/.test(value)) return value;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const name = this.freeName(wish);
    this.lines.push(`const ${name} = ${value};`);
    this.#known.set(value, name);
    return name;
  }

  /** Declares a constant whose value may be undefined, in which case the program declines. */
  require(wish: string, value: string): string {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const name = this.declare(wish, value);
    this.declineIf(`${name} === undefined`);
    return name;
  }

  declineIf(condition: string): void {
    const line = `if (${condition}) return null;`;
    if (!this.lines.includes(line)) this.lines.push(line);
    this.canDecline = true;
  }

  /** The value to return, of what has been printed: what was only declared to be returned or declined needs no name. */
  returned(value: string): string {
    const [declared = '', declined] = this.lines.slice(-2);
    const start = `const ${value} = `;
    if (!declared.startsWith(start) || declined !== `if (${value} === undefined) return null;`)
      return this.inlined(value);
    this.lines.splice(-2);
    return `${declared.slice(start.length, -1)} ?? null`;
  }

  /** A value that is taken once, of what has been printed: what was only declared to be taken needs no name. */
  inlined(value: string): string {
    const last = this.lines.at(-1) ?? '';
    const start = `const ${value} = `;
    if (!last.startsWith(start)) return value;
    this.lines.pop();
    return last.slice(start.length, -1);
  }

  /** Has a function printed with the program. @returns its name */
  use(name: HelperName): string {
    this.uses.add(name);
    return name;
  }

  /** Gives a name back: it is seen within one expression only. */
  freed(name: string): void {
    this.#names.delete(name);
  }

  freeName(wish: string): string {
    let name = wish;
    for (let count = 2; this.#names.has(name); count++) name = `${wish}${count}`;
    this.#names.add(name);
    return name;
  }
}

/** A text as a literal of TypeScript. */
export function quoted(text: string): string {
  if (text.includes("'") && !text.includes('"')) return JSON.stringify(text);
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`.replace(
    /[\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16)}`,
  );
}
