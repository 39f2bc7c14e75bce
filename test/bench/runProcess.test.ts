import { describe, expect, test } from 'vitest';
import { runProcess } from './runProcess.ts';

const node = (code: string) => ({ command: process.execPath, args: ['-e', code], cwd: process.cwd() });
const options = { timeoutMs: 20_000, accepted: (code: number) => code === 0 };

describe('a measured process', () => {
  test('counts only when its exit code says that it did its work', async () => {
    expect((await runProcess(node(''), options)).failure).toBeUndefined();
    const failed = await runProcess(node('console.error("some Error: out of luck"); process.exit(3)'), options);
    expect(failed.failure).toBe('ended with 3: some Error: out of luck');
    expect((await runProcess({ ...node(''), command: 'no-such-command' }, options)).failure).toContain('ENOENT');
  });

  test('is stopped at the limit, with what it started', async () => {
    const endless = `require('node:child_process').spawnSync(process.execPath, ['-e', 'for (;;) {}'])`;
    const { milliseconds, failure } = await runProcess(node(endless), { ...options, timeoutMs: 400 });
    expect(failure).toBe('stopped after 0.4 s');
    expect(milliseconds).toBeLessThan(5000);
  });

  test.runIf(process.platform === 'linux')('tells its peak memory, freed or not', async () => {
    const fill =
      'let a = Buffer.alloc(200e6, 1); setTimeout(() => { a = undefined; gc(); setTimeout(() => {}, 50) }, 50)';
    const run = { ...node(fill), args: ['--expose-gc', '-e', fill] };
    const { use } = await runProcess(run, { ...options, watch: true });
    expect(use?.peakMB).toBeGreaterThan(200);
    expect(use?.peakMB).toBeLessThan(400);
  });

  test.runIf(process.platform === 'linux')('tells the processor time of all that it started', async () => {
    const spin = 'while (process.cpuUsage().user < 300_000) {}';
    const run = node(`require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(spin)}])`);
    const { use } = await runProcess(run, { ...options, watch: true });
    expect(use?.cpuMs).toBeGreaterThan(250);
  });
});
