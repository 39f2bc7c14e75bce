import type { Data } from '../data.ts';

interface YamlLine {
  readonly indent: number;
  /** Without the space around it. */
  readonly text: string;
  readonly whole: string;
  /** 1-based. */
  readonly number: number;
}

/**
 * Reads the part of YAML 1.2 that configuration files are written in: mappings, lists, texts of several lines (`|`, `>`),
 * lists and mappings in brackets within a line, quotes and comments. Anchors, tags, plain texts of several lines and
 * several documents are refused.
 */
export function read(text: string): Data {
  const lines = text
    .replace(/\r?\n$/, '')
    .split(/\r\n|\n/)
    .map((line, at): YamlLine => {
      const indent = line.length - line.trimStart().length;
      if (line.slice(0, indent).includes('\t') && line.trim() !== '')
        throw new Error(`Line ${at + 1} is indented with a tab.`);
      return { indent, text: line.trim(), whole: line, number: at + 1 };
    });
  const reader = new YamlReader(lines);
  return reader.document();
}

class YamlReader {
  readonly #lines: YamlLine[];
  #at = 0;

  constructor(lines: YamlLine[]) {
    this.#lines = lines;
  }

  document(): Data {
    if (this.#peek()?.text === '---') this.#at++;
    const first = this.#peek();
    if (first === undefined) return null;
    const data = this.#block(first.indent);
    const rest = this.#peek();
    if (rest?.text === '---' || rest?.text === '...')
      throw new Error(`Line ${rest.number}: only one document can be read.`);
    if (rest !== undefined) throw new Error(`Line ${rest.number} is not indented like the lines before.`);
    return data;
  }

  /** The next line with content. */
  #peek(): YamlLine | undefined {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      if (line !== undefined && line.text !== '' && !line.text.startsWith('#')) return line;
      this.#at++;
    }
    return undefined;
  }

  #block(indent: number): Data {
    const first = this.#peek();
    if (first === undefined) return null;
    if (isItem(first.text)) return this.#list(indent);
    if (keyEnd(first) !== -1) return this.#mapping(indent);
    this.#at++;
    return yamlValue(withoutComment(first.text), first.number);
  }

  #list(indent: number): Data {
    const items: Data[] = [];
    for (let line = this.#peek(); line?.indent === indent && isItem(line.text); line = this.#peek()) {
      items.push(this.#inner(line, line.text.slice(1), indent));
    }
    return items;
  }

  #mapping(indent: number): Data {
    const entries = new Map<string, Data>();
    for (let line = this.#peek(); line?.indent === indent && !isItem(line.text); line = this.#peek()) {
      const end = keyEnd(line);
      if (end === -1) break;
      const key = String(yamlKey(line.text.slice(0, end).trim(), line.number));
      if (entries.has(key)) throw new Error(`Line ${line.number}: "${key}" is there twice.`);
      entries.set(key, this.#inner(line, line.text.slice(end + 1), indent, true));
    }
    return Object.fromEntries(entries);
  }

  /** What stands behind `- ` or `key:`, in that line or below it. */
  #inner(line: YamlLine, after: string, indent: number, ofKey = false): Data {
    const said = withoutComment(after.trim());
    const style = /^([|>])([+-]?)$/.exec(said);
    this.#at++;
    if (style !== null) return this.#textBlock(indent, style[1] === '>', style[2] ?? '');
    if (said === '') {
      const next = this.#peek();
      const isBelow =
        next !== undefined && (next.indent > indent || (ofKey && next.indent === indent && isItem(next.text)));
      return isBelow ? this.#block(next.indent) : null;
    }
    const nested: YamlLine = {
      ...line,
      text: after.trim(),
      indent: line.indent + line.text.length - after.trimStart().length,
    };
    if (ofKey || (!isItem(nested.text) && keyEnd(nested) === -1)) return yamlValue(said, line.number);
    // `- key: value` begins a mapping, whose other keys stand below its first one.
    this.#at--;
    this.#lines[this.#at] = nested;
    return this.#block(nested.indent);
  }

  /** The lines of a text below `|`, or of one below `>`, whose single line ends are spaces. */
  #textBlock(indent: number, isFolded: boolean, ending: string): string {
    const taken: YamlLine[] = [];
    for (
      let line = this.#lines[this.#at];
      line && (line.text === '' || line.indent > indent);
      line = this.#lines[this.#at]
    ) {
      taken.push(line);
      this.#at++;
    }
    const first = taken.find(({ text }) => text !== '');
    if (first === undefined) return ending === '+' ? '\n'.repeat(taken.length) : '';
    const deeper = taken.find((line) => line.text !== '' && line.indent > first.indent);
    if (isFolded && deeper)
      throw new Error(`Line ${deeper.number}: in a text below ">" all lines begin at the same place.`);
    const texts = taken.map(({ whole }) => whole.slice(first.indent));
    const blank = texts.length - texts.findLastIndex((text) => text !== '') - 1;
    const body = texts.slice(0, texts.length - blank);
    const joined = body.join('\n');
    const folded = isFolded ? joined.replaceAll(/\n(\n*)/g, (_, more: string) => more || ' ') : joined;
    return ending === '-' ? folded : `${folded}\n${ending === '+' ? '\n'.repeat(blank) : ''}`;
  }
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

