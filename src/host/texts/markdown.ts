/**
 * Text of others (names of files, of rules, what errors say) in the Markdown of tooltips and reports: it is shown as
 * it is, and can bring no link, picture, HTML or codicon of its own.
 */

/** A text as itself, in one paragraph. */
export function plain(text: string): string {
  return (
    inOneLine(text)
      .trim()
      // A codicon begins with `$(`: as an entity the dollar begins nothing, whether codicons are drawn or not.
      .replace(/[!-/:-@[-`{-~]/g, (character) => (character === '$' ? '&#36;' : `\\${character}`))
  );
}

/** A text as Markdown code: in a fence that nothing in it can close. */
export function code(text: string): string {
  const line = inOneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Markdown takes one space off both ends where both have one, unless there is nothing else.
  const padded = longest > 0 || (line.startsWith(' ') && line.endsWith(' ') && line.trim() !== '');
  return padded ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** Markdown of a text that may hold codicons, with those that it holds as plain signs. */
export function withoutIcons(markdown: string): string {
  return markdown.replace(/\$\((?=[\w~-]+\))/g, '\\$(');
}

function inOneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}
