/** Slots of an intent that stand for what the editor has at hand. */
export const contextSlots = ['selection', 'file', 'workspace'] as const;
export type ContextSlot = (typeof contextSlots)[number];

/** A part of an intent: words, or a slot. */
export type IntentPart = { readonly literal: string } | { readonly slot: string };

/**
 * `convert {text} to {format}` → words and slots in their order. A slot that comes again is the next of its kind: those of
 * `convert {selection} from {format} to {format}` are `selection`, `format` and `format2`.
 */
export function partsOfIntent(intent: string): readonly IntentPart[] {
  const seen = new Map<string, number>();
  return intent
    .split(/(\{[^{}]*\})/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      if (!part.startsWith('{')) return { literal: part };
      const name = part.slice(1, -1);
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return { slot: times === 1 ? name : `${name}${times}` };
    });
}

/** The names of an intent's slots, in their order. */
export function slotsOf(intent: string): readonly string[] {
  return partsOfIntent(intent).flatMap((part) => ('slot' in part ? [part.slot] : []));
}

/** An intent without its slots. */
export function literalOf(intent: string): string {
  return partsOfIntent(intent)
    .flatMap((part) => ('literal' in part ? [part.literal] : []))
    .join(' ');
}
