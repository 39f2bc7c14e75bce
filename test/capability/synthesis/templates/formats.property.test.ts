import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseIni, stringify as writeIni } from 'ini';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml, stringify as writeYaml } from 'yaml';
import type { Data } from '../../../../templates/formats/data.ts';
import { cellsOf, delimited } from '../../../../templates/formats/delimited.ts';
import { read as readCsv } from '../../../../templates/formats/read/csv.ts';
import { read as readInis } from '../../../../templates/formats/read/ini.ts';
import { read as readJsonLines } from '../../../../templates/formats/read/jsonl.ts';
import { read as readMarkdown } from '../../../../templates/formats/read/markdown.ts';
import { read as readTsv } from '../../../../templates/formats/read/tsv.ts';
import { read as readYamls } from '../../../../templates/formats/read/yaml.ts';
import { write as writeCsv } from '../../../../templates/formats/write/csv.ts';
import { write as writeInis } from '../../../../templates/formats/write/ini.ts';
import { write as writeJsonLines } from '../../../../templates/formats/write/jsonl.ts';
import { write as writeMarkdown } from '../../../../templates/formats/write/markdown.ts';
import { write as writeTsv } from '../../../../templates/formats/write/tsv.ts';
import { write as writeYamls } from '../../../../templates/formats/write/yaml.ts';
import fc from '../../../support/fastCheck.ts';

const signs = [
  ...`abcXYZ019 ,;:|"'\\#-[]{}&*!?<>=%@\`~.\t`,
  '\n',
  '\r\n',
  'é',
  '👩‍👩‍👧',
  ' #',
  ': ',
  'true',
  'null',
  '0x1',
  '1e3',
  'yes',
];
const text = fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((parts) => parts.join(''));
const names = fc.uniqueArray(text, { minLength: 1, maxLength: 4 });

/** Records with the same columns, and a cell in each. */
const tables = (cell = text, column = names) =>
  column.chain((columns) =>
    fc
      .array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { minLength: 1, maxLength: 5 })
      .map((rows) => rows.map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])))),
  );

const { tree } = fc.letrec<{ tree: Data }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(null, true, false, 0, -1.5, 1e21, 12),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('what is written is read again', () => {
  test('CSV', () => {
    fc.assert(fc.property(tables(), (rows) => void expect(readCsv(writeCsv(rows))).toEqual(rows)));
  });
  test('TSV', () => {
    fc.assert(fc.property(tables(), (rows) => void expect(readTsv(writeTsv(rows))).toEqual(rows)));
  });
  test('JSON Lines', () => {
    fc.assert(
      fc.property(
        fc.array(tree, { minLength: 1 }),
        (items) => void expect(readJsonLines(writeJsonLines(items))).toEqual(items),
      ),
    );
  });
  test('YAML', () => {
    fc.assert(fc.property(tree, (data) => void expect(readYamls(writeYamls(data))).toEqual(data)));
  });
  test('Markdown, whose cells have no space around them, no other line ends, and no backslash before a line', () => {
    const plain = (one: string) => one.replaceAll('\r\n', '\n').replaceAll('\\', '').trim();
    const columns = fc.uniqueArray(
      text.map(plain).filter((name) => name !== ''),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        tables(text.map(plain), columns),
        (rows) => void expect(readMarkdown(writeMarkdown(rows))).toEqual(rows),
      ),
    );
  });
  test('INI, where it has a way to write the keys', () => {
    const key = fc.stringMatching(/^[A-Za-z][\w .-]{0,5}\w$/);
    const value = text.map((one) => one.replaceAll(/[\r\n]/g, ' '));
    const section = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
    const sections = fc.dictionary(key, fc.oneof(value, section), { maxKeys: 4, noNullPrototype: true });
    fc.assert(fc.property(sections, (data) => void expect(readInis(writeInis(data))).toEqual(data)));
  });
});

describe('others understand it in the same way', () => {
  test('CSV, by csv-parse', () => {
    const cells = names.chain(({ length }) =>
      fc.array(fc.array(text, { minLength: length, maxLength: length }), { minLength: 1 }),
    );
    fc.assert(
      fc.property(cells, ([header = [], ...rows]) => {
        const columns = header.map((_, at) => `column ${at}`);
        const records = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ''])));
        const written = delimited(records, ',');
        expect(cellsOf(written, ',')).toEqual(parseCsv(written, { relax_column_count: true }));
      }),
    );
  });
  test('YAML that we write, by yaml', () => {
    fc.assert(fc.property(tree, (data) => void expect(parseYaml(writeYamls(data))).toEqual(data)));
  });
  test('YAML that yaml writes, or says that it cannot be read', () => {
    const plain = { aliasDuplicateObjects: false, lineWidth: 0 };
    let read = 0;
    let tried = 0;
    fc.assert(
      fc.property(tree, (data) => {
        const written = writeYaml(data, plain);
        // Nothing but space in a text of several lines: where it begins cannot be seen.
        fc.pre(!/[|>][+-]?\n[ \t]*\n/.test(written));
        tried++;
        try {
          expect(readYamls(written)).toEqual(data);
          read++;
        } catch (error) {
          // Keys of several lines, and the numbers that say how far a text is indented, are beyond what is read.
          if (!(error instanceof Error) || !/^Line \d+/.test(error.message)) throw error;
        }
      }),
    );
    expect(read / tried).toBeGreaterThan(0.9);
  });
  test('INI without a key is refused with its line', () => {
    expect(() => readInis('a = 1\n= 2')).toThrow('Line 2');
  });

  test('INI, by ini, which takes some texts for other values, and drops sections without entries', () => {
    const key = fc.stringMatching(/^[A-Za-z]\w{0,5}$/).filter((one) => one !== '__proto__');
    const value = fc.stringMatching(/^[a-z][\w ]{0,6}\w$/).filter((one) => !/^(?:true|false|null)$/.test(one));
    const sections = fc.dictionary(key, fc.dictionary(key, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true }), {
      maxKeys: 3,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(sections, (data) => {
        expect(JSON.parse(JSON.stringify(parseIni(writeInis(data))))).toEqual(data);
        expect(readInis(writeIni(data))).toEqual(data);
      }),
    );
  });
});
