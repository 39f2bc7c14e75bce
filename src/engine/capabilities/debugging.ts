import { join } from 'node:path';
import { CancelledError, type TaskOptions, ToolwrightError } from '#base';
import { type Debuggee, startDebuggee } from '#capability/sandbox';
import { portsOf, recordedRun } from '#capability/verification';
import { type Capability, type DebuggedExample, defaultLimits, type Example, type RecordedRun } from '#protocol';
import type { CapabilitySettings } from './settings.ts';

/** The example of that name. @throws ToolwrightError `no-such-example` */
export function exampleOf(capability: Capability, name: string): Example {
  const example = capability.examples.find((one) => one.name === name);
  if (example) return example;
  throw new ToolwrightError('no-such-example', `${capability.name} has no example “${name}”.`);
}

/** The examples that are being debugged, each in a process of its own. */
export class Debugging {
  readonly #settings: CapabilitySettings;
  readonly #running = new Map<number, { readonly debuggee: Debuggee; readonly example: Example }>();
  #last = 0;

  constructor(settings: CapabilitySettings) {
    this.#settings = settings;
  }

  /** Starts a process that waits for a debugger. */
  async start(capability: Capability, example: Example, { signal }: TaskOptions): Promise<DebuggedExample> {
    const { source, manifest, folder } = capability;
    const call = {
      folder: join(this.#settings.root, folder),
      source,
      input: example.input,
      permissions: manifest.permissions,
      ports: portsOf(example.world),
      limits: { ...defaultLimits, ...manifest.limits },
    };
    const debuggee = await startDebuggee(call, this.#settings);
    if (signal?.aborted) {
      debuggee.kill();
      throw new CancelledError();
    }
    const id = ++this.#last;
    this.#running.set(id, { debuggee, example });
    return { id, port: debuggee.port };
  }

  /** Waits for the end. */
  async result(id: number, { signal }: TaskOptions): Promise<RecordedRun> {
    const running = this.#running.get(id);
    if (running === undefined || signal?.aborted) throw new CancelledError();
    const { debuggee, example } = running;
    signal?.addEventListener('abort', debuggee.kill, { once: true });
    try {
      return recordedRun(example, await debuggee.result);
    } finally {
      signal?.removeEventListener('abort', debuggee.kill);
      this.#running.delete(id);
    }
  }

  dispose(): void {
    for (const { debuggee } of this.#running.values()) debuggee.kill();
  }
}
