import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HeldJournal, openJournal } from '../../src/journal/index.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

// Files that are open cannot be removed on Windows.
describe.skipIf(process.platform === 'win32')('a journal that is held open', () => {
  const opinion = { name: 'shout', person: 'ada', rating: 'good' } as const;

  function hold() {
    const root = temporaryWorkspace();
    const file = join(root, '.toolwright/journal.db');
    const told: string[] = [];
    const logger = { debug() {}, info() {}, warn: (text: string) => void told.push(text), error() {} };
    const held = new HeldJournal({ file, logger });
    onTestFinished(() => held.close());
    return { root, file, held, told };
  }

  const remove = (file: string) => {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  };

  it('is the one that others open, too, after its file was removed', () => {
    const { file, held, told } = hold();
    held.get().recordFeedback(opinion);
    expect(held.get()).toBe(held.get());
    const before = held.get();
    remove(file);
    const other = openJournal({ file });
    onTestFinished(() => other.close());
    other.recordFeedback({ ...opinion, name: 'whisper' });
    held.get().recordFeedback(opinion);
    expect(held.get()).not.toBe(before);
    expect(told).toEqual([expect.stringContaining('was removed or replaced')]);
    for (const journal of [held.get(), other]) {
      expect(journal.feedback().map(({ name }) => name)).toEqual(['shout', 'whisper']);
    }
    // What was begun with the one before ends without an error, and harms nobody.
    before.recordFeedback(opinion);
    held.close();
    other.recordFeedback(opinion);
    expect(other.feedback()).toHaveLength(3);
  });

  it('goes on with the same one after its folder was away, and makes none where that was', () => {
    const { root, held } = hold();
    held.get().recordFeedback(opinion);
    renameSync(root, `${root}-away`);
    onTestFinished(() => rmSync(`${root}-away`, { recursive: true, force: true }));
    expect(() => held.get()).toThrow(expect.objectContaining({ code: 'journal-failed' }));
    expect(existsSync(root)).toBe(false);
    renameSync(`${root}-away`, root);
    expect(held.get().feedback()).toHaveLength(1);
  });
});
