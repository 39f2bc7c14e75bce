import type { Data } from '../data.ts';
import { recordsFrom } from '../records/text.ts';

/** Reads the first table of a Markdown text, as GitHub writes them. */
export function read(text: string): Data {
  const lines = text.split(/\r\n|\n/);
  const rule = lines.findIndex((line, at) => at > 0 && isRule(line) && lines[at - 1]?.includes('|'));
  if (rule === -1) throw new Error('There is no table: a line of column names above a line of dashes.');
  const after = lines.slice(rule + 1);
  const end = after.findIndex((line) => !line.includes('|'));
  const body = end === -1 ? after : after.slice(0, end);
  const header = tableCells(lines[rule - 1] ?? '');
  return recordsFrom([header, ...body.map((line) => sameLength(tableCells(line), header.length))]);
}

/** `| --- | :--: |` */
function isRule(line: string): boolean {
  return line.includes('-') && /^[\s|:-]+$/.test(line);
}

function tableCells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .trim()
      .replaceAll('\\|', '|')
      .replaceAll(/<br ?\/?>/g, '\n'),
  );
}

/** Markdown lets rows be shorter, and drops what is beyond the header. */
function sameLength(cells: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => cells[at] ?? '');
}
