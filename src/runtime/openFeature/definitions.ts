import type { LogicEngine } from 'json-logic-engine';
import { flagdLogic } from './operators.ts';

/** The types that OpenFeature asks for. */
export type Type = 'boolean' | 'string' | 'number' | 'object';

/** What a flag resolves to, in the words of OpenFeature. */
export interface Resolution {
  readonly value: unknown;
  readonly reason: 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'DISABLED' | 'ERROR';
  readonly variant?: string;
  readonly errorCode?:
    | 'FLAG_NOT_FOUND'
    | 'TYPE_MISMATCH'
    | 'PARSE_ERROR'
    | 'GENERAL'
    | 'PROVIDER_NOT_READY'
    | 'PROVIDER_FATAL';
  readonly errorMessage?: string;
  readonly flagMetadata: Metadata;
}

type Metadata = Readonly<Record<string, string | number | boolean>>;

interface Definition {
  readonly state: 'ENABLED' | 'DISABLED';
  readonly variants: Readonly<Record<string, unknown>>;
  readonly defaultVariant: string | undefined;
  readonly targeting: object | undefined;
  readonly metadata: Metadata;
}

/** All flags of a document in flagd's definition format, of any type and with any targeting. */
export class FlagDefinitions {
  readonly #engine: LogicEngine = flagdLogic();
  #flags: ReadonlyMap<string, Definition> = new Map();
  #texts: ReadonlyMap<string, string> = new Map();

  /**
   * Puts a document in force. A flag that is not right keeps what it said before, or stays unknown.
   * @returns keys of flags that are others than before, and what is wrong; nothing where the document has no flags
   */
  take(document: unknown): { readonly changed: readonly string[]; readonly problems: readonly string[] } | undefined {
    if (!isObject(document) || !isObject(document.flags)) return undefined;
    const { flags, $evaluators = {}, metadata } = document;
    const shared = metadataOf(metadata);
    const definitions = new Map<string, Definition>();
    const texts = new Map<string, string>();
    const problems: string[] = [];
    for (const [key, value] of entriesOf(flags)) {
      const flag = replaceReferences(value, isObject($evaluators) ? $evaluators : {});
      const read = definitionOf(flag, shared);
      if (typeof read === 'string') problems.push(`The flag ${key} cannot be used: ${read}.`);
      const before = this.#flags.get(key);
      const definition = typeof read === 'string' ? before : read;
      if (definition === undefined) continue;
      definitions.set(key, definition);
      texts.set(key, typeof read === 'string' ? (this.#texts.get(key) ?? '') : JSON.stringify(read));
    }
    const before = this.#texts;
    this.#flags = definitions;
    this.#texts = texts;
    const keys = [...new Set([...before.keys(), ...texts.keys()])];
    return { changed: keys.filter((key) => before.get(key) !== texts.get(key)), problems };
  }

  /** Never throws: what goes wrong is an error in the words of OpenFeature, with the fallback for its value. */
  resolve(key: string, type: Type, fallback: unknown, context: Readonly<Record<string, unknown>>): Resolution {
    const flag = this.#flags.get(key);
    if (flag === undefined) return failed(fallback, 'FLAG_NOT_FOUND', `There is no flag ${key}.`, {});
    const { metadata } = flag;
    if (flag.state === 'DISABLED') return { value: fallback, reason: 'DISABLED', flagMetadata: metadata };
    let picked: unknown;
    try {
      picked = this.#target(key, flag, context);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'it cannot be evaluated';
      return failed(fallback, 'PARSE_ERROR', `The targeting of ${key} is wrong: ${reason}`, metadata);
    }
    const reason = flag.targeting === undefined ? 'STATIC' : picked === undefined ? 'DEFAULT' : 'TARGETING_MATCH';
    const variant = picked === undefined ? flag.defaultVariant : String(picked);
    // Without a default variant the app's own default holds.
    if (variant === undefined) return { value: fallback, reason: 'DEFAULT', flagMetadata: metadata };
    if (!Object.hasOwn(flag.variants, variant)) {
      return failed(fallback, 'GENERAL', `The flag ${key} has no variant ${variant}.`, metadata);
    }
    const value = flag.variants[variant];
    if (typeOf(value) !== type) {
      return failed(fallback, 'TYPE_MISMATCH', `The flag ${key} is a ${typeOf(value)}, not a ${type}.`, metadata);
    }
    // Whoever changes what they are given changes it for nobody else.
    return { value: type === 'object' ? structuredClone(value) : value, reason, variant, flagMetadata: metadata };
  }

  #target(key: string, { targeting }: Definition, context: Readonly<Record<string, unknown>>): unknown {
    if (targeting === undefined) return undefined;
    const $flagd = { flagKey: key, timestamp: Math.floor(Date.now() / 1000) };
    return this.#engine.run(targeting, { ...context, $flagd }) ?? undefined;
  }
}

/** By their keys, or in a list with the key in each, as flagd takes them too. */
function entriesOf(flags: object): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(flags)) return Object.entries(flags);
  return flags.flatMap((flag) => (isObject(flag) && typeof flag.key === 'string' ? [[flag.key, flag] as const] : []));
}

/** `{"$ref": "NAME"}` becomes what the document says under `$evaluators`, which refers to nothing else. */
function replaceReferences(value: unknown, evaluators: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((one) => replaceReferences(one, evaluators));
  if (!isObject(value)) return value;
  const { $ref } = value;
  if (typeof $ref === 'string' && Object.hasOwn(evaluators, $ref)) return evaluators[$ref];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceReferences(one, evaluators)]));
}

/** @returns the reason, where it is none */
function definitionOf(flag: unknown, shared: Metadata): Definition | string {
  if (!isObject(flag)) return 'it has to be an object';
  const { state, variants, defaultVariant, targeting, metadata } = flag;
  if (state !== 'ENABLED' && state !== 'DISABLED') return 'its state has to be ENABLED or DISABLED';
  if (!isObject(variants) || Array.isArray(variants)) return 'it has to have variants';
  if (defaultVariant !== undefined && defaultVariant !== null) {
    if (typeof defaultVariant !== 'string' || !Object.hasOwn(variants, defaultVariant)) {
      return 'its default variant has to be among its variants';
    }
  }
  const targets = isObject(targeting) && Object.keys(targeting).length > 0;
  return {
    state,
    variants,
    defaultVariant: typeof defaultVariant === 'string' ? defaultVariant : undefined,
    targeting: targets ? targeting : undefined,
    metadata: Object.freeze({ ...shared, ...metadataOf(metadata) }),
  };
}

function metadataOf(value: unknown): Metadata {
  if (!isObject(value)) return {};
  const plain = Object.entries(value).filter(([, one]) => ['string', 'number', 'boolean'].includes(typeof one));
  return Object.fromEntries(plain) as Metadata;
}

/** An error in the words of OpenFeature. */
export function failed(
  value: unknown,
  errorCode: NonNullable<Resolution['errorCode']>,
  errorMessage: string,
  flagMetadata: Metadata,
): Resolution {
  return { value, reason: 'ERROR', errorCode, errorMessage, flagMetadata };
}

function typeOf(value: unknown): Type | 'nothing' {
  if (typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') return typeof value as Type;
  return isObject(value) ? 'object' : 'nothing';
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
