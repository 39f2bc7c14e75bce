import type { DatabaseSync } from 'node:sqlite';
import type { JournalTable, Retention } from './records.ts';
import { inTransaction } from './sqlite.ts';

const day = 24 * 60 * 60 * 1000;
const megabyte = 1024 * 1024;

/** What may go: rows of a table for which a condition holds. */
interface Rule {
  readonly table: JournalTable;
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/**
 * Deletes what is beyond the retention: the one way by which anything leaves the journal. What speaks for a present
 * content, its approvals and the latest report of each level, stays whatever its age and number.
 * @param present hashes of the contents in the workspace; as long as nobody knows them, approvals and reports stay
 * @returns rows deleted
 */
export function prune(
  database: DatabaseSync,
  retention: Required<Retention>,
  now: number,
  present: ReadonlySet<string> | undefined,
): number {
  const rules = [...agedAndMany(retention, now), ...(present === undefined ? [] : ofContents(retention, now, present))];
  // A look, so that opening a journal waits for no other window where there is nothing to do.
  const isDue = rules.some(({ table, where, values }) =>
    database.prepare(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`).get(...values),
  );
  if (!isDue) return 0;
  const deleted = inTransaction(database, () => {
    database.exec('INSERT INTO pruning (active) VALUES (1)');
    let count = 0;
    for (const { table, where, values } of rules) {
      count += Number(database.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...values).changes);
    }
    database.exec('DELETE FROM pruning');
    return count;
  });
  if (deleted > 0) database.exec('PRAGMA incremental_vacuum');
  return deleted;
}

function agedAndMany({ entries, days, reports, megabytes }: Required<Retention>, now: number): readonly Rule[] {
  const oldest = oldestAllowed(days, now);
  const beyond = (table: JournalTable) => `id <= (SELECT id FROM ${table} ORDER BY id DESC LIMIT 1 OFFSET ?)`;
  return [
    { table: 'requests', where: 'at < ?', values: [oldest] },
    { table: 'feedback', where: 'at < ?', values: [oldest] },
    { table: 'benchmarks', where: 'at < ?', values: [oldest] },
    {
      table: 'benchmarks',
      where: `id IN (
        SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY name, machine ORDER BY id DESC) AS place FROM benchmarks)
        WHERE place > ?)`,
      values: [reports],
    },
    { table: 'requests', where: beyond('requests'), values: [entries] },
    { table: 'feedback', where: beyond('feedback'), values: [entries] },
    { table: 'decisions', where: `${beyond('decisions')} AND kind <> 'approve'`, values: [entries] },
    {
      table: 'requests',
      where: larger('requests', ['request', 'reason', 'matched', 'guesses']),
      values: [megabytes * megabyte],
    },
  ];
}

function ofContents(
  { entries, days, reports, megabytes }: Required<Retention>,
  now: number,
  present: ReadonlySet<string>,
): readonly Rule[] {
  const hashes = JSON.stringify([...present]);
  const beyond = 'id <= (SELECT id FROM decisions ORDER BY id DESC LIMIT 1 OFFSET ?)';
  const isPresent = (column: string) => `${column} IN (SELECT value FROM json_each(?))`;
  const isEvidence = `(${isPresent('hash')} AND id IN (SELECT max(id) FROM reports GROUP BY hash, level))`;
  const many = `id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY name ORDER BY id DESC) AS place FROM reports)
    WHERE place > ?)`;
  const report = (where: string, value: string | number): Rule => ({
    table: 'reports',
    where: `${where} AND NOT ${isEvidence}`,
    values: [value, hashes],
  });
  return [
    { table: 'decisions', where: `${beyond} AND NOT ${isPresent('subject')}`, values: [entries, hashes] },
    report('at < ?', oldestAllowed(days, now)),
    report(many, reports),
    report(larger('reports', ['report']), megabytes * megabyte),
  ];
}

/** The rows that, with all later ones, hold more bytes than allowed. */
function larger(table: JournalTable, columns: readonly string[]): string {
  const bytes = columns.map((column) => `coalesce(octet_length(${column}), 0)`).join(' + ');
  return `id <= (
    SELECT max(id) FROM (SELECT id, sum(${bytes}) OVER (ORDER BY id DESC) AS total FROM ${table}) WHERE total > ?)`;
}

function oldestAllowed(days: number, now: number): string {
  return new Date(Math.max(0, now - days * day)).toISOString();
}
