import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const file = join(import.meta.dirname, '../../fixtures/fleet-app/app.ts');

/** What a user got. */
export interface Answer {
  /** 200, or 501 where nothing serves it. */
  readonly status: number;
  readonly value?: string;
  readonly variant?: 'stable' | 'candidate' | 'fallback';
}

/** The sample app in a process of its own, that can be killed and started again at the same port. */
export class FleetApp {
  /** What it has told of problems, line by line, over all its starts. */
  readonly told: string[] = [];
  readonly #port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  constructor(port: number, folder: string) {
    this.#port = port;
    this.#folder = folder;
  }

  async run(): Promise<void> {
    const app = spawn(process.execPath, [file, String(this.#port), this.#folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = app;
    createInterface({ input: app.stderr }).on('line', (line) => this.told.push(line));
    await Promise.race([
      once(app.stdout, 'data'),
      once(app, 'close').then(() => Promise.reject(new Error(`The app has ended:\n${this.told.join('\n')}`))),
    ]);
  }

  async ask(user: string, name: string): Promise<Answer> {
    const url = `http://127.0.0.1:${this.#port}/initials?user=${user}`;
    const response = await fetch(url, { method: 'POST', body: name });
    return { status: response.status, ...((await response.json()) as object) };
  }

  async kill(): Promise<void> {
    const app = this.#process;
    if (app === undefined || app.exitCode !== null || app.signalCode !== null) return;
    const ended = once(app, 'exit');
    app.kill('SIGKILL');
    await ended;
  }
}
