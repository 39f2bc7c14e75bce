import type { Logger } from '#base';
import type {
  CapabilitySession,
  DiscoverySession,
  GenerationSession,
  GraphSession,
  LanguageModel,
  SynthesisSession,
} from '#protocol';
import { callRemotely, type WorkerEntry } from '#workspace';
import type { CapabilitySettings } from './capabilities/settings.ts';
import type { DiscoverySettings } from './discovery/settings.ts';
import { remoteGenerationSession } from './generation/remoteGenerationSession.ts';
import type { GraphSessionOptions } from './options.ts';
import { remoteSynthesisSession } from './synthesis/remoteSynthesisSession.ts';

export { type InstalledRuntime, openRuntimes, type RuntimeOffer, type Runtimes } from '#capability/sandbox';
export { absoluteIn, realPlace, writeAtomically, writeAtomicallyBeside } from '#workspace';
export type { CapabilitySettings } from './capabilities/settings.ts';
export type { GraphSessionOptions } from './options.ts';
export { type CsvCell, type CsvTable, columnOf, csvTableOf, writtenCell } from './synthesis/csvTable.ts';
export { indentationOf, isJson, type JsonValue, jsonValuesOf, type Loss, writtenJson } from './synthesis/jsonValues.ts';

const sessionWorker: WorkerEntry = { name: 'session', source: new URL('./session.worker.ts', import.meta.url) };

const capabilitiesWorker: WorkerEntry = {
  name: 'capabilities',
  source: new URL('./capabilities/capabilities.worker.ts', import.meta.url),
};

const discoveryWorker: WorkerEntry = {
  name: 'discovery',
  source: new URL('./discovery/discovery.worker.ts', import.meta.url),
};

/** Opens a capability session in a worker thread of its own, which starts with the first call. */
export function openCapabilitySession({
  logger,
  ...settings
}: CapabilitySettings & { readonly logger: Logger }): CapabilitySession {
  return callRemotely<CapabilitySession>(capabilitiesWorker, settings, logger);
}

/** Opens a session that looks for gaps, in a worker thread of its own, which starts with the first call. */
export function openDiscoverySession({
  logger,
  ...settings
}: DiscoverySettings & { readonly logger: Logger }): DiscoverySession {
  return callRemotely<DiscoverySession>(discoveryWorker, settings, logger);
}

/**
 * Opens a session in a worker thread of its own, so that this thread stays free. It starts with the first call.
 * Whoever opens one loads nothing of the analysis: that is `#engine/local`, and the worker.
 */
export function openGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return callRemotely<GraphSession>(sessionWorker, settings, logger);
}

/** Opens a session that learns programs from examples, in a worker thread of its own, which starts with the first call. */
export function openSynthesisSession({ logger }: { readonly logger: Logger }): SynthesisSession {
  return remoteSynthesisSession(logger);
}

/**
 * Opens a session that generates capabilities, in a worker thread of its own, which starts with the first call.
 * @param options.model a language model that it may ask, in this thread; it is asked only where the call says so
 */
export function openGenerationSession({
  logger,
  model,
  ...settings
}: CapabilitySettings & { readonly logger: Logger; readonly model?: LanguageModel | undefined }): GenerationSession {
  return remoteGenerationSession(settings, logger, model);
}
