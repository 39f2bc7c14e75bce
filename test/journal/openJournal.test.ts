import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { journalsSetAside, openJournal } from '../../src/journal/index.ts';
import { applicationId, migrations } from '../../src/journal/migrations.ts';
import { journalFile, open, request, served } from './support.ts';

const decision = { kind: 'k', subject: 's', person: 'a', reason: 'b' };
const clock = () => Date.parse('2026-01-31T12:00:00Z');

describe('a damaged file', () => {
  it.each<[string, (file: string) => void]>([
    [
      'is no database',
      (file) => writeFileSync(file, 'this is not a database, but it is long enough to be looked at'.repeat(20)),
    ],
    ['has a damaged header', (file) => damage(file, 0, 16)],
    ['has damaged pages', (file) => damage(file, 4096, 60_000)],
    ['ends too early', (file) => writeFileSync(file, readFileSync(file).subarray(0, 5000))],
  ])('that %s is set aside', (_, harm) => {
    const file = journalFile();
    const before = openJournal({ file });
    for (let index = 0; index < 1000; index++) before.decide(decision);
    before.close();
    harm(file);
    const harmed = readFileSync(file);
    const logged: string[] = [];
    const silent = () => {};
    const logger = { debug: silent, info: silent, warn: silent, error: (message: string) => void logged.push(message) };
    const journal = open({ file, clock, logger });
    expect(journal.problems).toMatchObject([{ code: 'journal-damaged', severity: 'error', path: file }]);
    expect(logged).toEqual(journal.problems.map(({ message, hint }) => `${message} ${hint}`));
    expect(journalsSetAside(file)).toEqual([`${file}.damaged-20260131T120000Z`]);
    expect(readFileSync(`${file}.damaged-20260131T120000Z`)).toEqual(harmed);
    expect(journal.decisions()).toEqual([]);
    journal.decide(decision);
    expect(open({ file }).decisions()).toHaveLength(1);
  });

  it('does not take the place of one that was set aside before', () => {
    const file = journalFile();
    mkdirSync(dirname(file), { recursive: true });
    for (const text of ['first', 'second']) {
      writeFileSync(file, text.repeat(200));
      openJournal({ file, clock }).close();
    }
    const aside = globSync(`${file}.damaged-*`).filter((path) => !/-(wal|shm)$/.test(path));
    expect(aside.sort().map((path) => readFileSync(path, 'utf8').slice(0, 5))).toEqual(['first', 'secon']);
  });
});

function damage(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, from, Math.min(to, bytes.length));
  writeFileSync(file, bytes);
}

it('keeps a new journal out of git, and leaves a .gitignore that is there as it is', () => {
  const file = journalFile();
  open({ file });
  const rules = join(dirname(file), '.gitignore');
  expect(readFileSync(rules, 'utf8')).toBe(`${basename(file)}*\n`);
  const other = journalFile();
  mkdirSync(dirname(other), { recursive: true });
  writeFileSync(join(dirname(other), '.gitignore'), 'mine\n');
  open({ file: other });
  expect(readFileSync(join(dirname(other), '.gitignore'), 'utf8')).toBe('mine\n');
});

describe('a file of another kind is refused and stays as it is:', () => {
  it.each<[string, string, (database: DatabaseSync) => void]>([
    [
      'journal-newer',
      'newer version of Toolwright',
      (database) => database.exec(`PRAGMA user_version = ${migrations.length + 1}`),
    ],
    ['journal-foreign', 'database of another program', (database) => database.exec('PRAGMA application_id = 1')],
  ])('%s', (code, words, change) => {
    const file = journalFile();
    const journal = openJournal({ file });
    journal.decide(decision);
    journal.close();
    const database = new DatabaseSync(file);
    change(database);
    database.close();
    const before = readFileSync(file);
    expect(() => openJournal({ file })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
    expect(readFileSync(file)).toEqual(before);
  });
});

it('says why it cannot open a journal in a place that cannot be written', () => {
  const file = journalFile();
  writeFileSync(dirname(file), 'a file, not a folder');
  expect(() => openJournal({ file })).toThrow(expect.objectContaining({ code: 'journal-failed' }));
});

it('takes an empty file, as of a crash before the first write, for a new journal', () => {
  const file = journalFile();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  const journal = open({ file });
  journal.decide(decision);
  expect([journal.problems, existsSync(file)]).toEqual([[], true]);
});

it('brings a journal of the first form to the present one, with what is in it', async () => {
  const file = journalFile();
  mkdirSync(dirname(file), { recursive: true });
  const old = new DatabaseSync(file);
  old.exec(migrations[0] ?? '');
  old.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1`);
  old
    .prepare('INSERT INTO requests (at, request, outcome, milliseconds) VALUES (?, ?, ?, ?)')
    .run(new Date().toISOString(), JSON.stringify(request), 'error', 3);
  old.close();
  const journal = open({ file });
  await journal.recordRequest(request, served('a'), 1);
  expect(journal.requests().map(({ id, outcome }) => [id, outcome])).toEqual([
    [2, 'served'],
    [1, 'error'],
  ]);
});

it('never changes a migration that was released', () => {
  expect(migrations.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toMatchSnapshot();
});
