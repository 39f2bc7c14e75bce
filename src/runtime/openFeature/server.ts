/** `toolwright/runtime/openfeature`: a provider for the OpenFeature SDK of servers, which reads the same flags as the router. */
import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import type { FlagSource } from '../flags/source.ts';
import type { Type } from './definitions.ts';
import { FollowedFlags } from './follow.ts';

/** Resolves flags of any type from a file, a URL or an object in flagd's definition format, in the process itself. */
export class ToolwrightProvider implements Provider {
  readonly metadata = { name: 'toolwright' } as const;
  readonly runsOn = 'server' as const;
  readonly events: OpenFeatureEventEmitter = new OpenFeatureEventEmitter();
  readonly #flags: FollowedFlags;

  constructor(source: FlagSource) {
    this.#flags = new FollowedFlags(source, {
      ready: () => this.events.emit(ProviderEvents.Ready),
      changed: (flagsChanged) =>
        this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...flagsChanged] }),
      stale: (message) => this.events.emit(ProviderEvents.Stale, { message }),
      error: (message) => this.events.emit(ProviderEvents.Error, { message }),
    });
  }

  initialize(): Promise<void> {
    return this.#flags.start();
  }

  async onClose(): Promise<void> {
    this.#flags.stop();
  }

  async resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return this.#resolve(key, 'boolean', fallback, context);
  }

  async resolveStringEvaluation(
    key: string,
    fallback: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return this.#resolve(key, 'string', fallback, context);
  }

  async resolveNumberEvaluation(
    key: string,
    fallback: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>> {
    return this.#resolve(key, 'number', fallback, context);
  }

  async resolveObjectEvaluation<T extends JsonValue>(
    key: string,
    fallback: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    return this.#resolve(key, 'object', fallback, context);
  }

  #resolve<T>(key: string, type: Type, fallback: T, context: EvaluationContext) {
    // The SDK has enums for what are texts here.
    return this.#flags.resolve(key, type, fallback, context) as ResolutionDetails<T>;
  }
}
