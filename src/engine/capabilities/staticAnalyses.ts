import type { Logger } from '#base';
import type { Capability, StaticAnalysis } from '#protocol';
import { BoundedTools } from './boundedTools.ts';

/**
 * What can be said of capabilities without running them. In a thread of its own, so that a source which takes too long
 * disturbs no verification; one at a time, so that none waits on another's deadline.
 */
export class StaticAnalyses {
  readonly #tools: BoundedTools;
  /** The latest by name of the capability. */
  readonly #known = new Map<string, StaticAnalysis>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(logger: Logger) {
    this.#tools = new BoundedTools(logger, { lateIsFound: false });
  }

  /** @throws ToolwrightError `too-costly` */
  of(capability: Capability): Promise<StaticAnalysis> {
    const run = this.#last.then(() => this.#of(capability));
    this.#last = run.catch(() => {});
    return run;
  }

  dispose(): Promise<void> {
    return this.#tools.dispose();
  }

  async #of({ name, hash, source, manifest: { permissions, input } }: Capability): Promise<StaticAnalysis> {
    const known = this.#known.get(name);
    if (known?.hash === hash) return known;
    const safety = await this.#tools.analyse(source, { permissions, input });
    const found = { hash, safety, types: await this.#tools.types(source) };
    this.#known.set(name, found);
    return found;
  }
}
