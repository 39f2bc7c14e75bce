import { type Data, isRecord } from '../data.ts';
import { isOpen, quoteEnd, withoutComment, yamlKey, yamlValue } from '../yaml/values.ts';

interface YamlLine {
  readonly indent: number;
  /** Without the space around it. */
  readonly text: string;
  readonly whole: string;
  /** 1-based. */
  readonly number: number;
}

/**
 * Reads the part of YAML 1.2 that configuration files are written in: mappings, lists, texts of several lines, lists and
 * mappings in brackets, quotes, comments, anchors with their aliases, and `<<`, by which a mapping has the entries of
 * another. Tags, keys of several lines and several documents are refused.
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
  readonly #anchors = new Map<string, Data>();

  constructor(lines: YamlLine[]) {
    this.#lines = lines;
  }

  document(): Data {
    const start = this.#peek();
    if (start?.text === '---' && start.indent === 0) this.#at++;
    else if (start?.text.startsWith('--- ')) throw new Error(`Line ${start.number}: behind "---" nothing can be read.`);
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
    return this.#inner(first, first.text, indent - 1);
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
    const merged = new Set<string>();
    for (let line = this.#peek(); line?.indent === indent && !isItem(line.text); line = this.#peek()) {
      const end = keyEnd(line);
      if (end === -1) break;
      const key = yamlKey(line.text.slice(0, end).trim(), line.number);
      if (entries.has(key) && !merged.has(key)) throw new Error(`Line ${line.number}: "${key}" is there twice.`);
      const value = this.#inner(line, line.text.slice(end + 1), indent, true);
      if (key === '<<') {
        for (const [name, one] of mergedEntries(value, line.number)) {
          if (entries.has(name)) continue;
          entries.set(name, one);
          merged.add(name);
        }
      } else {
        entries.set(key, value);
        merged.delete(key);
      }
    }
    return Object.fromEntries(entries);
  }

  /** What stands behind `- ` or `key:`, in that line or below it. */
  #inner(line: YamlLine, after: string, indent: number, ofKey = false): Data {
    const [whole = '', name = ''] = /^\s*&([^\s,[\]{}]+)/.exec(after) ?? [];
    const rest = after.slice(whole.length);
    if (name !== '' && (rest === '' || /^\s/.test(rest))) {
      if (keyEnd({ ...line, text: rest.trim() }) !== -1 || isItem(rest.trim()) || rest.trim().startsWith('&'))
        throw new Error(`Line ${line.number}: an anchor before a key or an item cannot be read.`);
      const value = this.#inner(line, rest, indent, ofKey);
      if (rest.trim() === '' && value === null)
        throw new Error(`Line ${line.number}: "&${name}" is the name of nothing.`);
      this.#anchors.set(name, value);
      return value;
    }
    const said = withoutComment(after.trim());
    const style = /^([|>])([+-]?)$/.exec(said);
    const nested: YamlLine = {
      ...line,
      text: after.trim(),
      indent: line.indent + line.text.length - after.trimStart().length,
    };
    if (said !== '' && after !== line.text && !ofKey && (isItem(nested.text) || keyEnd(nested) !== -1)) {
      // `- key: value` begins a mapping, whose other keys stand below its first one.
      this.#lines[this.#at] = nested;
      return this.#block(nested.indent);
    }
    this.#at++;
    if (style !== null) return this.#textBlock(indent, style[1] === '>', style[2] ?? '');
    if (said === '') {
      const next = this.#peek();
      const isBelow =
        next !== undefined && (next.indent > indent || (ofKey && next.indent === indent && isItem(next.text)));
      return isBelow ? this.#block(next.indent) : null;
    }
    return yamlValue(this.#continued(said, said !== after.trim(), indent), line.number, this.#anchors);
  }

  /** A value with the lines below that belong to it: their ends are spaces, and empty lines are ends of lines. */
  #continued(said: string, hasComment: boolean, indent: number): string {
    let text = said;
    let ended = hasComment;
    let blank = 0;
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      const open = isOpen(text);
      if (open === undefined) break;
      // The bracket that closes often stands where the key does.
      const isClosing = open === 'bracket' && /^[\]}]/.test(line.text) && line.indent === indent;
      if (line.text !== '' && line.indent <= indent && !isClosing) break;
      if (open !== 'quote' && line.text.startsWith('#')) {
        if (open === 'plain') break;
        ended = true;
        this.#at++;
        continue;
      }
      if (open === 'bracket' && (ended || blank > 0) && !/[,[{]$/.test(text) && !/^[,\]}]/.test(line.text))
        throw new Error(`Line ${line.number}: a value cannot go on behind a comment or an empty line.`);
      this.#at++;
      if (line.text === '') {
        blank++;
        continue;
      }
      if (open === 'plain' && (ended || /^[*]/.test(text) || keyEnd(line) !== -1))
        throw new Error(`Line ${line.number} is indented like a part of the value before, and is none.`);
      if (open === 'quote' && /^[[{]/.test(text))
        throw new Error(`Line ${line.number}: a text in quotes that goes on in brackets cannot be read.`);
      if (open === 'quote' && text.endsWith('\\') && text.startsWith('"'))
        throw new Error(`Line ${line.number}: the line before ends with "\\", which cannot be read.`);
      const added =
        open === 'quote' ? line.text : withoutComment(line.text, open === 'bracket' ? 'anywhere' : 'nowhere');
      ended = added !== line.text;
      text += (open === 'bracket' || blank === 0 ? ' ' : lineEnds(text, blank)) + added;
      blank = 0;
    }
    return text;
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
    const before = taken.find((line) => line.text !== '' && line.indent < first.indent);
    if (before) throw new Error(`Line ${before.number} is not indented like the lines before.`);
    const deeper = taken.find((line) => line.text !== '' && line.indent > first.indent);
    if (isFolded && deeper)
      throw new Error(`Line ${deeper.number}: in a text below ">" all lines begin at the same place.`);
    const spaces = taken.find(({ text, whole }) => text === '' && whole.length > first.indent);
    if (isFolded && spaces)
      throw new Error(`Line ${spaces.number}: a line in a text below ">" has nothing but spaces.`);
    const texts = taken.map(({ whole }) => whole.slice(first.indent));
    const blank = texts.length - texts.findLastIndex((text) => text !== '') - 1;
    const body = texts.slice(0, texts.length - blank);
    const joined = body.join('\n');
    const leading = /^\n*/.exec(joined)?.[0] ?? '';
    const folded = isFolded
      ? leading + joined.slice(leading.length).replaceAll(/\n(\n*)/g, (_, more: string) => more || ' ')
      : joined;
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

/** Within double quotes they are written as escapes. */
function lineEnds(text: string, count: number): string {
  return (text.startsWith('"') ? '\\n' : '\n').repeat(count);
}

/** The entries of a mapping, or of several: those of the first one count. */
function mergedEntries(value: Data, number: number): (readonly [string, Data])[] {
  const all: readonly Data[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => {
    if (!isRecord(one)) throw new Error(`Line ${number}: behind "<<" there has to be a mapping.`);
    return Object.entries(one);
  });
}
