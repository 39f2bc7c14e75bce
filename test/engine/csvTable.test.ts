import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { type CsvTable, columnOf, csvTableOf, writtenCell } from '#engine';
import fc from '../support/fastCheck.ts';

const textsOf = (table: CsvTable | undefined) => table?.records.map((cells) => cells.map(({ text }) => text));
const cell = fc.string({
  unit: fc.constantFrom('a', 'B', '7', ' ', '"', ',', ';', '\n', '\r', 'é', '😀'),
  maxLength: 6,
});
const tableOfCells = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\n', '\r\n'),
  // A record of one empty cell is an empty line.
  rows: fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
});
const written = (rows: readonly (readonly string[])[], delimiter: string, end: string) =>
  rows.map((cells) => cells.map((one) => writtenCell(one, '', delimiter)).join(delimiter) + end).join('');

test('cells say what csv-parse reads, and stand where they are said to', () => {
  fc.assert(
    fc.property(tableOfCells, ({ rows, delimiter, end }) => {
      const text = written(rows, delimiter, end);
      const table = csvTableOf(text, { delimiter, header: false });
      const options = { delimiter, record_delimiter: end, relax_column_count: true, skip_empty_lines: true };
      expect(textsOf(table)).toEqual(parse(text, options));
      expect(textsOf(table)).toEqual(rows);
      for (const { offset, length, text: said } of table?.records.flat() ?? []) {
        expect(writtenCell(said, '', delimiter)).toBe(text.slice(offset, offset + length));
      }
    }),
  );
});

test('the delimiter is that of the first record; quotes within a cell are letters', () => {
  expect(textsOf(csvTableOf('"a,b,c";2\n5" disk;"7" x'))).toEqual([
    ['a,b,c', '2'],
    ['5" disk', '7 x'],
  ]);
  expect(csvTableOf('a,"b\nc,d')).toBeUndefined();
});

test.each([
  ['name,born\nAda,1815\nAlan,1912', ['name', 'born']],
  ['Name,City\nAda,Rome\nAlan,Bath', undefined],
  ['Ada,1815\nAlan,1912', undefined],
  ['id,id\n1,2', undefined],
  ['who,when\nAda,soon\nalan turing,2026-01-01\nGrace H.,-\nEve,now', ['who', 'when']],
])('the header of %j is told from its form', (text, header) => {
  expect(csvTableOf(text)?.header).toEqual(header);
});

test('a column is meant by its name, also in another case, or by its number', () => {
  const table = csvTableOf('id,First Name,2\n1,Ada,x\n2,Alan,y,z', { header: true });
  if (table === undefined) throw new Error('It was not read.');
  expect(['id', 'first name', '2', '4', '5', 'last'].map((name) => columnOf(table, name))).toEqual([
    0,
    1,
    2,
    3,
    undefined,
    undefined,
  ]);
});

test('what is written in quotes stays so', () => {
  expect(writtenCell('b', '"a"', ',')).toBe('"b"');
  expect(writtenCell('a;"b"', 'a', ';')).toBe('"a;""b"""');
});
