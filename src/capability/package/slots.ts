/** Slots of an intent that stand for what the editor has at hand. */
export const contextSlots = ['selection', 'file', 'workspace'] as const;
export type ContextSlot = (typeof contextSlots)[number];

/** A part of an intent: words, or a slot. */
export type IntentPart = { readonly literal: string } | { readonly slot: string };

/** `convert {text} to {format}` → words and slots in their order. */
export function partsOf(intent: string): readonly IntentPart[] {
  return intent
    .split(/(\{[^{}]*\})/)
    .filter((part) => part.trim() !== '')
    .map((part) => (part.startsWith('{') ? { slot: part.slice(1, -1) } : { literal: part }));
}

/** The names of an intent's slots, in their order. */
export function slotsOf(intent: string): readonly string[] {
  return partsOf(intent).flatMap((part) => ('slot' in part ? [part.slot] : []));
}

/** An intent without its slots. */
export function literalOf(intent: string): string {
  return partsOf(intent)
    .flatMap((part) => ('literal' in part ? [part.literal] : []))
    .join(' ');
}
