/** Letters that the manifest's schema allows. */
const longest = { title: 100, intent: 200, source: 2000 };

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A request as the title of what serves it: one line, as an order. */
export function titleOf(request: string): string {
  const words = oneLine(request.replace(/[{}]/g, ' '));
  return shortened(`${words.charAt(0).toUpperCase()}${words.slice(1)}`, longest.title);
}

/** Whether a text can be an intent, as far as its length goes. */
export function fitsIntent(text: string): boolean {
  return text.length <= longest.intent;
}

/** The beginning of a text, without a half character or word at its end. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).toWellFormed();
  return `${cut.replace(/\s\S*$/, '')}…`;
}

/** A text about where something comes from. */
export function sourceText(text: string): string {
  return shortened(oneLine(text), longest.source);
}

/** A way of asking that always is one: the words, or what it is called. */
export function plainIntent(words: string, name: string): string {
  const plain = oneLine(words.replace(/[{}]/g, ' '));
  return /[\p{L}\p{N}]/u.test(plain) && fitsIntent(plain) ? plain : name.replaceAll(/[-._/@]+/g, ' ').trim();
}
