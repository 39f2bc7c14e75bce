import type { Logger } from '#base';
import type { Gap, Generation, GenerationOptions, GenerationSession, LanguageModel } from '#protocol';
import { callRemotely, type WorkerEntry } from '#workspace';
import type { CapabilitySettings } from '../capabilities/settings.ts';
import { stoppable } from '../synthesis/stopFlag.ts';

const worker: WorkerEntry = { name: 'generation', source: new URL('./generation.worker.ts', import.meta.url) };

/** The session in the worker: its searches are stopped through shared memory. */
export interface StoppableGeneration extends Omit<GenerationSession, 'generate'> {
  generate(gap: Gap, stop: SharedArrayBuffer, options: GenerationOptions): Promise<Generation>;
}

/**
 * A generation session in a worker thread of its own, which starts with the first call.
 * @param model is asked in this thread; without one no language model takes part
 */
export function remoteGenerationSession(
  settings: CapabilitySettings,
  logger: Logger,
  model: LanguageModel | undefined,
): GenerationSession {
  // Only what the worker may ask for: the model is an object of somebody else.
  const here = model && { ask: (...args: Parameters<LanguageModel['ask']>) => model.ask(...args) };
  const remote = callRemotely<StoppableGeneration>(worker, settings, logger, here);
  return {
    ready: () => remote.ready(),
    generate: (gap, options = {}) =>
      stoppable(options, (stop, task) =>
        remote.generate(gap, stop, {
          ...options,
          ...task,
          languageModel: options.languageModel === true && here !== undefined,
        }),
      ),
    fill: (id, text, stub) => remote.fill(id, text, stub),
    objections: (gap, source, options) => remote.objections(gap, source, options),
    keep: (id, as) => remote.keep(id, as),
    dispose: () => remote.dispose(),
  };
}
