import { isRecord } from '#base';
import { contextSlots, isCapabilityName, type JsonSchema, literalOf, slotsOf } from '#protocol';
import { manifestViolations } from './publishedSchemas.ts';
import type { Violation } from './schema/explain.ts';
import { schemaViolations } from './schema/schemaViolations.ts';

/**
 * All that is wrong with the content of a capability's package.json: the form, by the published schema, and what a
 * schema cannot say.
 * @param name of the folder
 */
export function checkManifest(value: unknown, name: string): Violation[] {
  const violations = manifestViolations(value);
  if (!isRecord(value)) return violations;
  const at = (pointer: string) => violations.some((violation) => violation.pointer === pointer);
  if (typeof value.name === 'string' && !at('/name')) violations.push(...nameViolations(value.name, name));
  const { toolwright } = value;
  if (!isRecord(toolwright)) return violations;
  for (const key of ['input', 'output'] as const) {
    if (!(key in toolwright) || at(`/toolwright/${key}`)) continue;
    for (const { pointer, message } of schemaViolations(toolwright[key])) {
      const said = message.startsWith('the schema') ? message.slice('the schema'.length) : `: ${message}`;
      violations.push({ pointer: `/toolwright/${key}${pointer}`, message: `the ${key} schema${said}` });
    }
  }
  if (Array.isArray(toolwright.intents)) {
    for (const [index, intent] of toolwright.intents.entries()) {
      const pointer = `/toolwright/intents/${index}`;
      if (typeof intent !== 'string' || at(pointer)) continue;
      for (const message of intentMistakes(intent, toolwright.input)) violations.push({ pointer, message });
    }
  }
  return violations;
}

function nameViolations(name: string, folder: string): Violation[] {
  if (!isCapabilityName(name)) {
    return [{ pointer: '/name', message: `name is ${JSON.stringify(name)}, which systems keep for themselves` }];
  }
  if (name === folder) return [];
  return [{ pointer: '/name', message: `name is ${JSON.stringify(name)}, but the folder is called "${folder}"` }];
}

function* intentMistakes(intent: string, input: unknown): Generator<string> {
  const said = `the intent ${JSON.stringify(intent)}`;
  const slots = slotsOf(intent);
  if (!/[\p{L}\p{N}]/u.test(literalOf(intent))) yield `${said} has no words of its own, so it would fit every request`;
  if (intent.includes('}{')) yield `${said} has two slots with nothing between them, so nobody knows where one ends`;
  const properties = propertiesOf(input as JsonSchema | undefined);
  if (properties === undefined) {
    if (slots.length > 1) yield `${said} has ${slots.length} slots, but the input is one value and no object`;
    return;
  }
  for (const slot of new Set(slots)) {
    if (properties.includes(slot)) continue;
    const known = properties.length > 0 ? `the input has ${properties.join(', ')}` : 'the input has no properties';
    const context = contextSlots.some((name) => name === slot) ? ' for it' : '';
    yield intent.includes(`{${slot}}`)
      ? `${said} has the slot {${slot}}, and there is no such input property${context}: ${known}`
      : `${said} has a slot again, which is the input property ${slot}, and there is none: ${known}`;
  }
}

/** The properties that an input schema names; undefined where the input is no object. */
export function propertiesOf(schema: JsonSchema | undefined): readonly string[] | undefined {
  if (!isRecord(schema)) return undefined;
  if (isRecord(schema.properties)) return Object.keys(schema.properties);
  return schema.type === 'object' ? [] : undefined;
}
