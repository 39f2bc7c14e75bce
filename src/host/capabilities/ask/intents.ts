import * as l10n from '@vscode/l10n';
import { type CapabilityRow, type JsonSchema, slotsOf } from '#protocol';

/** What a request is about: parts of a file that are selected, a whole file, or the workspace. */
export const scopes = ['selection', 'file', 'workspace'] as const;
export type Scope = (typeof scopes)[number];

/** How a request names what the editor has at hand; the engine reads English. */
const atHandWords: { readonly [S in Scope]: string } = {
  selection: 'the selection',
  file: 'the file',
  workspace: 'the workspace',
};

/** A way of asking for an admitted capability. */
export interface KnownIntent {
  readonly name: string;
  readonly title: string;
  readonly intent: string;
}

export function knownIntents(rows: readonly CapabilityRow[]): readonly KnownIntent[] {
  return rows.flatMap(({ standing, capability, name }) =>
    standing === 'admitted' && capability !== undefined
      ? capability.manifest.intents.map((intent) => ({ name, title: capability.manifest.title, intent }))
      : [],
  );
}

/** The slots of an intent that a person has to fill, in their order. @param schema of the input */
export function slotsToFill(intent: string, schema: JsonSchema | undefined): readonly string[] {
  const properties = propertiesOf(schema);
  const texts = Object.keys(properties).filter((name) => typeOf(properties[name]) === 'string');
  return slotsOf(intent).filter((name) => !(name in atHandWords) && !(texts.length === 1 && texts[0] === name));
}

/** The values that a slot can have, where its schema lists them. */
export function choicesOf(name: string, schema: JsonSchema | undefined): readonly string[] {
  const property = propertiesOf(schema)[name];
  const listed = typeof property === 'object' && property !== null ? (property as { enum?: unknown }).enum : undefined;
  return Array.isArray(listed) ? listed.map(String) : [];
}

/** What a slot is for, by its schema. */
export function descriptionOf(name: string, schema: JsonSchema | undefined): string | undefined {
  const property = propertiesOf(schema)[name] as { description?: unknown } | undefined;
  return typeof property?.description === 'string' ? property.description : undefined;
}

/**
 * An intent as a request: slots that the editor fills become words for what is at hand, as does the one text that is
 * wanted; the others get their values.
 */
export function requestFor(intent: string, values: ReadonlyMap<string, string>): string {
  const slots = slotsOf(intent).values();
  return intent.replace(/\{[^{}]*\}/g, () => {
    const name = slots.next().value ?? '';
    if (name in atHandWords) return atHandWords[name as Scope];
    // Where a whole file is asked about, all of it counts as selected.
    return values.get(name) ?? atHandWords.selection;
  });
}

/** What a capability's text comes from and goes back to, where it wants one thing in particular. */
export function targetOf(schema: JsonSchema | undefined, scope: Scope): Scope {
  const properties = propertiesOf(schema);
  if ('selection' in properties) return scope;
  if ('file' in properties) return scope === 'selection' ? 'file' : scope;
  const takesNothing = typeOf(schema) === 'object' && Object.keys(properties).length === 0;
  return 'workspace' in properties || takesNothing ? 'workspace' : scope;
}

export function wantsWorkspace(rows: readonly CapabilityRow[]): boolean {
  return rows.some(
    ({ standing, capability }) => standing === 'admitted' && 'workspace' in propertiesOf(capability?.manifest.input),
  );
}

/** @param selected how many parts are selected */
export function scopeLabel(scope: Scope, selected = 1): string {
  switch (scope) {
    case 'selection':
      return selected > 1 ? l10n.t('the {0} selections', selected) : l10n.t('the selection');
    case 'file':
      return l10n.t('the whole file');
    case 'workspace':
      return l10n.t('the workspace');
  }
}

function propertiesOf(schema: JsonSchema | undefined): Readonly<Record<string, unknown>> {
  if (typeof schema !== 'object') return {};
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {};
}

function typeOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null ? (schema as { type?: unknown }).type : undefined;
}
