import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Why tests with a real Prometheus cannot run; nothing where they can. */
export const noPrometheus: string | undefined =
  spawnSync('prometheus', ['--version']).status === 0
    ? undefined
    : 'prometheus is not installed (on Debian: apt-get install prometheus)';

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

/** A real Prometheus with a database of its own, that can be killed and started again. */
export class RealPrometheus {
  readonly url: string;
  readonly #folder: string;
  readonly #listen: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#listen = `127.0.0.1:${port}`;
    this.url = `http://${this.#listen}`;
  }

  /** @param targets addresses with ports, each scraped four times a second */
  static async start(targets: readonly string[]): Promise<RealPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'toolwright-prometheus-'));
    const config = {
      global: { scrape_interval: '250ms', scrape_timeout: '250ms' },
      scrape_configs: [{ job_name: 'app', static_configs: [{ targets }] }],
    };
    // JSON is YAML.
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
    const prometheus = new RealPrometheus(folder, await freePort());
    await prometheus.run();
    return prometheus;
  }

  async run(): Promise<void> {
    this.#process = spawn(
      'prometheus',
      [
        `--config.file=${join(this.#folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(this.#folder, 'data')}`,
        `--web.listen-address=${this.#listen}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error('Prometheus has ended by itself.');
      const isReady = await fetch(`${this.url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return;
      await wait(50);
    }
  }

  async kill(): Promise<void> {
    const process = this.#process;
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await ended;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
