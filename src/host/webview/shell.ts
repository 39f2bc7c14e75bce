/** All that the HTML of a panel is made of, as plain data: no editor is needed to look at it. */
export interface Shell {
  /** Language of the texts, as BCP 47 has it; the panel writes its numbers in it. */
  readonly language: string;
  readonly title: string;
  /** Address of an ES module. */
  readonly script: string;
  readonly styles: readonly string[];
  /** Where styles, fonts and pictures may come from, as a source of a content security policy. */
  readonly source: string;
  /** Of this one page. */
  readonly nonce: string;
  /** The panel's words in the user's language, by the English ones; none where it is English. */
  readonly words: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The HTML of a panel: the only place where one is put together. Nothing is allowed but our own files.
 * Inline styles have to be, because mermaid writes them into its drawings, and images as data or blobs because
 * drawings are turned into pictures; scripts need the nonce of this one page, and workers are made of blobs by them.
 */
export function shellHtml({ language, title, script, styles, source, nonce, words }: Shell): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'unsafe-inline'`,
    `font-src ${source}`,
    `img-src ${source} data: blob:`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
  <title>${escaped(title)}</title>
${styles.map((style) => `  <link rel="stylesheet" href="${escaped(style)}">`).join('\n')}
</head>
<body>
  <div id="app"></div>
  <script type="application/json" id="words">${inScript(words ?? {})}</script>
  <script type="module" nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON in which no sign can end the element that it is in. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
