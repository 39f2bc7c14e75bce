import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { flagFileName, readFlags } from '#capability/rollout';
import { type AppRouter, createRouter, flagsFromFile } from '../../../src/runtime/node/index.ts';
import { capabilityIn, openRollouts, serveUsers } from '../../engine/openRollouts.ts';
import { percentile } from '../statistics.ts';

const routers = 10;
const rounds = 30;
/** Requests of both versions, from which the policy sees that the new one fails. */
const users = 100;
const order = { person: 'ada', reason: 'It is time.' };

/**
 * How long it takes from when the policy begins to look at a rollout that fails until all routers of the machine serve the version
 * in use again: it reads what became of requests from the journal, decides, takes the lock of the flag file and replaces it, and
 * the routers follow. The 95th percentile, in milliseconds.
 */
export async function measureSwitching(print: (line: string) => void): Promise<{ readonly switchMs: number }> {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-switching-'));
  const flags = join(root, flagFileName);
  const opened = openRollouts(root);
  const { rollouts } = opened;
  await rollouts.start(capabilityIn(root, 'shout', '1.0.0'), { ...order, strategy: 'flag' });
  await rollouts.advance('shout', order);
  const candidate = capabilityIn(root, 'shout', '2.0.0');
  const versions = { '1.0.0': () => 1, '2.0.0': () => 2 };
  const all = Array.from({ length: routers }, () =>
    createRouter({ capabilities: { shout: { versions } }, flags: flagsFromFile(flags) }),
  );
  try {
    await Promise.all(all.map(({ ready }) => ready));
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await rollouts.start(candidate, order);
      const user = firstUser(flags);
      await Promise.all(all.map((router) => whenServed('2.0.0', router, user)));
      await serveUsers(opened, users, true);
      const began = performance.now();
      const waiting = new AbortController();
      const served = Promise.all(all.map((router) => whenServed('1.0.0', router, user, waiting.signal)));
      try {
        const decision = await rollouts.look('shout');
        if (decision?.action !== 'roll-back') throw new Error(`It was not taken back: ${decision?.words}`);
        times.push(Math.max(...(await served)) - began);
      } finally {
        waiting.abort();
      }
    }
    const switchMs = Math.round(percentile(times, 0.95) * 10) / 10;
    print(
      `switching: ${routers} routers within ${percentile(times, 0.5).toFixed(1)} ms of the policy's look in the median, ${switchMs} ms in the 95th percentile of ${rounds} versions that were taken back`,
    );
    return { switchMs };
  } finally {
    await Promise.all(all.map((router) => router.close()));
    opened.close();
    rmSync(root, { recursive: true });
  }
}

/** Somebody of the first stage: whoever is, is so in each of its rollouts. */
function firstUser(flags: string): string {
  const router = readFlags(readFileSync(flags, 'utf8')).value?.routers.get('shout');
  for (let n = 0; n < 10_000; n++) {
    const user = `user-${n}`;
    if (router?.route({ targetingKey: user }).variant === 'candidate') return user;
  }
  throw new Error('The flag gives the new version to nobody.');
}

/** When a user was served by a version, or nobody waits for that any more. */
async function whenServed(version: string, router: AppRouter, user: string, signal?: AbortSignal): Promise<number> {
  while (!signal?.aborted && (await router.run('shout', undefined, { user })).version !== version) await setTimeout(1);
  return performance.now();
}
