/** A cell of a table as it stands in a text. */
export interface CsvCell {
  readonly offset: number;
  /** As it is written, with its quotes. */
  readonly length: number;
  /** What it says, without quotes. */
  readonly text: string;
}

/** A text of records and cells, with the places of all of them. */
export interface CsvTable {
  readonly delimiter: string;
  /** Where the first record names the columns: what it says, else undefined. */
  readonly header: readonly string[] | undefined;
  /** Without the header, and without empty lines. Records may have fewer cells than others. */
  readonly records: readonly (readonly CsvCell[])[];
  /** The first record, which may be the header. */
  readonly first: readonly CsvCell[];
}

export interface CsvOptions {
  /** One character; by default that of which the first record has most. */
  readonly delimiter?: string;
  /** Whether the first record names the columns; by default, whether it looks so. */
  readonly header?: boolean;
}

const usualDelimiters = [',', ';', '\t', '|'];

/**
 * Reads a table as RFC 4180 writes it: cells in double quotes may hold delimiters, line ends and, doubled, quotes. A
 * quote elsewhere is a letter as others. No library of npm tells where cells begin, and cells are to be replaced in
 * their places.
 * @returns undefined where a quote is never closed
 */
export function csvTableOf(text: string, { delimiter, header }: CsvOptions = {}): CsvTable | undefined {
  const by = delimiter ?? likelyDelimiter(text);
  const all = recordsOf(text, by)?.filter((cells) => !isEmptyLine(cells));
  if (all === undefined) return undefined;
  const [first = [], ...rest] = all;
  const isHeader = header ?? looksLikeHeader(first, rest);
  const names = first.map((cell) => cell.text);
  return { delimiter: by, header: isHeader ? names : undefined, records: isHeader ? rest : all, first };
}

/** What a cell says, as it is written: in quotes where the one before was, or where it has to be. */
export function writtenCell(text: string, before: string, delimiter: string): string {
  const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text);
  return needsQuotes || before.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Which column is meant, counted from 0: by its name, whatever its case where only one is called so, or by its number,
 * counted from 1. Undefined where there is none.
 */
export function columnOf({ header = [], records }: CsvTable, name: string): number | undefined {
  const exact = header.indexOf(name);
  if (exact >= 0) return exact;
  const alike = header.flatMap((one, at) => (plain(one) === plain(name) ? [at] : []));
  if (alike.length === 1) return alike[0];
  const number = /^\d{1,6}$/.test(name) ? Number(name) : 0;
  const width = records.reduce((most, cells) => Math.max(most, cells.length), header.length);
  return number >= 1 && number <= width ? number - 1 : undefined;
}

const plain = (name: string) => name.trim().toLowerCase();

/** The delimiter that divides the first record most often, quoted cells aside; commas where none does. */
function likelyDelimiter(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').match(/[^\r\n]+/) ?? [];
  const counts = usualDelimiters.map((one) => line.split(one).length);
  return usualDelimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

function recordsOf(text: string, delimiter: string): CsvCell[][] | undefined {
  const records: CsvCell[][] = [];
  let cells: CsvCell[] = [];
  for (let at = 0; at <= text.length; ) {
    const cell = cellAt(text, at, delimiter);
    if (cell === undefined) return undefined;
    cells.push(cell);
    const end = at + cell.length;
    const next = text.startsWith(delimiter, end) ? delimiter : text.startsWith('\r\n', end) ? '\r\n' : text[end];
    if (next !== delimiter) {
      records.push(cells);
      cells = [];
    }
    at = end + (next?.length ?? 1);
  }
  return records;
}

/** The cell that begins at a place. */
function cellAt(text: string, offset: number, delimiter: string): CsvCell | undefined {
  if (text[offset] !== '"') {
    const length = endOf(text, offset, delimiter) - offset;
    return { offset, length, text: text.slice(offset, offset + length) };
  }
  let close = offset;
  do {
    close = text.indexOf('"', close + 1);
    if (close < 0) return undefined;
    if (text[close + 1] !== '"') break;
    close++;
  } while (close < text.length);
  const said = text.slice(offset + 1, close).replaceAll('""', '"');
  // What follows the quotes, against the rule, belongs to the cell.
  const end = endOf(text, close + 1, delimiter);
  return { offset, length: end - offset, text: said + text.slice(close + 1, end) };
}

function endOf(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === delimiter || character === '\n' || character === '\r') return at;
  }
  return text.length;
}

function isEmptyLine([first, ...more]: readonly CsvCell[]): boolean {
  return more.length === 0 && (first === undefined || first.length === 0);
}

/** Records that are looked at to tell a header from them. */
const looked = 50;

/**
 * Whether the first record names the columns: no cell of it is a number, no two are the same, and in some column it has
 * a form that no cell below it has; of few cells, they have all the same. `csv.Sniffer.has_header` of Python's library
 * goes by such forms, too.
 */
function looksLikeHeader(first: readonly CsvCell[], rest: readonly (readonly CsvCell[])[]): boolean {
  const names = first.map(({ text }) => plain(text));
  if (names.some((name) => !/^[^\d@/]*\p{L}[^@/]*$/u.test(name)) || new Set(names).size < names.length) return false;
  return first.some(({ text }, column) => {
    const cells = rest.slice(0, looked).flatMap((record) => record[column]?.text || []);
    const forms = new Set(cells.map(formOf));
    return (cells.length >= 4 || forms.size === 1) && !forms.has(formOf(text));
  });
}

/** The kinds of characters that a cell has: `Ada Lovelace` and `Alan Turing` have the same. */
function formOf(text: string): string {
  const kinds = [/^\p{Lu}/u, /\p{L}/u, /\d/, /[^\p{L}\d\s_-]/u, /\s/];
  return kinds.map((kind) => (kind.test(text) ? '1' : '0')).join('');
}