/** Where the `:` behind a key is; -1 where the line has no key. */
function keyEnd({ text, number }: YamlLine): number {
  if (text.startsWith('[') || text.startsWith('{')) return -1;
  if (text.startsWith('? ')) throw new Error(`Line ${number}: keys behind "?" cannot be read.`);
  const start = text.startsWith('"') || text.startsWith("'") ? quoteEnd(text, 0) : 0;
  for (let at = start; at < text.length; at++) {
    if (text.charAt(at) === '#' && at > 0 && text.charAt(at - 1) === ' ') return -1;
    if (text.charAt(at) === ':' && (at + 1 === text.length || text.charAt(at + 1) === ' ')) return at;
  }
  return -1;
}

/** The place after the quote that closes the one at a place; the end of the text where none does. */
function quoteEnd(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === quote) {
      if (quote === '"' || text.charAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}

function withoutComment(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const before = text.charAt(at - 1);
    if (sign === '#' && (at === 0 || before === ' ')) return text.slice(0, at).trim();
    if ((sign === '"' || sign === "'") && /^[\s[{,:]?$/.test(before)) at = quoteEnd(text, at) - 1;
  }
  return text.trim();
}

function yamlKey(text: string, number: number): Data {
  return text.startsWith('"') || text.startsWith("'") ? yamlValue(text, number) : text;
}

/** A value that stands in one line. */
function yamlValue(text: string, number: number): Data {
  const [value, end] = flowValue(text, 0, number, false);
  if (text.slice(end).trim() !== '')
    throw new Error(`Line ${number}: "${text.slice(end).trim()}" is not expected there.`);
  return value;
}

/** Reads a value at a place, and says where it ends. */
function flowValue(text: string, from: number, number: number, isInner: boolean): readonly [value: Data, end: number] {
  const sign = text.charAt(from);
  if (sign === '[' || sign === '{') return flowCollection(text, from, number);
  if (sign === '"' || sign === "'") {
    const end = quoteEnd(text, from);
    return [unquoted(text.slice(from, end), number), end];
  }
  if ('&*!|>%@`'.includes(sign) && sign !== '')
    throw new Error(`Line ${number}: what begins with "${sign}" cannot be read.`);
  let end = from;
  while (
    end < text.length &&
    !(isInner && (/[,[\]{}]/.test(text.charAt(end)) || /^:(?:\s|$)/.test(text.slice(end, end + 2))))
  )
    end++;
  return [plainValue(text.slice(from, end).trim()), end];
}

/** `[a, b]` or `{ a: 1, b: 2 }`. */
function flowCollection(text: string, from: number, number: number): readonly [value: Data, end: number] {
  const isList = text.charAt(from) === '[';
  const close = isList ? ']' : '}';
  const items: Data[] = [];
  const entries: [string, Data][] = [];
  let at = spaceEnd(text, from + 1);
  while (text.charAt(at) !== close) {
    const [first, end] = flowValue(text, at, number, true);
    at = spaceEnd(text, end);
    if (isList) items.push(first);
    else {
      if (text.charAt(at) !== ':') throw new Error(`Line ${number}: a key has no value.`);
      const [value, valueEnd] = flowValue(text, spaceEnd(text, at + 1), number, true);
      entries.push([String(first), value]);
      at = spaceEnd(text, valueEnd);
    }
    if (text.charAt(at) === ',') at = spaceEnd(text, at + 1);
    else if (text.charAt(at) !== close) throw new Error(`Line ${number}: "${close}" is missing.`);
  }
  return [isList ? items : Object.fromEntries(entries), at + 1];
}

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ') at++;
  return at;
}

function unquoted(text: string, number: number): string {
  const closed = text.length >= 2 && text.endsWith(text.charAt(0));
  if (!closed) throw new Error(`Line ${number}: a quote is not closed.`);
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  try {
    return String(JSON.parse(text));
  } catch {
    throw new Error(`Line ${number}: the text in quotes has an escape that JSON does not have.`);
  }
}

/** By the core schema of YAML 1.2: `yes` and `no` are texts. */
function plainValue(text: string): Data {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) || /^0x[\da-fA-F]+$/.test(text)) return Number(text);
  return /^0o[0-7]+$/.test(text) ? Number.parseInt(text.slice(2), 8) : text;
}
