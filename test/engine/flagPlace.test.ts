import { lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFlags } from '#capability/rollout';
import { fleetOf, lockFor } from '../../src/engine/rollout/flagPlace.ts';
import { capabilityIn, openRollouts } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It is time.' };

/** Symbolic links take rights on Windows that not everybody has. */
describe.skipIf(process.platform === 'win32')('a flag file that a link leads to', () => {
  /** `root` and `deploy/flags.json` as they are, and the same by links. */
  function places() {
    const top = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-place-')));
    onTestFinished(() => rmSync(top, { recursive: true, force: true }));
    const [real, link, elsewhere] = [join(top, 'real'), join(top, 'link'), join(top, 'elsewhere')];
    for (const folder of [real, elsewhere]) mkdirSync(folder);
    symlinkSync('real', link);
    return { real, link, elsewhere };
  }

  /** Rolls out, loses the file, and takes the rollout back by a program that is started then. */
  async function rollBackAfter(root: string, flags: string, lose: () => void): Promise<void> {
    const before = openRollouts(root, { flags });
    await before.rollouts.start(capabilityIn(root, 'shout'), { ...order, strategy: 'flag' });
    before.close();
    const [fleet, lock] = [fleetOf(root, flags), lockFor(flags, 'write')];
    lose();
    expect([fleetOf(root, flags), lockFor(flags, 'write')]).toEqual([fleet, lock]);
    const after = openRollouts(root, { flags });
    expect(after.rollouts.knows('shout')).toBe(true);
    await after.rollouts.do('shout', 'roll-back', order);
    after.close();
    const router = readFlags(readFileSync(flags, 'utf8')).value?.routers.get('shout');
    expect(router?.route({ targetingKey: 'ada' }).variant).toBe('stable');
    const next = openRollouts(root, { flags });
    expect(next.rollouts.get('shout')?.state).toBe('rolled-back');
    expect(next.journal.decisions({ kind: 'rollout-roll-back' })).toHaveLength(1);
    next.rollouts.recordFound();
    expect(next.journal.decisions({ kinds: 'rollout-' })).toHaveLength(2);
    next.close();
  }

  it('is known after its folder was deleted, in a workspace that is opened by a link', async () => {
    const { real, link } = places();
    await rollBackAfter(link, join(link, 'deploy/prod/flags.json'), () =>
      rmSync(join(real, 'deploy'), { recursive: true }),
    );
  });

  it('is known after the target of its link was deleted, and is written there again', async () => {
    const { real, elsewhere } = places();
    const flags = join(real, 'flags.json');
    symlinkSync('../elsewhere/prod.json', flags);
    await rollBackAfter(real, flags, () => rmSync(join(elsewhere, 'prod.json')));
    expect(lstatSync(flags).isSymbolicLink()).toBe(true);
  });

  it('has a place also where links lead to each other, and nowhere', () => {
    const { real } = places();
    symlinkSync('b.json', join(real, 'a.json'));
    symlinkSync('a.json', join(real, 'b.json'));
    expect(fleetOf(real, join(real, 'a.json'))).toMatch(/^[ab]\.json$/);
  });
});
