import type { JsonSchema, PlainData } from '#protocol';

/** The keywords that values are made from. The schema was checked against the meta-schema when its package was read. */
export interface Keywords {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly PlainData[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly minProperties?: number;
  readonly default?: PlainData;
  readonly examples?: readonly PlainData[];
}

export function asObject(schema: Exclude<JsonSchema, boolean>): Keywords {
  return schema as Keywords;
}

/** The types that a schema allows: those it names, or those that its keywords speak of; none when it says nothing. */
export function typesOf(keywords: Keywords): readonly string[] {
  if (keywords.type !== undefined) return [keywords.type].flat();
  if (keywords.properties || keywords.required || keywords.minProperties !== undefined) return ['object'];
  if (
    keywords.items !== undefined ||
    keywords.prefixItems ||
    keywords.minItems !== undefined ||
    keywords.maxItems !== undefined
  )
    return ['array'];
  const { pattern, format, minLength, maxLength } = keywords;
  if ([pattern, format, minLength, maxLength].some((bound) => bound !== undefined)) return ['string'];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = keywords;
  const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf];
  if (bounds.some((bound) => bound !== undefined)) return ['number'];
  return [];
}
