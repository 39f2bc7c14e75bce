import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withRollout } from '#capability/rollout';
import { start } from '../../../cli/toolwright.ts';
import { temporaryWorkspace } from '../../../support/workspace.ts';
import { FleetApp } from './fleetApp.ts';
import { freePort, noPrometheus, RealPrometheus } from './realPrometheus.ts';

const policy = {
  stages: [
    { name: 'fifth', percent: 20, minutes: 0, requests: 1000 },
    { name: 'all', percent: 100, minutes: 0, requests: 1000 },
  ],
};

const name = `a planted bug in version 2 of an app with the runtime library is taken back by the controller that reads a real Prometheus${noPrometheus ? `: skipped, ${noPrometheus}` : ''}`;

test.skipIf(noPrometheus)(
  name,
  async () => {
    const cwd = temporaryWorkspace({
      'package.json': '{ "name": "fleet" }',
      '.toolwright/rollout-policy.json': JSON.stringify(policy),
    });
    const flags = join(cwd, '.toolwright/rollouts.json');
    const port = await freePort();
    const app = new FleetApp(port, flags);
    const prometheus = await RealPrometheus.start([`127.0.0.1:${port}`]);
    onTestFinished(async () => {
      await Promise.all([app.kill(), prometheus.end()]);
    });
    const now = new Date().toISOString();
    const rollout = withRollout(undefined, 'iso-dates', {
      ...{ id: '2.0.0-1', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0' },
      ...{ content: '0'.repeat(64), stage: 'fifth', percent: 20, groups: [], revision: 1 },
      ...{ since: now, stageSince: now, countedSince: now, command: 'start', by: 'ada', reason: 'It is time.' },
    });
    writeFileSync(flags, rollout);
    await app.run();

    const controller = start(['rollout', 'watch', '--json', '--every', '1', '--prometheus', prometheus.url], { cwd });
    onTestFinished(() => void controller.kill('SIGKILL'));
    const said: unknown[] = [];
    createInterface({ input: controller.stdout as NodeJS.ReadableStream }).on('line', (line) =>
      said.push(JSON.parse(line)),
    );
    const heard = async (event: object) => {
      await expect.poll(() => said, { timeout: 30_000 }).toContainEqual(expect.objectContaining(event));
    };
    await heard({ kind: 'leading' });

    // Users do not come back: those of a process that is killed would be new to the next one.
    let users = 0;
    const use = async (requests: number, date: (n: number) => string) => {
      const served = { stable: 0, candidate: 0, fallback: 0 };
      for (let n = 0; n < requests; n++) {
        served[(await app.ask(`user-${users++}`, date(n))) as keyof typeof served]++;
      }
      return served;
    };
    await use(100, () => '01.02.2026');
    await wait(600);
    await app.kill();
    await app.run();
    // Whatever the new version cannot do, the one in use does: no user sees an error.
    const { fallback } = await use(300, (n) => (n % 2 === 0 ? '01.02.2026' : '24.12.2026'));
    expect(fallback).toBeGreaterThan(0);

    await heard({
      kind: 'done',
      entry: expect.objectContaining({ command: 'roll-back', by: 'policy', name: 'iso-dates' }),
    });
    expect(JSON.parse(readFileSync(flags, 'utf8')).flags['iso-dates']).toMatchObject({
      metadata: { status: 'rolled-back' },
    });
    await expect
      .poll(() => use(20, () => '24.12.2026'), { timeout: 10_000 })
      .toEqual({ stable: 20, candidate: 0, fallback: 0 });

    controller.kill('SIGTERM');
    await once(controller, 'exit');
  },
  90_000,
);
