import type { Data } from '../data.ts';

/** The place after the quote that closes the one at a place; the end of the text where none does. */
export function quoteEnd(text: string, from: number): number {
  const close = closingQuote(text, from);
  return close === -1 ? text.length : close + 1;
}

function closingQuote(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === quote) {
      if (quote === '"' || text.charAt(at + 1) !== quote) return at;
      at++;
    }
  }
  return -1;
}

/** @param quotes where quotes may begin: anywhere in brackets, at the beginning of a value, nowhere within a plain one */
export function withoutComment(
  text: string,
  quotes: 'anywhere' | 'first' | 'nowhere' = /^[[{]/.test(text) ? 'anywhere' : 'first',
): string {
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const before = text.charAt(at - 1);
    if (sign === '#' && (at === 0 || before === ' ')) return text.slice(0, at).trim();
    if (sign !== '"' && sign !== "'") continue;
    if ((at === 0 && quotes !== 'nowhere') || (quotes === 'anywhere' && /^[\s[{,:]$/.test(before)))
      at = quoteEnd(text, at) - 1;
  }
  return text.trim();
}

export function yamlKey(text: string, number: number): string {
  if (text === '') throw new Error(`Line ${number}: a key is empty.`);
  if (text.startsWith('"') || text.startsWith("'")) return String(yamlValue(text, number, new Map()));
  if (/^[&*!|>%@`,[\]{}]/.test(text))
    throw new Error(`Line ${number}: a key that begins with "${text.charAt(0)}" cannot be read.`);
  return text;
}

/** What anchors stand for, by their names: `&name`. */
export type YamlAnchors = ReadonlyMap<string, Data>;

/** A value that stands in one line, or was brought into one. */
export function yamlValue(text: string, number: number, anchors: YamlAnchors): Data {
  const [value, end] = flowValue(text, 0, number, anchors, false);
  if (text.slice(end).trim() !== '')
    throw new Error(`Line ${number}: "${text.slice(end).trim()}" is not expected there.`);
  return value;
}

/** Reads a value at a place, and says where it ends. */
function flowValue(
  text: string,
  from: number,
  number: number,
  anchors: YamlAnchors,
  isInner: boolean,
): readonly [value: Data, end: number] {
  const sign = text.charAt(from);
  if (sign === '[' || sign === '{') return flowCollection(text, from, number, anchors);
  if (sign === '*') {
    const name = /^[^\s,[\]{}]+/.exec(text.slice(from + 1))?.[0] ?? '';
    const value = anchors.get(name);
    if (value === undefined) throw new Error(`Line ${number}: nothing before it is called "&${name}".`);
    return [value, from + 1 + name.length];
  }
  if (sign === '"' || sign === "'") {
    const end = quoteEnd(text, from);
    return [unquoted(text.slice(from, end), number), end];
  }
  if ('&!|>%@`'.includes(sign) && sign !== '')
    throw new Error(`Line ${number}: what begins with "${sign}" cannot be read.`);
  let end = from;
  while (
    end < text.length &&
    !(isInner && (/[,[\]{}]/.test(text.charAt(end)) || /^:(?:\s|$)/.test(text.slice(end, end + 2))))
  )
    end++;
  const plain = text.slice(from, end).trim();
  if (/:(?:\s|$)|^[-?](?:\s|$)|^[,\]}#]/.test(plain))
    throw new Error(`Line ${number}: "${plain}" cannot stand there without quotes.`);
  return [plainValue(plain), end];
}

/** `[a, b]` or `{ a: 1, b: 2 }`. */
function flowCollection(
  text: string,
  from: number,
  number: number,
  anchors: YamlAnchors,
): readonly [value: Data, end: number] {
  const isList = text.charAt(from) === '[';
  const close = isList ? ']' : '}';
  const items: Data[] = [];
  const entries: [string, Data][] = [];
  let at = spaceEnd(text, from + 1);
  while (text.charAt(at) !== close) {
    const [first, end] = flowValue(text, at, number, anchors, true);
    if (end === at) throw new Error(`Line ${number}: between the signs ${text.charAt(from)} and , a value is missing.`);
    at = spaceEnd(text, end);
    if (isList) items.push(first);
    else {
      if (typeof first === 'object' && first !== null) throw new Error(`Line ${number}: a key has to be a text.`);
      if (text.charAt(at) !== ':') throw new Error(`Line ${number}: a key has no value.`);
      const [value, valueEnd] = flowValue(text, spaceEnd(text, at + 1), number, anchors, true);
      if (first === '<<' || entries.some(([key]) => key === String(first)))
        throw new Error(`Line ${number}: the key "${first}" cannot be read there.`);
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

/**
 * Whether a value goes on in the next line: a quote or a bracket in it is not closed. What begins otherwise is plain, and
 * its end shows in the lines below only.
 */
export function isOpen(text: string): 'quote' | 'bracket' | 'plain' | undefined {
  const first = text.charAt(0);
  if (first === '"' || first === "'") return closingQuote(text, 0) === -1 ? 'quote' : undefined;
  if (first !== '[' && first !== '{') return 'plain';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if ((sign === '"' || sign === "'") && /^[\s[{,:]?$/.test(text.charAt(at - 1))) {
      if (closingQuote(text, at) === -1) return 'quote';
      at = quoteEnd(text, at) - 1;
    } else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
  }
  return depth > 0 ? 'bracket' : undefined;
}

function unquoted(text: string, number: number): string {
  if (closingQuote(text, 0) === -1) throw new Error(`Line ${number}: a quote is not closed.`);
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
