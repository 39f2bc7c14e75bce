import { isRecord } from '#base';
import type { Value } from '../../byExample/language/expression.ts';

/** What is looked at of a text: a table's header and enough of its rows. */
const longestLook = 20_000;
const most = 50;
const mostRows = 500;

/** Names of the columns, keys or fields that are in a value: of tables with a header, of records, of lines `key: value`. */
export function fieldsOf(value: Value): string[] {
  const data = typeof value === 'string' ? (jsonOf(value) ?? value) : value;
  return unique(typeof data === 'string' ? fieldsOfText(data) : keysOf(data));
}

/** The texts of the cells that a table, or a list of records, has in a column. */
export function columnOf(value: Value, column: string): string[] {
  const data = typeof value === 'string' ? (jsonOf(value) ?? value) : value;
  if (typeof data !== 'string') {
    const records = Array.isArray(data) ? data.slice(0, mostRows) : [data];
    return records.flatMap((one: Value) => {
      const cell = isRecord(one) ? one[column] : undefined;
      return typeof cell === 'string' || typeof cell === 'number' ? [String(cell)] : [];
    });
  }
  const separator = separatorOf(data);
  const [header = [], ...rows] = linesOf(data).map((line) => cellsIn(line, separator));
  const at = header.indexOf(column);
  return at === -1 ? [] : rows.slice(0, mostRows).flatMap((cells) => cells[at] ?? []);
}

function fieldsOfText(text: string): string[] {
  const separator = separatorOf(text);
  const lines = linesOf(text);
  if (separator !== undefined) return cellsIn(lines[0] ?? '', separator);
  return lines.flatMap((line) => /^[-\s]*([\p{L}_][\p{L}\p{N}_ -]*?)\s*[:=]/u.exec(line)?.[1] ?? []);
}

/** What stands between the cells of the first line. */
function separatorOf(text: string): string | undefined {
  const [header = ''] = linesOf(text);
  const counted = ['\t', '|', ';', ','].map((sign) => [sign, header.split(sign).length - 1] as const);
  return counted.sort(([, a], [, b]) => b - a).find(([, count]) => count > 0)?.[0];
}

function cellsIn(line: string, separator: string | undefined): string[] {
  const inner = separator === '|' ? line.trim().replace(/^\|/, '').replace(/\|$/, '') : line;
  const cells = separator === undefined ? [inner] : inner.split(separator);
  return cells.map((cell) => cell.trim().replace(/^(["'])(.*)\1$/, '$2'));
}

function linesOf(text: string): string[] {
  return text
    .slice(0, longestLook)
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.trim() !== '' && !/^[\s|:-]+$/.test(line));
}

function jsonOf(text: string): Value | undefined {
  if (!/^\s*[[{]/.test(text) || text.length > 1_000_000) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function keysOf(value: Value): string[] {
  if (Array.isArray(value)) return value.slice(0, 100).flatMap((one: Value) => keysOf(one));
  return isRecord(value) ? Object.keys(value) : [];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, most);
}
