import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../../fixtures/fleet-app/app.ts');

/** The sample app in a process of its own, that can be killed and started again at the same port. */
export class FleetApp {
  readonly #port: number;
  readonly #flags: string;
  #process: ChildProcess | undefined;

  constructor(port: number, flags: string) {
    this.#port = port;
    this.#flags = flags;
  }

  async run(): Promise<void> {
    const app = spawn(process.execPath, [file, String(this.#port), this.#flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = app;
    await Promise.race([
      once(app.stdout, 'data'),
      once(app, 'exit').then(() => Promise.reject(new Error('The app has ended.'))),
    ]);
  }

  /** Who served it. */
  async ask(user: string, text: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/iso-dates?user=${user}`, {
      method: 'POST',
      body: text,
    });
    return ((await response.json()) as { variant: string }).variant;
  }

  async kill(): Promise<void> {
    const app = this.#process;
    if (app === undefined || app.exitCode !== null || app.signalCode !== null) return;
    const ended = once(app, 'exit');
    app.kill('SIGKILL');
    await ended;
  }
}
