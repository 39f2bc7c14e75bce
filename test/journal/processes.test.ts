import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { journalFile, open } from './support.ts';

const writer = new URL('./writer.ts', import.meta.url).pathname;

/** A process that writes, and what it has acknowledged so far. */
function startWriter(file: string, ...rest: string[]): { child: ChildProcess; acknowledged: () => string[] } {
  const child = spawn(process.execPath, [writer, file, ...rest], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  // A line that was cut by the end of the process was not acknowledged.
  return {
    child,
    acknowledged: () =>
      output
        .split('\n')
        .slice(0, -1)
        .filter((line) => line !== 'ready'),
  };
}

function integrityOf(file: string): unknown {
  const database = new DatabaseSync(file);
  try {
    return database.prepare('PRAGMA integrity_check').get()?.integrity_check;
  } finally {
    database.close();
  }
}

it.each(['', 'requests'])(
  'loses nothing that was acknowledged when processes are killed at work (%s)',
  async (kind) => {
    const file = journalFile();
    const acknowledged: string[] = [];
    for (let round = 0; round < 4; round++) {
      const writers = ['a', 'b'].map((who) => startWriter(file, `${who}${round}`, '1000000', kind));
      await expect.poll(() => writers.every((one) => one.acknowledged().length > 20), { timeout: 30_000 }).toBe(true);
      await setTimeout(37 * round);
      for (const { child } of writers) child.kill('SIGKILL');
      await Promise.all(writers.map(({ child }) => once(child, 'close')));
      acknowledged.push(...writers.flatMap((one) => one.acknowledged()));
    }
    const journal = open({ file, retention: { entries: 1_000_000 } });
    expect(journal.problems).toEqual([]);
    const limit = 1_000_000;
    const kept = new Set(
      kind === ''
        ? journal.decisions({ limit }).map(({ subject }) => subject)
        : journal.requests({ limit }).map((one) => one.request.text),
    );
    expect(acknowledged.length).toBeGreaterThan(160);
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    expect(integrityOf(file)).toBe('ok');
  },
);

it('lets several processes open a new journal at once and write to it, in order', async () => {
  const file = journalFile();
  const names = ['a', 'b', 'c', 'd'];
  const writers = names.map((who) => startWriter(file, who, '100'));
  const codes = await Promise.all(writers.map(async ({ child }) => (await once(child, 'close'))[0]));
  expect(codes).toEqual([0, 0, 0, 0]);
  const kept = open({ file }).decisions({ limit: 1000 });
  expect(kept).toHaveLength(400);
  for (const who of names) {
    const own = kept.filter(({ person }) => person === who).map(({ subject }) => subject);
    expect(own).toEqual(Array.from({ length: 100 }, (_, index) => `${who}-${99 - index}`));
  }
});
