import { isRecord } from '#base';
import type { ContextSlot, PlainData } from '#protocol';

/** How people name what the editor has at hand. */
const phrases: Readonly<Record<ContextSlot, RegExp>> = {
  selection:
    /^(?:(?:the|my|this|these|those|current|all)\s+)*(?:selection|(?:selected|highlighted|marked)(?:\s+\S+){0,3}|this|these|those|it|them|this (?:text|code|line)|(?:(?:all|the|my|these|those)\s+)+(?:lines?|rows?|text))$/i,
  file: /^(?:(?:the|my|this|current|open|whole|entire)\s+)*(?:file|document|editor|buffer)$/i,
  workspace: /^(?:(?:the|my|this|current|whole|entire)\s+)*(?:workspace|project|folder|repository|repo|code ?base)$/i,
};

/** Whether a text names what the editor has at hand. */
export function names(slot: ContextSlot, text: string): boolean {
  return phrases[slot].test(text.trim());
}

/** Whether a text begins as one does that tells of something at hand, and is no text itself: `the lines of it`. */
export function describes(text: string): boolean {
  return /^(?:(?:the|this|these|those|my|all|each|every|it|its|them|that)\b|(?:lines?|rows?|words|columns?|cells|values)\b)/i.test(
    text,
  );
}

/** What the editor has at hand; a request whose input is a plain text has that text selected. */
export function atHand(slot: ContextSlot, input: PlainData | undefined): PlainData | undefined {
  if (isRecord(input)) return input[slot] as PlainData | undefined;
  return slot === 'selection' && typeof input === 'string' ? input : undefined;
}
