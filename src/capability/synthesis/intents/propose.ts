import { isRecord } from '#base';
import { propertiesOf } from '#capability/package';
import type { CapabilityRequest, JsonSchema } from '#protocol';
import { fitsIntent, oneLine } from '../draft/words.ts';
import { aligned, saysEnough, type Template, type TemplatePart, templateOf, written } from './template.ts';

/** What was asked for, and what was at hand. */
export type Asked = Pick<CapabilityRequest, 'text' | 'input'>;

/** Requests that are looked at: what comes after them says the same. */
const mostRequests = 40;
/** Letters of a request that can be an intent; what is longer has pasted text in it. */
const longestRequest = 400;

/**
 * Ways of asking for a capability, made from requests for it: as they are, with slots for what was at hand or quoted, and
 * with typed slots where several requests differ. The first are the likeliest to be asked again.
 * @param input the capability's schema: slots are properties of it
 */
export function proposedIntents(requests: readonly Asked[], input: JsonSchema): string[] {
  const asked = requests.filter(({ text }) => text.length <= longestRequest).slice(0, mostRequests);
  const text = mainText(input);
  const templates = asked.map((request) => templateOf(oneLine(request.text), text));
  const slots: Slots = { input, text: asked.some(hasAtHand) ? undefined : text };
  const general = alignments(templates).flatMap((template) => intentOf(template, slots) ?? []);
  const single = templates.flatMap((template, at) => {
    const words = plainWords(asked[at]?.text ?? '');
    return [intentOf(template, slots), words];
  });
  const [first = ''] = asked.map((request) => plainWords(request.text));
  const about = text === undefined || !saysEnough(templateOf(first, undefined)) ? [] : [aboutText(first, text)];
  const all = [...general, ...single, ...about];
  return distinct(
    all.filter((intent): intent is string => intent !== undefined && intent !== '' && fitsIntent(intent)),
  );
}

interface Slots {
  readonly input: JsonSchema;
  /** The property for a text that is in the request itself; none where the text was at hand. */
  readonly text: string | undefined;
}

/** “words of a text” as “words of {text}”; what names no text is asked for “in {text}”. */
function aboutText(words: string, text: string): string {
  const named = words.replace(/\b(in|of|from)\s+(?:an?|the|some)\s+text\b/i, `$1 {${text}}`);
  return named === words ? `${words} in {${text}}` : named;
}

/** The request without slots. */
function plainWords(request: string): string {
  return oneLine(request.replace(/[{}]/g, ' '));
}

/** Each request joins the first group that it can be aligned with; groups of one are none. */
function alignments(templates: readonly Template[]): Template[] {
  const groups: { template: Template; size: number }[] = [];
  for (const template of templates) {
    let joined = false;
    for (const group of groups) {
      const together = aligned(group.template, template);
      if (together === undefined) continue;
      group.template = together;
      group.size++;
      joined = true;
      break;
    }
    if (!joined) groups.push({ template, size: 1 });
  }
  return groups.filter(({ size }) => size > 1).map(({ template }) => template);
}

/** A template as an intent; undefined where a value has no property that it could be for. */
function intentOf(template: Template, { input, text }: Slots): string | undefined {
  const used = new Set(template.flatMap((part) => ('slot' in part && part.slot !== undefined ? [part.slot] : [])));
  const free = (propertiesOf(input) ?? []).filter((name) => !used.has(name));
  const slots: string[] = [];
  for (const [at, part] of template.entries()) {
    if ('word' in part) continue;
    const before = template[at - 1];
    const slot = part.slot ?? slotFor(part, free, input, text);
    if (slot === undefined || (before !== undefined && 'values' in before)) return undefined;
    if (free.includes(slot)) free.splice(free.indexOf(slot), 1);
    slots.push(slot);
  }
  if (slots.length > 0 && !saysEnough(template)) return undefined;
  return written(template, () => `{${slots.shift()}}`).replace(/ (?=[,;.!?)\]])/g, '');
}

/** The one property whose type the values are of, the narrowest first. */
function slotFor(
  { values }: Extract<TemplatePart, { values: unknown }>,
  free: readonly string[],
  input: JsonSchema,
  text: string | undefined,
): string | undefined {
  const main = mainText(input);
  const only = (fits: (schema: Readonly<Record<string, unknown>>) => boolean) => {
    const names = free.filter((name) => name !== main && fits(propertyOf(input, name)));
    return names.length === 1 ? names[0] : undefined;
  };
  const isNumber = values.every((value) => /^[+-]?\d+(?:\.\d+)?$/.test(value));
  const ofEnumeration = only(({ enum: allowed }) => {
    if (!Array.isArray(allowed)) return false;
    const names = allowed.map((one) => String(one).toLowerCase());
    return values.every((value) => names.includes(value.toLowerCase()));
  });
  return (
    ofEnumeration ??
    (isNumber ? only(({ type }) => type === 'number' || type === 'integer') : undefined) ??
    only(({ type, enum: allowed }) => type === 'string' && !Array.isArray(allowed)) ??
    (text !== undefined && free.includes(text) ? text : undefined)
  );
}

/** The property that what is at hand goes to: the one text that has to be given. */
function mainText(input: JsonSchema): string | undefined {
  const required = isRecord(input) && Array.isArray(input.required) ? (input.required as readonly unknown[]) : [];
  const texts = (propertiesOf(input) ?? []).filter((name) => {
    const { type, enum: allowed } = propertyOf(input, name);
    return [type].flat().includes('string') && !Array.isArray(allowed) && required.includes(name);
  });
  return texts.length === 1 ? texts[0] : undefined;
}

function propertyOf(input: JsonSchema, name: string): Readonly<Record<string, unknown>> {
  const properties = isRecord(input) ? input.properties : undefined;
  const schema = isRecord(properties) ? properties[name] : undefined;
  return isRecord(schema) ? schema : {};
}

function hasAtHand({ input }: Asked): boolean {
  return typeof input === 'string' || (isRecord(input) && ['selection', 'file'].some((name) => name in input));
}

/** Without those that differ in case and space only. */
function distinct(intents: readonly string[]): string[] {
  return [...new Map(intents.toReversed().map((intent) => [intent.toLowerCase(), intent])).values()].reverse();
}
