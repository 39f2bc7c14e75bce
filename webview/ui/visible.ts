/**
 * Control characters, and those that turn the direction of text or cannot be seen: with them a capability could make its
 * words look like others. Tabs and line ends stay.
 */
const hidden = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/gu;

/** The same plain data, in which every text shows what it holds: `\u{202e}`. */
export function visible<T>(data: T): T {
  return made(data) as T;
}

/** A failure that the host tells, in visible words. */
export function visibleFailure({ message, hint }: { readonly message: string; readonly hint?: string }) {
  return visible({ message, ...(hint !== undefined && { hint }) });
}

function made(data: unknown): unknown {
  if (typeof data === 'string') {
    return data.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  }
  if (Array.isArray(data)) return data.map(made);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [made(key), made(value)]));
}
