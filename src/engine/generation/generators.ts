import type { Logger, TaskOptions } from '#base';
import type { SourceTools } from '#capability/safety';
import {
  bounded,
  builtInTemplates,
  combination,
  type FilledFunction,
  forFunctions,
  type Generator,
  interleaved,
  languageModel,
  learnedPrograms,
  mergedLibrary,
  type NearMiss,
  type OnFailure,
  oneAfterAnother,
  repeatersLast,
  saidInWords,
  templates,
  workspaceTemplates,
} from '#capability/synthesis';
import type { Capability, LanguageModel, ModelLimits, ModelUsage, PlainData, RunResult } from '#protocol';

/** What the generators of a workspace are made with. */
export interface GeneratorPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** Capabilities that may be parts of a new one. */
  readonly admitted: readonly Capability[];
  /** Runs one of them on an input of an example; nothing real is touched. */
  readonly run: (capability: Capability, input: PlainData, task: TaskOptions) => Promise<RunResult>;
  readonly types: SourceTools['types'];
  readonly model: LanguageModel | undefined;
  readonly modelLimits: ModelLimits | undefined;
  readonly onUsage: (usage: ModelUsage) => void;
  readonly nearMisses: () => readonly NearMiss[];
  readonly onFailure: OnFailure;
  readonly logger: Logger;
  /** The function that is to be written, where it is one. By example it was tried before, at once and at no cost. */
  readonly filled?: FilledFunction | undefined;
}

/** Programs that are tried for one gap. */
export const mostAttempts = 40;
/** Of those, programs that cost nothing but time. */
const mostLocal = { candidates: 32, milliseconds: 30_000 };

/** Milliseconds of one generation. */
export function longestGeneration(withModel: boolean): number {
  return withModel ? 180_000 : mostLocal.milliseconds;
}

/** They are part of the product: read once. */
let builtIn: ReturnType<typeof builtInTemplates> | undefined;

/** All generators as one: those of this machine take turns; a language model, which costs money, is asked when they have no more. */
export async function allGenerators(ports: GeneratorPorts): Promise<Generator> {
  const { root, model, modelLimits, onUsage, nearMisses, onFailure, logger, filled } = ports;
  builtIn ??= builtInTemplates();
  const own = await workspaceTemplates(root);
  const library = mergedLibrary(await builtIn, own);
  for (const { path = '', line, message, hint = '' } of library.problems) {
    logger.warn(`${path}${line === undefined ? '' : `:${line}`}: ${message} ${hint} The other templates are used.`);
  }
  // What nearly fits is told to a language model.
  const learned = filled === undefined || model !== undefined ? [learnedPrograms] : [];
  // What somebody has put into the workspace for such words is meant before what they mean everywhere.
  const here = own.templates.length === 0 ? [] : [templates(own)];
  const inTurn = [...learned, ...here, saidInWords, templates(library), combined(ports)];
  const local = bounded(interleaved(inTurn, onFailure), mostLocal);
  const asked = model === undefined ? [] : [languageModel({ ...modelLimits, model, nearMisses, report: onUsage })];
  const all = repeatersLast(oneAfterAnother([local, ...asked], onFailure));
  return filled === undefined ? all : forFunctions(all, filled);
}

/** Capabilities that may run, put together. */
function combined({ admitted, run, types }: GeneratorPorts): Generator {
  const named = new Map(admitted.map((capability) => [capability.name, capability]));
  return combination({
    capabilities: admitted,
    types,
    run: async (name, input, signal) => {
      const capability = named.get(name);
      const result = capability && (await run(capability, input, { signal }));
      return result?.status === 'ok' ? result.value : undefined;
    },
  });
}
