import type { DatabaseSync } from 'node:sqlite';
import type { JournalTable, Retention } from './records.ts';
import { inTransaction } from './sqlite.ts';

const day = 24 * 60 * 60 * 1000;

/** Deletes what is beyond the retention: the one way by which anything leaves the journal. @returns rows deleted */
export function prune(database: DatabaseSync, retention: Required<Retention>, now: number): number {
  if (!isDue(database, retention, now)) return 0;
  const oldest = oldestAllowed(retention, now);
  const run = (sql: string, ...values: (string | number)[]) => Number(database.prepare(sql).run(...values).changes);
  const deleted = inTransaction(database, () => {
    run('INSERT INTO pruning (active) VALUES (1)');
    let count = 0;
    for (const table of ['requests', 'feedback'] as const) count += run(`DELETE FROM ${table} WHERE at < ?`, oldest);
    for (const table of ['requests', 'feedback', 'decisions'] as const) {
      const beyond = `(SELECT id FROM ${table} ORDER BY id DESC LIMIT 1 OFFSET ?)`;
      count += run(`DELETE FROM ${table} WHERE id <= ${beyond}`, retention.entries);
    }
    count += run(
      `DELETE FROM reports WHERE id IN (
         SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY name ORDER BY id DESC) AS place FROM reports)
         WHERE place > ?)`,
      retention.reports,
    );
    run('DELETE FROM pruning');
    return count;
  });
  if (deleted > 0) database.exec('PRAGMA incremental_vacuum');
  return deleted;
}

/** A look, so that opening a journal waits for no other window where there is nothing to do. */
function isDue(database: DatabaseSync, retention: Required<Retention>, now: number): boolean {
  const has = (sql: string, ...values: (string | number)[]) => database.prepare(sql).get(...values) !== undefined;
  const oldest = oldestAllowed(retention, now);
  const aged = (table: JournalTable) => has(`SELECT 1 FROM ${table} WHERE at < ? LIMIT 1`, oldest);
  const many = (table: JournalTable) => has(`SELECT 1 FROM ${table} LIMIT 1 OFFSET ?`, retention.entries);
  return (
    aged('requests') ||
    aged('feedback') ||
    many('requests') ||
    many('feedback') ||
    many('decisions') ||
    has('SELECT 1 FROM reports GROUP BY name HAVING count(*) > ? LIMIT 1', retention.reports)
  );
}

function oldestAllowed({ days }: Required<Retention>, now: number): string {
  return new Date(Math.max(0, now - days * day)).toISOString();
}
