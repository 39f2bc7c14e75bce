import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '#base';
import { type Rollout, withRollout } from '#capability/rollout';
import { HeldJournal } from '#journal';
import { journalFile } from '#protocol';
import { JournalNews } from '../../src/engine/rollout/journalNews.ts';
import { Rollouts } from '../../src/engine/rollout/rollouts.ts';
import { DoneNews } from '../../src/engine/rollout/watchEvents.ts';

const at = '2026-01-01T00:00:00.000Z';
const running: Rollout = {
  ...{ id: '2.0.0#1.x', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'x' },
  ...{ stage: 'canary', percent: 1, groups: [], since: at, stageSince: at, countedSince: at },
  ...{ revision: 1, command: 'start', by: 'bob', reason: 'It is time.' },
};
const takenBack: Rollout = {
  ...{ ...running, state: 'rolled-back', percent: 0 },
  ...{ revision: 2, command: 'roll-back', by: 'policy', reason: 'It fails.' },
};
const order = { person: 'ada', reason: 'It fails.' };

/** A workspace in which one rollout goes on and another one was taken back, and a program that tells what is done to them. */
function workspace() {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-news-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, '.toolwright'));
  const program = () => {
    const held = new HeldJournal({ file: join(root, journalFile) });
    onTestFinished(() => held.close());
    const journal = () => held.get();
    const nothing = { inFolder: () => undefined, refusal: () => undefined, logger: silentLogger };
    return { journal, rollouts: new Rollouts({ root, journal, ...nothing }) };
  };
  const file = join(root, '.toolwright/rollouts.json');
  const write = (name: string, rollout: Rollout) => {
    writeFileSync(file, withRollout(existsSync(file) ? readFileSync(file, 'utf8') : undefined, name, rollout));
  };
  write('shout', running);
  write('old', takenBack);
  const removeJournal = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(root, `${journalFile}${end}`), { force: true });
  };
  const takeFile = () => {
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    return text;
  };
  const putFile = (text: string) => writeFileSync(file, text);
  return { program, write, removeJournal, takeFile, putFile };
}

// Windows lets nobody remove a file that is open.
describe.skipIf(process.platform === 'win32')('a controller whose journal was removed', () => {
  /** What a controller tells at each look, as `NAME COMMAND PERSON`. */
  function controller({ program }: ReturnType<typeof workspace>) {
    const { rollouts, journal } = program();
    const told: string[] = [];
    const news = new DoneNews(
      () => rollouts,
      journal,
      (event) => {
        if (event.kind === 'done') told.push(`${event.entry.name} ${event.entry.command} ${event.entry.by}`);
      },
    );
    return () => {
      news.begin();
      rollouts.recordFound();
      news.update();
      return told.splice(0);
    };
  }

  it('does not tell once more what was done long ago', () => {
    const there = workspace();
    const look = controller(there);
    expect(look()).toEqual(['shout start bob', 'old roll-back policy']);
    there.removeJournal();
    expect(look()).toEqual([]);
    there.write('whisper', running);
    expect(look()).toEqual(['whisper start bob']);
  });

  it('nor where the flag file was gone with it, and comes back later; what somebody brings back after that it tells', async () => {
    const there = workspace();
    const look = controller(there);
    look();
    there.removeJournal();
    const text = there.takeFile();
    expect(look()).toEqual([]);
    there.putFile(text);
    expect(look()).toEqual([]);
    await there.program().rollouts.do('shout', 'roll-back', order);
    expect(look()).toEqual(['shout roll-back ada']);
    there.putFile(text);
    expect(look()).toEqual(['shout start bob']);
  });

  it('tells what another program has done since, in the journal that is there now', async () => {
    const there = workspace();
    const look = controller(there);
    look();
    there.removeJournal();
    const other = there.program();
    other.rollouts.recordFound();
    await other.rollouts.do('shout', 'roll-back', order);
    expect(look()).toEqual(['shout roll-back ada']);
    expect(look()).toEqual([]);
  });

  it('tells what only the flag file knows of: whoever did it recorded it in the one that was removed', async () => {
    const there = workspace();
    const look = controller(there);
    look();
    await there.program().rollouts.do('shout', 'roll-back', order);
    there.removeJournal();
    expect(look()).toEqual(['shout roll-back ada']);
  });

  it('tells a place in it as it tells a place in the one before', () => {
    const there = workspace();
    const { rollouts, journal } = there.program();
    rollouts.recordFound();
    const news = new JournalNews(() => rollouts, journal);
    const before = news.place();
    there.removeJournal();
    const { entries, place } = news.after(before);
    expect(entries).toEqual([]);
    expect(place).toEqual(news.place());
    there.write('whisper', running);
    rollouts.recordFound();
    expect(news.after(place).entries).toMatchObject([{ name: 'whisper', found: true }]);
  });
});
