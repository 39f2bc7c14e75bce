import type { DatabaseSync } from 'node:sqlite';
import type { JournalTable, Retention } from './records.ts';
import { flagsIn } from './rolloutQueries.ts';
import { inTransaction } from './sqlite.ts';

const day = 24 * 60 * 60 * 1000;
const megabyte = 1024 * 1024;

/** What a rollout that goes on is decided by stays until there are so many times more requests than are kept otherwise. */
const rolloutsKeep = 20;

/** What may go: rows of a table for which a condition holds. */
interface Rule {
  readonly table: JournalTable;
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/**
 * Hashes of the contents in the workspace; nothing while nobody knows: what could speak for one is not pruned then.
 * @param fleets the flag files of fleets that the journal knows rollouts of, absolute or from the workspace folder
 */
export type PresentContents = (fleets: readonly string[]) => ReadonlySet<string> | undefined;

/**
 * Deletes what is beyond the retention: the one way by which anything leaves the journal. What speaks for a present
 * content, its approvals and the latest report of each level, stays whatever its age and number. What a rollout that goes on is
 * decided by, its requests and the opinions on them, stays whatever its number and size, within reason.
 * @returns rows deleted
 */
export function prune(
  database: DatabaseSync,
  retention: Required<Retention>,
  now: number,
  present: PresentContents,
): number {
  const contents = present(fleetsIn(database));
  const rules = [
    ...agedAndMany(retention, now, openRollouts(database)),
    ...(contents === undefined ? [] : ofContents(retention, now, contents)),
  ];
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

/** The ids of the rollouts that go on, as the latest decision on each says. */
function openRollouts(database: DatabaseSync): readonly string[] {
  const latest = `SELECT max(id) FROM decisions WHERE kind LIKE 'rollout-%' GROUP BY subject, ${flagsIn}`;
  const rows = database
    .prepare(
      `SELECT json_extract(known, '$.rollout.id') AS id FROM decisions
       WHERE id IN (${latest}) AND json_extract(known, '$.rollout.state') IN ('running', 'paused')`,
    )
    .all();
  return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}

/** The flag files of fleets that rollouts are recorded of. */
function fleetsIn(database: DatabaseSync): readonly string[] {
  const rows = database.prepare(`SELECT DISTINCT ${flagsIn} AS flags FROM decisions WHERE kind LIKE 'rollout-%'`).all();
  return rows.flatMap(({ flags }) => (typeof flags === 'string' ? [flags] : []));
}

function agedAndMany(
  { entries, days, reports, megabytes }: Required<Retention>,
  now: number,
  rollouts: readonly string[],
): readonly Rule[] {
  const open = JSON.stringify(rollouts);
  // Only where there are any, so that nothing is looked at twice in vain.
  const but = (rollout: string) =>
    rollouts.length === 0
      ? { where: '', values: [] }
      : { where: ` AND coalesce(${rollout}, '') NOT IN (SELECT value FROM json_each(?))`, values: [open] };
  const requests = but('rollout');
  const feedback = but('(SELECT rollout FROM requests WHERE requests.id = feedback.request)');
  const oldest = oldestAllowed(days, now);
  const beyond = (table: JournalTable) => `id <= (SELECT id FROM ${table} ORDER BY id DESC LIMIT 1 OFFSET ?)`;
  return [
    { table: 'requests', where: 'at < ?', values: [oldest] },
    { table: 'feedback', where: 'at < ?', values: [oldest] },
    { table: 'benchmarks', where: 'at < ?', values: [oldest] },
    { table: 'benchmarks', where: beyondLatest('benchmarks', 'name, machine'), values: [reports] },
    { table: 'comparisons', where: 'at < ?', values: [oldest] },
    { table: 'comparisons', where: beyondLatest('comparisons', 'names, machine'), values: [reports] },
    { table: 'requests', where: beyond('requests') + requests.where, values: [entries, ...requests.values] },
    { table: 'requests', where: beyond('requests'), values: [rolloutsKeep * entries] },
    { table: 'feedback', where: beyond('feedback') + feedback.where, values: [entries, ...feedback.values] },
    { table: 'feedback', where: beyond('feedback'), values: [rolloutsKeep * entries] },
    { table: 'decisions', where: `${beyond('decisions')} AND kind <> 'approve'`, values: [entries] },
    {
      table: 'requests',
      where: larger('requests', ['request', 'reason', 'matched', 'guesses']) + requests.where,
      values: [megabytes * megabyte, ...requests.values],
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
  const report = (where: string, value: string | number): Rule => ({
    table: 'reports',
    where: `${where} AND NOT ${isEvidence}`,
    values: [value, hashes],
  });
  return [
    { table: 'decisions', where: `${beyond} AND NOT ${isPresent('subject')}`, values: [entries, hashes] },
    report('at < ?', oldestAllowed(days, now)),
    report(beyondLatest('reports', 'name'), reports),
    report(larger('reports', ['report']), megabytes * megabyte),
  ];
}

/** The rows that have so many later ones with the same values in those columns. */
function beyondLatest(table: JournalTable, columns: string): string {
  return `id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY ${columns} ORDER BY id DESC) AS place FROM ${table})
    WHERE place > ?)`;
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
