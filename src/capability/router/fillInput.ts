import { isRecord } from '#base';
import { type Check, compileSchema, propertiesOf, type Violation } from '#capability/package';
import { type Capability, type ContextSlot, contextSlots, type JsonSchema, type PlainData } from '#protocol';
import { atHand, describes, names } from './atHand.ts';
import type { SlotTexts } from './intentPattern.ts';
import { enumerated, isQuoted, takesText, valuesOf } from './slotValues.ts';
import { folded, tokensOf } from './words.ts';

/** An input made from a request, or what is wrong with it. */
export type Filled = { readonly input: PlainData } | { readonly reason: string };

/** Combinations of what slots may mean that are tried. */
const mostTries = 64;

/**
 * Makes the input of a capability from the texts of an intent's slots and what came with the request: slots count more
 * than values of the same name that were given. The result fits the input schema, or the reason names the property.
 * @returns undefined where a slot for what the editor has at hand has a text that means nothing of the kind
 */
export function fillFromSlots(
  capability: Capability,
  slots: SlotTexts,
  given: PlainData | undefined,
): Filled | undefined {
  const { input: schema } = capability.manifest;
  const properties = propertiesOf(schema);
  const meanings: (readonly [slot: string, values: readonly PlainData[]])[] = [];
  for (const [slot, text] of Object.entries(slots)) {
    const own = properties === undefined ? schema : propertySchema(schema, slot);
    const meaning = meaningsOf(slot, text, own, schema, given);
    if (meaning === undefined || 'reason' in meaning) return meaning;
    meanings.push([slot, meaning.values.length > 0 ? meaning.values : [text]]);
  }
  return tryAll(schema, given, meanings);
}

/** Makes the input from what came with the request and, for enumerations, from words of the request. */
export function fillFromRequest(capability: Capability, text: string, given: PlainData | undefined): Filled {
  const { input: schema } = capability.manifest;
  const words = new Set(tokensOf(text).map(({ key }) => key));
  const meanings = (propertiesOf(schema) ?? []).flatMap((property) => {
    if (isRecord(given) && property in given) return [];
    const named = enumerated(propertySchema(schema, property), schema).filter((value) =>
      words.has(folded(String(value))),
    );
    return named.length === 1 ? [[property, named] as const] : [];
  });
  return tryAll(schema, given, meanings);
}

type Meanings = { readonly values: readonly PlainData[] } | { readonly reason: string };

function meaningsOf(
  slot: string,
  text: string,
  own: JsonSchema | undefined,
  root: JsonSchema,
  given: PlainData | undefined,
): Meanings | undefined {
  const context = contextSlots.find((name) => name === slot);
  if (context) {
    if (/^(["'`]).*\1$/s.test(text)) return { values: valuesOf(text, own, root) };
    if (!names(context, text)) return undefined;
    const value = atHand(context, given);
    return value === undefined ? { reason: nothing(context) } : { values: [value] };
  }
  // "convert the selection to ISO", "the names in this text" mean what is at hand, where something is.
  const meant = names('selection', text) && takesText(own, root) ? atHandFor(slot, given) : undefined;
  return { values: meant === undefined ? valuesOf(text, own, root) : [meant] };
}

/**
 * Texts of slots that are worked on as they stand, although they read like a description of what is at hand, or a value
 * was handed over by the name of their slot: “sort lines without duplicates” has “lines without duplicates” sorted.
 */
export function takenAsText(
  { manifest: { input: schema } }: Capability,
  slots: SlotTexts,
  given: PlainData | undefined,
): readonly string[] {
  const properties = propertiesOf(schema);
  return Object.entries(slots).flatMap(([slot, text]) => {
    const own = properties === undefined ? schema : propertySchema(schema, slot);
    if (!takesText(own, schema) || names('selection', text) || isQuoted(text)) return [];
    const isGiven = isRecord(given) && Object.hasOwn(given, slot);
    return isGiven || (describes(text) && atHand('selection', given) !== undefined) ? [text] : [];
  });
}

/** What was handed over by the slot's own name, else what is selected. */
function atHandFor(slot: string, given: PlainData | undefined): PlainData | undefined {
  if (isRecord(given) && Object.hasOwn(given, slot)) return given[slot] as PlainData | undefined;
  return atHand('selection', given);
}

function nothing(slot: ContextSlot): string {
  return slot === 'selection'
    ? 'selection is missing: nothing is selected'
    : `${slot} is missing: there is none at hand`;
}

/** The first combination that fits; otherwise what is wrong with the last resort, the texts as they are. */
function tryAll(
  schema: JsonSchema,
  given: PlainData | undefined,
  meanings: readonly (readonly [slot: string, values: readonly PlainData[]])[],
): Filled {
  const check: Check = compileSchema(schema, 'the input');
  let violations: readonly Violation[] = [];
  let tries = 0;
  for (const slots of combinations(meanings)) {
    const input = completed(schema, slots, given);
    const found = check(input);
    if (found.length === 0) return { input };
    if (tries === 0) violations = found;
    if (++tries >= mostTries) break;
  }
  return { reason: violations.map(({ message }) => message).join('; ') };
}

function* combinations(
  meanings: readonly (readonly [slot: string, values: readonly PlainData[]])[],
): Generator<Record<string, PlainData>> {
  const [first, ...rest] = meanings;
  if (!first) {
    yield {};
    return;
  }
  const [slot, values] = first;
  for (const value of values) for (const others of combinations(rest)) yield { [slot]: value, ...others };
}

function completed(schema: JsonSchema, slots: Record<string, PlainData>, given: PlainData | undefined): PlainData {
  const properties = propertiesOf(schema);
  if (properties === undefined) {
    const [value] = Object.values(slots);
    return value ?? (isRecord(given) ? (atHand('selection', given) ?? (given as PlainData)) : (given ?? null));
  }
  const fitting = isRecord(given) ? Object.entries(given).filter(([name]) => properties.includes(name)) : [];
  const input = { ...(Object.fromEntries(fitting) as Record<string, PlainData>), ...slots };
  const selection = atHand('selection', given);
  const missing = requiredOf(schema).filter((name) => !(name in input));
  // The one text that is wanted and was not given is what is selected.
  const [only] = missing.filter((name) => takesText(propertySchema(schema, name), schema));
  if (missing.length === 1 && only !== undefined && selection !== undefined) input[only] = selection;
  return input;
}

function requiredOf(schema: JsonSchema): readonly string[] {
  return isRecord(schema) && Array.isArray(schema.required) ? schema.required : [];
}

function propertySchema(schema: JsonSchema, property: string): JsonSchema | undefined {
  const properties = isRecord(schema) ? schema.properties : undefined;
  return isRecord(properties) ? (properties[property] as JsonSchema | undefined) : undefined;
}
