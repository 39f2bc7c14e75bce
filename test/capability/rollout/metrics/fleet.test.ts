import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import {
  decide,
  Evidence,
  flagFileText,
  flagOf,
  defaultRolloutPolicy as policy,
  prometheusAddress,
  prometheusSource,
} from '#capability/rollout';
import { FleetApp } from './fleetApp.ts';
import { freePort, noPrometheus, RealPrometheus } from './realPrometheus.ts';

const name = `a planted bug in version 2 of an app with the runtime library is found in what a real Prometheus has scraped${noPrometheus ? `: skipped, ${noPrometheus}` : ''}`;

test.skipIf(noPrometheus)(name, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-fleet-'));
  const flags = join(folder, 'rollouts.json');
  const percent = 20;
  writeFileSync(flags, flagFileText({ 'iso-dates': flagOf({ stable: '1.0.0', candidate: '2.0.0', percent }) }));
  const port = await freePort();
  const app = new FleetApp(port, flags);
  await app.run();
  const prometheus = await RealPrometheus.start([`127.0.0.1:${port}`]);
  onTestFinished(async () => {
    await Promise.all([app.kill(), prometheus.end()]);
    rmSync(folder, { recursive: true, force: true });
  });
  const since = Date.now();
  const source = prometheusSource({
    address: prometheusAddress(prometheus.url),
    policy,
    observed: { rollout: 'r-1', capability: 'iso-dates', stable: '1.0.0', candidate: '2.0.0', since },
  });
  // Users do not come back; those of a process that is killed would be new to the next one.
  let users = 0;
  const served = { stable: 0, candidate: 0, fallback: 0 };
  const use = async (requests: number, text: (n: number) => string) => {
    for (let n = 0; n < requests; n++) {
      served[(await app.ask(`user-${users++}`, text(n))) as keyof typeof served]++;
    }
  };
  let evidence = new Evidence(policy, since);
  evidence.enter(percent, since);
  let cursor: Awaited<ReturnType<typeof source.read>>['cursor'] | undefined;
  /** Until all that was served is scraped. */
  const read = async () => {
    for (let look = 0; look < 100; look++) {
      const reading = await source.read(cursor);
      cursor = reading.cursor;
      for (const one of reading.observations) if (one.kind === 'increment') evidence.addIncrement(one.increment);
      if (evidence.candidate.requests >= served.candidate + served.fallback) return;
      await wait(100);
    }
  };

  await use(100, () => '01.02.2026');
  await read();
  const [stage] = policy.stages;
  if (stage === undefined) throw new Error('The policy has no stage.');
  expect(decide(evidence, policy, stage, Date.now()).action).toBe('hold');
  // A controller is stopped and goes on with what it had saved; the app is killed and counts from 0 again.
  evidence = Evidence.restore(JSON.parse(JSON.stringify(evidence.save())), policy) ?? new Evidence(policy, since);
  await app.kill();
  await app.run();
  await use(200, (n) => (n % 2 === 0 ? '01.02.2026' : '24.12.2026'));
  await read();

  // Whatever the new version could not do, the one in use has done: no user has seen an error.
  expect(served.fallback).toBeGreaterThan(5);
  const decision = decide(evidence, policy, stage, Date.now());
  expect(decision).toMatchObject({
    control: { requests: served.stable, errors: { count: 0 } },
    candidate: { requests: served.candidate + served.fallback, errors: { count: served.fallback } },
    action: 'roll-back',
    rule: 'worse-than-control',
  });
});
